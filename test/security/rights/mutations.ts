import { hashOf } from '../../../src/api/identity/cookies.ts';
import { mutations } from '../../../src/api/schema/mutations.ts';
import type { ApiServices } from '../../../src/api/services.ts';
import { NO_CREDENTIAL } from '../../../src/database/actor.ts';
import type { ConnectionPool } from '../../../src/database/connect.ts';
import { createInvitation } from '../../../src/database/identity.ts';
import { pauseDraft } from '../../../src/database/life_cycle.ts';
import { setQueue } from '../../../src/database/queues.ts';
import { DraftError } from '../../../src/draft/errors.ts';
import type { TestDraft } from '../../support/drafts.ts';
import { newLeague, PEOPLE, viewersOf } from './world.ts';

const SETTINGS = {
  order: { kind: 'SNAKE' },
  rounds: 1,
  secondsPerPick: 60,
  rosterSlots: [{ name: 'BN', seats: 1 }],
};

/** The arguments with which each mutation is asked for, about the private league of the matrix; what has to be so before. */
type Asking = (draft: TestDraft, db: ConnectionPool) => Promise<Record<string, unknown>>;
const ASKED: Readonly<Record<string, Asking>> = {
  createLeague: async () => ({ name: 'New', teams: [{ name: 'T' }] }),
  setTeamManager: async ({ teamIds }) => ({ teamId: teamIds[0], managerId: null }),
  inviteManager: async ({ teamIds }) => ({ teamId: teamIds[0] }),
  inviteManagers: async ({ teamIds }) => ({ teamIds }),
  revokeInvitation: async ({ teamIds, commissioner: actor }, db) => {
    const hash = hashOf(String(Math.random()));
    const { id } = await createInvitation(db, { teamId: teamIds[0] ?? '', hash, actor });
    return { invitationId: id };
  },
  createDraft: async ({ leagueId, poolId, teamIds }) => ({ leagueId, poolId, teamIds, settings: SETTINGS }),
  startDraft: async ({ draftId, leagueId, poolId, teamIds, commissioner }, db) => {
    const { rows } = await db.query<{ id: string }>(
      `select app_private.create_draft($1, $2, $3, $4, null, 'PRIVATE', row('USER', $5)::app_private.actor) as id`,
      [
        leagueId,
        poolId,
        teamIds,
        JSON.stringify({
          ...SETTINGS,
          secondsPerPickByRound: {},
          tradedPicks: [],
          rosterSlots: [{ name: 'BN', seats: 1, positions: 'ANY' }],
        }),
        commissioner.kind === 'CLOCK' ? null : commissioner.userId,
      ],
    );
    return { draftId: rows[0]?.id ?? draftId };
  },
  pauseDraft: async ({ draftId }) => ({ draftId }),
  resumeDraft: async ({ draftId, commissioner }, db) => {
    await pauseDraft(db, draftId, commissioner);
    return { draftId };
  },
  cancelDraft: async ({ draftId }) => ({ draftId }),
  makePick: async ({ draftId, players }) => ({ draftId, pickNumber: 1, playerId: players[0] }),
  setQueue: async ({ draftId, teamIds, players }) => ({
    draftId,
    teamId: teamIds[0],
    playerIds: [players[0]],
  }),
  addToQueue: async ({ draftId, teamIds, players }) => ({
    ...{ draftId, teamId: teamIds[0], playerId: players[1], place: 1 },
  }),
  moveInQueue: async ({ draftId, teamIds, players, managers: [manager] }, db) => {
    const [teamId = ''] = teamIds;
    const wishes = [players[1] ?? 0, players[2] ?? 0];
    if (manager) await setQueue(db, draftId, teamId, wishes, manager);
    return { draftId, teamId, playerId: players[2], place: 1 };
  },
  removeFromQueue: async ({ draftId, teamIds, players }) => ({
    ...{ draftId, teamId: teamIds[0], playerId: players[1] },
  }),
  setAutopilot: async ({ draftId, teamIds }) => ({ draftId, teamId: teamIds[0], autopilot: true }),
  createEventTicket: async ({ draftId }) => ({ draftId }),
};

/** A mutation, and for each person `yes` or the code of the refusal, found out by asking. */
export interface MutationRights {
  readonly name: string;
  readonly cells: readonly string[];
}

/** Asks for every mutation of the API in the place of everybody; each time about a league of its own. */
export async function mutationRights(
  db: ConnectionPool,
  services: ApiServices,
  poolId: string,
): Promise<MutationRights[]> {
  const rights: MutationRights[] = [];
  const other = await newLeague(db, poolId);
  for (const [name, mutation] of Object.entries(mutations(services))) {
    const cells: string[] = [];
    for (const person of PEOPLE) {
      const draft = await newLeague(db, poolId);
      const viewer = (await viewersOf(db, draft, other))[person];
      const asked = await ASKED[name]?.(draft, db);
      if (asked === undefined) {
        cells.push('NOT DECIDED');
        continue;
      }
      try {
        await mutation.run(asked, { viewer, credential: NO_CREDENTIAL });
        cells.push('yes');
      } catch (error) {
        if (!(error instanceof DraftError)) throw error;
        cells.push(error.code);
      }
    }
    rights.push({ name, cells });
  }
  return rights;
}
