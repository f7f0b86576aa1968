import { hashOf } from '../../../src/api/identity/cookies.ts';
import type { ConnectionPool } from '../../../src/database/connect.ts';
import { createInvitation } from '../../../src/database/identity.ts';
import { createUser } from '../../../src/database/leagues.ts';
import { setRanking } from '../../../src/database/rankings.ts';
import { tokenFor } from '../../support/api.ts';
import { newDraft } from '../../support/drafts.ts';
import {
  newExampleEndpoint,
  newExampleMessage,
  newExamplePool,
  newExampleSource,
} from '../mutation_examples.ts';

/** Somebody who sends requests. */
export interface Somebody {
  readonly userId: string | null;
  readonly isOperator: boolean;
  /** Undefined: nobody is signed in. */
  readonly token: string | undefined;
}

/** What requests are about: two private leagues and a public one, and all who have to do with them. */
export interface FuzzWorld {
  readonly people: readonly Somebody[];
  readonly leagueIds: readonly string[];
  readonly teamIds: readonly string[];
  readonly draftIds: readonly string[];
  readonly invitationIds: readonly string[];
  readonly endpointIds: readonly string[];
  readonly sourceIds: readonly string[];
  readonly messageIds: readonly string[];
  readonly rankingIds: readonly string[];
  readonly ownPoolIds: readonly string[];
  readonly poolId: string;
  readonly players: readonly number[];
}

export async function newFuzzWorld(db: ConnectionPool, poolId: string): Promise<FuzzWorld> {
  const drafts = [];
  for (let n = 0; n < 3; n += 1) drafts.push(await newDraft(db, { poolId, teams: 3, rounds: 20 }));
  await db.query(`update app_public.drafts set visibility = 'PRIVATE' where id = any ($1)`, [
    drafts.slice(0, 2).map(({ draftId }) => draftId),
  ]);
  const invitationIds = [];
  for (const { teamIds, commissioner: actor } of drafts) {
    for (const teamId of teamIds) {
      invitationIds.push((await createInvitation(db, { teamId, hash: hashOf(teamId), actor })).id);
    }
  }
  const endpointIds = [];
  const sourceIds: string[] = [];
  const messageIds: string[] = [];
  const rankingIds: string[] = [];
  const ownPoolIds: string[] = [];
  for (const { leagueId, commissioner, managers, players } of drafts) {
    for (const manager of managers) {
      ownPoolIds.push(await newExamplePool(db, manager));
      const ranking = { poolId, name: 'default', playerIds: players.slice(0, 3) };
      rankingIds.push(await setRanking(db, ranking, manager));
    }
    endpointIds.push(await newExampleEndpoint(db, leagueId, commissioner));
    const sourceId = await newExampleSource(db, leagueId, commissioner);
    sourceIds.push(sourceId);
    messageIds.push(await newExampleMessage(db, sourceId));
  }
  const userIds = drafts.flatMap(({ commissioner, managers }) =>
    [commissioner, ...managers].flatMap((actor) => (actor.kind === 'CLOCK' ? [] : [actor.userId])),
  );
  const people: Somebody[] = [{ userId: null, isOperator: false, token: undefined }];
  for (const userId of [...userIds, await createUser(db, 'Stranger')]) {
    if (userId === null) continue;
    people.push({ userId, isOperator: false, token: await tokenFor(userId) });
  }
  const operator = await createUser(db, 'Operator');
  people.push({
    userId: operator,
    isOperator: true,
    token: await tokenFor(operator, { isOperator: true }),
  });
  return {
    people,
    leagueIds: drafts.map(({ leagueId }) => leagueId),
    teamIds: drafts.flatMap(({ teamIds }) => teamIds),
    draftIds: drafts.map(({ draftId }) => draftId),
    invitationIds,
    endpointIds,
    sourceIds,
    messageIds,
    rankingIds,
    ownPoolIds,
    poolId,
    players: drafts[0]?.players ?? [],
  };
}
