import { randomUUID } from 'node:crypto';
import type { Actor } from '../../src/database/actor.ts';
import type { ConnectionPool } from '../../src/database/connect.ts';
import { setPlayerNews } from '../../src/database/players.ts';
import { setQueue } from '../../src/database/queues.ts';
import { deleteRanking, setRanking } from '../../src/database/rankings.ts';
import { type NamedStrategy, setStrategy } from '../../src/database/strategies.ts';
import { checkStrategy } from '../../src/orchestrator/check_strategy.ts';
import { managerId, type TestDraft } from '../support/drafts.ts';
import type { Opinion, RankingName, Taste } from './opinions.ts';

/** Says it to the service. Throws a DraftError where it is refused. */
export async function tell(db: ConnectionPool, draft: TestDraft, opinion: Opinion): Promise<unknown> {
  const { draftId, poolId, commissioner, teamIds, players } = draft;
  const idOf = (rank: number) => players[rank - 1] ?? 0;
  if (opinion.kind === 'status') {
    const { playerId, status } = opinion;
    const operator: Actor = { kind: 'OPERATOR', userId: managerId(draft, 1) };
    return setPlayerNews(db, poolId, [{ playerId: idOf(playerId), status }], operator);
  }
  const { slot } = opinion;
  const manager: Actor = { kind: 'USER', userId: managerId(draft, slot) };
  const teamId = teamIds[slot - 1] ?? '';
  switch (opinion.kind) {
    case 'queue':
      return setQueue(db, draftId, teamId, opinion.players.map(idOf), manager);
    case 'ranking': {
      const { name, players: ranked } = opinion;
      if (ranked) return setRanking(db, { poolId, name, playerIds: ranked.map(idOf) }, manager);
      return deleteRanking(db, await rankingId(db, draft, slot, name), manager);
    }
    case 'strategy': {
      const { taste, by } = opinion;
      const ranking = taste?.options.ranking ? await rankingId(db, draft, slot, 'other') : null;
      const strategy = taste && checked(tasteIn(taste, players, ranking));
      return setStrategy(db, { draftId, teamId, strategy }, by === 0 ? commissioner : manager);
    }
  }
}

/** A taste as the service knows it: players by their ids, a ranking by its. */
export function tasteIn(
  { name, options }: Taste,
  playerIds: readonly number[],
  rankingId: string | null,
): { name: string; options: Record<string, unknown> } {
  const { never, ranking, ...others } = options;
  return {
    name,
    options: {
      ...others,
      ...(never && { never: never.map((rank) => String(playerIds[rank - 1] ?? 0)) }),
      ...(ranking && { ranking: rankingId }),
    },
  };
}

/** Nothing is known against any player of the pool any more. */
export async function forgetStatuses(db: ConnectionPool, poolId: string): Promise<void> {
  await db.query(
    `with forgotten as (
       update app_public.player_statuses set status = 'ACTIVE' where pool_id = $1 and status <> 'ACTIVE'
     )
     update app_public.player_pools set status_version = status_version + 1 where id = $1`,
    [poolId],
  );
}

function checked({ name, options }: { name: string; options: object }): NamedStrategy {
  return checkStrategy(name, options);
}

/** A ranking of a manager by its name; the id of none where there is none. */
async function rankingId(
  db: ConnectionPool,
  draft: TestDraft,
  slot: number,
  name: RankingName,
): Promise<string> {
  const { rows } = await db.query<{ id: string }>(
    'select id from app_public.rankings where owner_id = $1 and pool_id = $2 and name = $3',
    [managerId(draft, slot), draft.poolId, name],
  );
  return rows[0]?.id ?? randomUUID();
}
