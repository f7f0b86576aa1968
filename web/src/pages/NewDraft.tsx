import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useLocation } from 'wouter';
import {
  CreateDraftDocument,
  LeagueDocument,
  type LeagueQuery,
  PlayerPoolsDocument,
  type RuleAtZero,
} from '../../../client/operations.generated.ts';
import { reasonOf, service } from '../state/service.ts';
import { duration, t } from '../texts.ts';
import { Choices } from '../ui/Choices.tsx';
import { Message } from '../ui/Message.tsx';
import { Topbar } from '../ui/Topbar.tsx';
import { OrderPicture } from './OrderPicture.tsx';
import {
  CLOCKS,
  type ClockName,
  type OrderKind,
  ROSTERS,
  type RosterName,
  type Seats,
  seatCount,
  settingsOf,
} from './presets.ts';
import { Seating } from './Seating.tsx';
import { TeamOrder } from './TeamOrder.tsx';

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
  readonly league: NonNullable<LeagueQuery['league']>;
  readonly myId: string | null;
}

const options = <Key extends string>(texts: Readonly<Record<Key, readonly [string, string]>>) =>
  (Object.entries(texts) as [Key, readonly [string, string]][]).map(
    ([key, [name, how]]) => [key, name, how] as const,
  );

function Form({ league, myId }: FormProps) {
  const [, go] = useLocation();
  const pools = useQuery({ queryKey: ['pools'], queryFn: () => service.ask(PlayerPoolsDocument, {}) });
  const [teams, setTeams] = useState<readonly { id: string; name: string; managerId: string | null }[]>(
    league.teams.nodes,
  );
  const [kind, setKind] = useState<OrderKind>('SNAKE');
  const [clock, setClock] = useState<ClockName>('standard');
  const [ownSeconds, setOwnSeconds] = useState(60);
  const [atZero, setAtZero] = useState<RuleAtZero>('AUTO_PICK');
  const [bankSeconds, setBankSeconds] = useState(0);
  const [roster, setRoster] = useState<RosterName>('standard');
  const [seats, setSeats] = useState<Seats>(ROSTERS.standard);
  const [visibility, setVisibility] = useState<'PUBLIC' | 'PRIVATE'>('PUBLIC');
  const [starts, setStarts] = useState('');
  const [poolId, setPoolId] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const poolList = pools.data?.playerPools?.nodes ?? [];
  const seconds = CLOCKS[clock] ?? ownSeconds;
  const rounds = seatCount(seats);
  const picks = rounds * teams.length;

  async function create(event: FormEvent) {
    event.preventDefault();
    setProblem(null);
    const startsAt = starts === '' ? null : new Date(starts).toISOString();
    try {
      const { createDraft } = await service.ask(
        CreateDraftDocument,
        {
          leagueId: league.id,
          poolId: poolId || (poolList[0]?.id ?? ''),
          teamIds: teams.map(({ id }) => id),
          settings: settingsOf({ seats, seconds, kind, visibility, startsAt, atZero, bankSeconds }),
        },
        { once: true },
      );
      if (createDraft?.draft) go(`/d/${createDraft.draft.id}`, { replace: true });
    } catch (error) {
      setProblem(reasonOf(error));
    }
  }

  return (
    <main className="content">
      <div className="stack tight">
        <p className="muted">{league.name}</p>
        <h1>{t.draft.new}</h1>
      </div>
      <form className="two wide-first" onSubmit={(event) => void create(event)}>
        <div className="stack loose">
          <section className="card pad stack">
            <h2>{t.draft.order}</h2>
            <TeamOrder teams={teams} onChange={(next) => setTeams(next as typeof teams)} />
          </section>
          <section className="card pad stack">
            <h2>{t.draft.kind}</h2>
            <Choices label={t.draft.kind} options={options(t.draft.kinds)} value={kind} onChange={setKind} />
          </section>
          <section className="card pad stack">
            <h2>{t.draft.clock}</h2>
            <p className="small muted">{t.draft.clockHint}</p>
            <Choices
              label={t.draft.clock}
              options={options(t.draft.clocks)}
              value={clock}
              onChange={setClock}
            />
            {clock === 'own' && (
              <div className="field">
                <label htmlFor="seconds">{t.draft.seconds}</label>
                <input
                  id="seconds"
                  className="input"
                  type="number"
                  min={1}
                  max={604_800}
                  step={1}
                  required
                  value={ownSeconds}
                  onChange={(event) => setOwnSeconds(Number(event.target.value))}
                />
                <span className="hint">{duration(ownSeconds)}</span>
              </div>
            )}
            <div className="field">
              <span className="label">{t.draft.atZero}</span>
              <Choices
                label={t.draft.atZero}
                options={options(t.draft.atZeros)}
                value={atZero}
                onChange={setAtZero}
              />
            </div>
            <div className="field">
              <label htmlFor="bank">{t.draft.bank}</label>
              <input
                id="bank"
                className="input"
                type="number"
                min={0}
                max={86_400}
                value={bankSeconds}
                onChange={(event) => setBankSeconds(Number(event.target.value))}
              />
              <span className="hint">{t.draft.bankHint}</span>
            </div>
          </section>
          <section className="card pad stack">
            <h2>{t.draft.roster}</h2>
            <p className="small muted">{t.draft.rosterHint}</p>
            <Choices
              label={t.draft.roster}
              options={options(t.draft.rosters)}
              value={roster}
              onChange={(next) => {
                setRoster(next);
                setSeats(ROSTERS[next]);
              }}
            />
            <Seating seats={seats} onChange={setSeats} />
          </section>
          <section className="card pad stack">
            <div className="field">
              <label htmlFor="pool">{t.draft.pool}</label>
              <select
                id="pool"
                className="input"
                value={poolId || poolList[0]?.id}
                onChange={(event) => setPoolId(event.target.value)}
              >
                {poolList.map((pool) => (
                  <option key={pool.id} value={pool.id}>
                    {pool.name}
                  </option>
                ))}
              </select>
              <span className="hint">{t.draft.poolHint}</span>
            </div>
            <div className="field">
              <label htmlFor="starts">{t.draft.start}</label>
              <input
                id="starts"
                className="input"
                type="datetime-local"
                value={starts}
                onChange={(event) => setStarts(event.target.value)}
              />
              <span className="hint">{t.draft.startHint}</span>
            </div>
            <div className="field">
              <span className="label">{t.draft.visibility}</span>
              <Choices
                label={t.draft.visibility}
                options={options(t.draft.visibilities)}
                value={visibility}
                onChange={setVisibility}
              />
            </div>
          </section>
        </div>
        <aside className="card pad stack sticky">
          <h2>{t.draft.picture}</h2>
          <OrderPicture
            kind={kind}
            teams={teams.map(({ name }) => name)}
            rounds={Math.min(rounds, 16)}
            mine={teams.findIndex(({ managerId }) => managerId !== null && managerId === myId) + 1}
          />
          <p className="small muted">{t.draft.pictureHint}</p>
          <p>
            {t.draft.rounds(rounds, picks)} {t.draft.lasts(duration(picks * seconds))}
          </p>
          {problem !== null && (
            <p className="notice bad" role="alert">
              {problem}
            </p>
          )}
          <button type="submit" className="button primary large" disabled={poolList.length === 0}>
            {t.draft.create}
          </button>
        </aside>
      </form>
    </main>
  );
}
