import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, lazy, Suspense, useState } from 'react';
import {
  CreateDraftDocument,
  LeagueDocument,
  PlayerPoolsDocument,
} from '../../../client/operations.generated.ts';
import { usualPool } from '../pools/usual_pool.ts';
import { longestWithQuiet } from '../rules/longest_with_quiet.ts';
import { longest } from '../rules/time_rules.ts';
import { reasonOf, service } from '../state/service.ts';
import { duration } from '../texts/format.ts';
import { t } from '../texts.ts';
import { Button } from '../ui/Button.tsx';
import { Choices } from '../ui/Choices.tsx';
import { LeaveQuestion } from '../ui/LeaveQuestion.tsx';
import { Message } from '../ui/Message.tsx';
import { optionsOf } from '../ui/options_of.ts';
import { Topbar } from '../ui/Topbar.tsx';
import { useAttempt } from '../ui/use_attempt.ts';
import { useLeaveGuard } from '../ui/use_leave_guard.ts';
import { ClockSection, NameSection, OthersSection, RosterSection } from './DraftSections.tsx';
import { type DraftForm, type FormLeague, newForm, settingsOf } from './draft_form.ts';
import { OrderPicture } from './OrderPicture.tsx';
import { seatCount } from './presets.ts';
import { SettledSection } from './SettledSection.tsx';
import { TeamOrder } from './TeamOrder.tsx';

const ImportDialog = lazy(() => import('../pools/ImportDialog.tsx'));

/** Rounds that the picture of the order shows. */
const ROUNDS_PICTURED = 16;

/** A draft of a league, in one form. */
export default function NewDraft({ leagueId }: { readonly leagueId: string }) {
  const { data, error } = useQuery({
    queryKey: ['league', leagueId],
    queryFn: () => service.ask(LeagueDocument, { leagueId }),
  });
  if (error || (data && !data.league)) {
    return (
      <Message title={t.league.missing}>
        <p className="muted">{error ? reasonOf(error) : t.league.missingHow}</p>
      </Message>
    );
  }
  return (
    <div className="page">
      <Topbar name={data?.me?.name ?? null} />
      {data?.league && <Form league={data.league} myId={data.me?.id ?? null} />}
    </div>
  );
}

interface FormProps {
  readonly league: FormLeague;
  readonly myId: string | null;
}

function Form({ league, myId }: FormProps) {
  const { data } = useQuery({ queryKey: ['pools'], queryFn: () => service.ask(PlayerPoolsDocument, {}) });
  const [empty] = useState<DraftForm>(() => newForm(league.teams.nodes));
  const [form, setForm] = useState(empty);
  const guard = useLeaveGuard(JSON.stringify(form) !== JSON.stringify(empty));
  const { problem, isBusy, attempt, forget } = useAttempt();
  const [isImporting, setImporting] = useState(false);
  const queries = useQueryClient();
  const pools = data?.playerPools?.nodes ?? [];
  const pool = pools.find(({ id }) => id === form.poolId) ?? usualPool(pools, league.drafts.nodes);
  function change(part: Partial<DraftForm>) {
    setForm((before) => ({ ...before, ...part }));
    forget();
  }

  /** Players are of a pool: whom a team keeps is chosen anew in another one. */
  function choosePool(poolId: string) {
    const keepers = form.settled.keepers.map((keeper) => ({ ...keeper, player: null }));
    change({ poolId, settled: { ...form.settled, keepers }, maximums: {} });
  }

  async function takePool(poolId: string) {
    setImporting(false);
    await queries.invalidateQueries({ queryKey: ['pools'] });
    choosePool(poolId);
  }

  function create(event: FormEvent) {
    event.preventDefault();
    void attempt(async () => {
      const { createDraft } = await service.ask(
        CreateDraftDocument,
        {
          leagueId: league.id,
          poolId: pool?.id ?? '',
          teamIds: form.teams.map(({ id }) => id),
          settings: settingsOf(form),
        },
        { once: true },
      );
      if (createDraft?.draft) guard.finish(`/d/${createDraft.draft.id}`);
    });
  }

  return (
    <main className="content">
      <div className="stack tight">
        <p className="muted">{league.name}</p>
        <h1>{t.draft.new}</h1>
      </div>
      <form className="two wide-first" onSubmit={create}>
        <div className="stack loose">
          <NameSection form={form} change={change} league={league.name} />
          <section className="card pad stack">
            <h2>{t.draft.order}</h2>
            <TeamOrder teams={form.teams} onChange={(teams) => change({ teams })} />
          </section>
          <section className="card pad stack">
            <h2>{t.draft.kind}</h2>
            <Choices
              label={t.draft.kind}
              options={optionsOf(t.draft.kinds)}
              value={form.kind}
              onChange={(kind) => change({ kind })}
            />
          </section>
          <ClockSection form={form} change={change} />
          <RosterSection form={form} change={change} />
          <SettledSection form={form} change={change} pool={pool} />
          <OthersSection
            {...{ form, change, pools, pool }}
            onPool={choosePool}
            onImport={() => setImporting(true)}
          />
        </div>
        <Summary
          form={form}
          myId={myId}
          problem={problem}
          missing={data && !pool ? t.draft.noPool : form.seats.length === 0 ? t.draft.noSeats : null}
          mayCreate={pool !== undefined && form.seats.length > 0 && !isBusy}
        />
      </form>
      {isImporting && (
        // Beside the form: a form in a form is none.
        <Suspense fallback={null}>
          <ImportDialog onImported={(id) => void takePool(id)} onClose={() => setImporting(false)} />
        </Suspense>
      )}
      <LeaveQuestion guard={guard} />
    </main>
  );
}

interface SummaryProps {
  readonly form: DraftForm;
  readonly myId: string | null;
  readonly problem: string | null;
  /** What has to be there first; null: nothing. */
  readonly missing: string | null;
  readonly mayCreate: boolean;
}

/** What the settings come to: the order as a picture, and how long it lasts at most. */
function Summary({ form, myId, problem, missing, mayCreate }: SummaryProps) {
  const { kind, teams, seats, rules } = form;
  const rounds = seatCount(seats);
  const picks = rounds * teams.length;
  const open = longest(rules, picks, teams.length);
  const most = open !== null && rules.quietHours ? longestWithQuiet(rules.quietHours, open) : open;
  const lasts = rules.quietHours ? t.draft.lastsQuiet : t.draft.lasts;
  return (
    <aside className="card pad stack sticky">
      <h2>{t.draft.picture}</h2>
      <OrderPicture
        kind={kind}
        teams={teams.map(({ name }) => name)}
        rounds={Math.min(rounds, ROUNDS_PICTURED)}
        mine={teams.findIndex(({ managerId }) => managerId !== null && managerId === myId) + 1}
      />
      <p className="small muted">{t.draft.pictureHint}</p>
      <p>
        {t.draft.rounds(rounds, picks)}{' '}
        {most === null || Number.isNaN(most) ? '' : lasts(duration(most, Math.ceil))}
      </p>
      {problem !== null && (
        <p className="notice bad" role="alert">
          {problem}
        </p>
      )}
      {missing !== null && <p className="notice warn">{missing}</p>}
      <Button type="submit" className="button primary large" isOff={!mayCreate}>
        {t.draft.create}
      </Button>
    </aside>
  );
}
