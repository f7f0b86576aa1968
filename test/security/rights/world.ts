import { hashOf } from '../../../src/api/identity/cookies.ts';
import type { Viewer } from '../../../src/api/viewer.ts';
import type { ConnectionPool } from '../../../src/database/connect.ts';
import { createInvitation } from '../../../src/database/identity.ts';
import { createUser, setTeamManager } from '../../../src/database/leagues.ts';
import { setQueue } from '../../../src/database/queues.ts';
import { setRanking } from '../../../src/database/rankings.ts';
import { setStrategy } from '../../../src/database/strategies.ts';
import { managerId, newDraft, type TestDraft } from '../../support/drafts.ts';
import {
  newExampleEndpoint,
  newExampleMessage,
  newExamplePool,
  newExampleSource,
} from '../mutation_examples.ts';

/** Everybody whose rights differ. "The team" is the first one of a private league, whose draft is in progress. */
export const PEOPLE = [
  'visitor',
  'stranger',
  'manager of another team',
  'manager of the team',
  'removed manager',
  'commissioner of another league',
  'commissioner',
  'operator',
] as const;
export type Person = (typeof PEOPLE)[number];

/** Two private leagues and a public one, each with a draft, queues and an invitation. */
export interface World {
  readonly own: TestDraft;
  readonly other: TestDraft;
  readonly open: TestDraft;
  readonly viewers: Readonly<Record<Person, Viewer>>;
}

/** A league whose draft only its members may see, unless it is public. */
export async function newLeague(db: ConnectionPool, poolId: string, isPublic = false): Promise<TestDraft> {
  const draft = await newDraft(db, { poolId, teams: 2, rounds: 2 });
  if (!isPublic) {
    await db.query(`update app_public.drafts set visibility = 'PRIVATE' where id = $1`, [draft.draftId]);
  }
  return draft;
}

export async function newWorld(db: ConnectionPool, poolId: string): Promise<World> {
  const [own, other, open] = [
    await newLeague(db, poolId),
    await newLeague(db, poolId),
    await newLeague(db, poolId, true),
  ];
  for (const draft of [own, other, open]) {
    // As if it were a preview: whoever sees a draft sees that.
    await db.query(
      'insert into app_public.previews (draft_id, seed, speed, expires_at) values ($1, 1, 1, clock_timestamp())',
      [draft.draftId],
    );
    for (const [index, teamId] of draft.teamIds.entries()) {
      const manager = draft.managers[index];
      if (manager) {
        await setQueue(db, draft.draftId, teamId, [draft.players[index] ?? 0], manager);
        await newExamplePool(db, manager);
        await setRanking(db, { poolId, name: 'default', playerIds: draft.players.slice(0, 3) }, manager);
        const strategy = { name: 'standard', options: { never: [draft.players[1] ?? 0] } };
        await setStrategy(db, { draftId: draft.draftId, teamId, strategy }, manager);
        await db.query(
          `select app_private.keep_reasons(array[$1::uuid], array[$2::integer], array[$3::uuid], array['In private.'], clock_timestamp())`,
          [draft.draftId, index + 1, teamId],
        );
      }
      const hash = hashOf(`${draft.draftId} ${index}`);
      await createInvitation(db, { teamId, hash, actor: draft.commissioner });
    }
  }
  await db.query(
    `insert into app_public.player_statuses (player_id, pool_id, status, since)
     select p.id, p.pool_id, 'OUT', clock_timestamp() from app_public.players p where p.pool_id = $1 and p.rank = 1`,
    [poolId],
  );
  for (const { leagueId, commissioner } of [own, other, open]) {
    const endpointId = await newExampleEndpoint(db, leagueId, commissioner);
    await newExampleMessage(db, await newExampleSource(db, leagueId, commissioner));
    await db.query(
      `with logged as (
         insert into app_public.deliveries (endpoint_id, at, succeeded, milliseconds) values ($1, clock_timestamp(), true, 1)
       )
       insert into app_public.dead_letters (stream_id, endpoint_id, version, at, attempts, error)
       values ($2, $1, 1, clock_timestamp(), 16, 'not taken')`,
      [endpointId, leagueId],
    );
  }
  return { own, other, open, viewers: await viewersOf(db, own, other) };
}

/** Somebody who managed the first team, with a queue, until it was given back to who manages it now. */
async function removedManager(
  db: ConnectionPool,
  { draftId, teamIds, managers, commissioner, players }: TestDraft,
) {
  const userId = await createUser(db, 'Removed');
  const [teamId = ''] = teamIds;
  await setTeamManager(db, teamId, userId, commissioner);
  await setQueue(db, draftId, teamId, [players[9] ?? 0], { kind: 'USER', userId });
  const [manager] = managers;
  await setTeamManager(db, teamId, manager?.kind === 'USER' ? manager.userId : null, commissioner);
  return userId;
}

/** Everybody, as seen from a league. */
export async function viewersOf(
  db: ConnectionPool,
  own: TestDraft,
  other: TestDraft,
): Promise<World['viewers']> {
  const person = (userId: string | null): Viewer => ({ userId, isOperator: false });
  return {
    visitor: person(null),
    stranger: person(await createUser(db, 'Stranger')),
    'manager of another team': person(managerId(own, 2)),
    'manager of the team': person(managerId(own, 1)),
    'removed manager': person(await removedManager(db, own)),
    'commissioner of another league': person(commissionerId(other)),
    commissioner: person(commissionerId(own)),
    operator: { userId: await createUser(db, 'Operator'), isOperator: true },
  };
}

function commissionerId({ commissioner }: TestDraft): string | null {
  return commissioner.kind === 'CLOCK' ? null : commissioner.userId;
}
