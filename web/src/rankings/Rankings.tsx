import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { HomeDocument, PlayerPoolsDocument } from '../../../client/operations.generated.ts';
import { poolNames } from '../pools/pool_names.ts';
import { readPool } from '../pools/use_pool_players.ts';
import { usualPool } from '../pools/usual_pool.ts';
import { reasonOf, service } from '../state/service.ts';
import { say } from '../state/toasts.ts';
import { rankings as texts } from '../texts/rankings.ts';
import { t } from '../texts.ts';
import { LeaveQuestion } from '../ui/LeaveQuestion.tsx';
import { Message } from '../ui/Message.tsx';
import { Topbar } from '../ui/Topbar.tsx';
import { useLeaveGuard } from '../ui/use_leave_guard.ts';
import { COUNTS, countingIn } from './counting.ts';
import { ordered } from './order.ts';
import { RankingList } from './RankingList.tsx';

/** One's own rankings, a pool at a time. */
export default function Rankings() {
  const me = useQuery({ queryKey: ['home'], queryFn: () => service.ask(HomeDocument, {}) });
  const pools = useQuery({ queryKey: ['pools'], queryFn: () => service.ask(PlayerPoolsDocument, {}) });
  const [chosen, setChosen] = useState('');
  const list = pools.data?.playerPools?.nodes ?? [];
  const names = poolNames(list);
  // Not before the drafts are known: another list would take the place of the first one.
  const usual = me.isPending ? undefined : usualPool(list, me.data?.me?.drafts ?? []);
  const poolId = chosen || usual?.id;
  const [isUnsaved, setUnsaved] = useState(false);
  const guard = useLeaveGuard(isUnsaved);
  if (me.data?.me === null) {
    return (
      <Message title={t.home.signedOut}>
        <p className="muted">{t.home.signedOutHow}</p>
      </Message>
    );
  }
  return (
    <div className="page">
      <Topbar name={me.data?.me?.name ?? null} />
      <main className="content narrow">
        <div className="stack tight">
          <h1>{texts.title}</h1>
          <p className="muted">{texts.lead}</p>
        </div>
        <div className="field">
          <label htmlFor="pool">{texts.pool}</label>
          <select
            id="pool"
            className="input"
            value={poolId ?? ''}
            onChange={({ target: { value } }) => guard.orAsk(() => setChosen(value))}
          >
            {list.map(({ id }, index) => (
              <option key={id} value={id}>
                {names[index]}
              </option>
            ))}
          </select>
        </div>
        {pools.data && list.length === 0 && <p className="empty card">{texts.noPools}</p>}
        {poolId && <OfPool key={poolId} poolId={poolId} onUnsaved={setUnsaved} />}
      </main>
      <LeaveQuestion guard={guard} />
    </div>
  );
}

interface OfPoolProps {
  readonly poolId: string;
  readonly onUnsaved: (isUnsaved: boolean) => void;
}

function OfPool({ poolId, onUnsaved }: OfPoolProps) {
  const queries = useQueryClient();
  const players = useQuery({
    queryKey: ['pool players', poolId],
    queryFn: () => readPool(poolId),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const mine = useQuery({ queryKey: ['rankings'], queryFn: () => service.rankings(), staleTime: 0 });
  const ranking = countingIn(poolId, mine.data);
  const error = players.error ?? mine.error;
  const saved = useMemo(
    () => ordered(players.data ?? [], ranking?.playerIds ?? []),
    [players.data, ranking?.playerIds],
  );
  if (error) return <p className="notice bad">{reasonOf(error)}</p>;
  if (!players.data || !mine.data) return <p className="muted">{texts.loading}</p>;
  async function change(work: () => Promise<unknown>, done: string) {
    try {
      await work();
      await queries.invalidateQueries({ queryKey: ['rankings'] });
      say(done);
    } catch (refusal) {
      say(reasonOf(refusal));
    }
  }
  return (
    <RankingList
      saved={saved}
      version={ranking?.updatedAt ?? null}
      ranked={ranking ? ranking.playerIds.length : null}
      onUnsaved={onUnsaved}
      onSave={(ids) => change(() => service.setRanking(poolId, COUNTS, [...ids]), texts.saved)}
      onRemove={() => change(async () => ranking && service.deleteRanking(ranking.id), texts.removed)}
    />
  );
}
