import { Kind, print } from 'graphql';
import { hashOf } from '../../src/api/identity/cookies.ts';
import type { Mutation } from '../../src/api/schema/mutations/mutation.ts';
import type { MutationName } from '../../src/api/schema/mutations/registry.ts';
import type { Actor } from '../../src/database/actor.ts';
import type { ConnectionPool } from '../../src/database/connect.ts';
import { createEndpoint } from '../../src/database/endpoints.ts';
import { createInvitation } from '../../src/database/identity.ts';
import { createSource } from '../../src/database/inbox.ts';
import { pauseDraft, resumeDraft } from '../../src/database/life_cycle.ts';
import { applyPick } from '../../src/database/picks.ts';
import { createOwnPool } from '../../src/database/players.ts';
import type { Queryable } from '../../src/database/queryable.ts';
import { setQueue } from '../../src/database/queues.ts';
import { setRanking } from '../../src/database/rankings.ts';
import type { TestDraft } from '../support/drafts.ts';

/**
 * Who may have a mutation carried out, written once more and apart from the program: everybody who is signed in; the manager of the team;
 * that manager, the commissioner and operators; whoever may watch the draft; the commissioner of the league and operators; the
 * commissioner of the leagues of all of the teams, and operators; the person whose ranking or pool it is; operators alone.
 */
export type Allowed =
  | 'SIGNED_IN'
  | 'MANAGER'
  | 'MANAGER_OR_COMMISSIONER'
  | 'WATCHER'
  | 'COMMISSIONER'
  | 'COMMISSIONER_OF_ALL_TEAMS'
  | 'OWNER'
  | 'OPERATOR';

/** What kind of thing an argument is, for requests by chance (fuzz/requests.ts makes values of each). */
export type ArgumentKind =
  | 'league'
  | 'team'
  | 'draft'
  | 'invitation'
  | 'endpoint'
  | 'endpointKind'
  | 'source'
  | 'message'
  | 'messageKinds'
  | 'pool'
  | 'ranking'
  | 'user'
  | 'pickNumber'
  | 'seconds'
  | 'instant'
  | 'player'
  | 'players'
  | 'newPlayers'
  | 'columns'
  | 'text'
  | 'boolean'
  | 'sign'
  | 'settings'
  | 'strategy'
  | 'strategyOptions'
  | 'playingStatus'
  | 'teams'
  | 'trades'
  | 'newTeams';

type Arguments = Readonly<Record<string, unknown>>;

/** How a mutation is tried by the matrix of docs/rights.md and by requests by chance. */
export interface MutationExample {
  readonly allowed: Allowed;
  /** Arguments about a private league and its draft, which has that version. The team is the first, which is on the clock. */
  readonly args: (draft: TestDraft, version: number) => Arguments;
  /** Where a draft that was just opened is not enough: makes it so, and answers the arguments that change by it. */
  readonly prepare?: (draft: TestDraft, db: ConnectionPool) => Promise<Arguments>;
  /** The arguments of requests by chance; at least those that may not be left out. */
  readonly about: Readonly<Record<string, ArgumentKind>>;
  /** Asked for again it is done again: adding time, beginning a clock anew, setting an alarm; in which states it is. */
  readonly isDoneAgain?: 'ON_THE_CLOCK' | 'WHILE_IT_RUNS';
  /** The draft is gone afterwards. */
  readonly removesIt?: true;
  /** What such a request selects of the payload. */
  readonly answer: string;
}

const SETTINGS = {
  order: { kind: 'SNAKE' },
  rounds: 1,
  secondsPerPick: 60,
  rosterSlots: [{ name: 'BN', seats: 1 }],
};

const POOL_TEXT = 'name,pos\nAnn,QB\nBob,RB\n';

/** A change of a whole draft by its commissioner. */
const CHANGE = {
  allowed: 'COMMISSIONER',
  args: ({ draftId }: TestDraft) => ({ draftId }),
  about: { draftId: 'draft' },
  answer: 'draft { id }',
} as const;

/** The same, and what they say to it. */
const NOTED_CHANGE = { ...CHANGE, about: { draftId: 'draft', note: 'text' } } as const;

/** A change of an endpoint of the league, by its commissioner. */
const OF_ENDPOINT: MutationExample = {
  allowed: 'COMMISSIONER',
  args: () => ({}),
  prepare: async ({ leagueId, commissioner }, db) => ({
    endpointId: await newExampleEndpoint(db, leagueId, commissioner),
  }),
  about: { endpointId: 'endpoint' },
  answer: 'endpoint { id }',
};

/** A change of a source of the league, by its commissioner. */
const OF_SOURCE: MutationExample = {
  allowed: 'COMMISSIONER',
  args: () => ({}),
  prepare: async ({ leagueId, commissioner }, db) => ({
    sourceId: await newExampleSource(db, leagueId, commissioner),
  }),
  about: { sourceId: 'source' },
  answer: 'source { id }',
};

/** Of every mutation: one that is missing here does not compile. */
export const MUTATION_EXAMPLES: Readonly<Record<MutationName, MutationExample>> = {
  createLeague: {
    allowed: 'SIGNED_IN',
    args: () => ({ name: 'New', teams: [{ name: 'T' }] }),
    about: { name: 'text', teams: 'newTeams' },
    answer: 'league { id }',
  },
  renameLeague: {
    allowed: 'COMMISSIONER',
    args: ({ leagueId }) => ({ leagueId, name: 'Renamed' }),
    about: { leagueId: 'league', name: 'text' },
    answer: 'league { id }',
  },
  archiveLeague: {
    allowed: 'COMMISSIONER',
    args: ({ leagueId }) => ({ leagueId, archived: false }),
    about: { leagueId: 'league', archived: 'boolean' },
    answer: 'league { id }',
  },
  deleteLeague: {
    allowed: 'COMMISSIONER',
    args: ({ leagueId }) => ({ leagueId }),
    // A league of which a draft was opened is kept.
    prepare: async ({ draftId }, db) => {
      await db.query('delete from app_public.drafts where id = $1', [draftId]);
      return {};
    },
    about: { leagueId: 'league' },
    answer: 'leagueId',
  },
  renameTeam: {
    allowed: 'MANAGER_OR_COMMISSIONER',
    args: ({ teamIds }) => ({ teamId: teamIds[0], name: 'Renamed' }),
    about: { teamId: 'team', name: 'text' },
    answer: 'team { id }',
  },
  createPreview: {
    allowed: 'SIGNED_IN',
    args: ({ poolId }) => ({ poolId, bots: 2, settings: SETTINGS }),
    about: {
      ...{ settings: 'settings', poolId: 'pool', seat: 'pickNumber', bots: 'pickNumber' },
      ...{ speed: 'seconds', seed: 'pickNumber' },
    },
    answer: 'draft { id }',
  },
  setTeamManager: {
    allowed: 'COMMISSIONER',
    args: ({ teamIds }) => ({ teamId: teamIds[0], managerId: null }),
    about: { teamId: 'team', managerId: 'user' },
    answer: 'team { id }',
  },
  inviteManager: {
    allowed: 'COMMISSIONER',
    args: ({ teamIds }) => ({ teamId: teamIds[0] }),
    about: { teamId: 'team' },
    answer: 'invitationId',
  },
  inviteManagers: {
    allowed: 'COMMISSIONER_OF_ALL_TEAMS',
    args: ({ teamIds }) => ({ teamIds }),
    about: { teamIds: 'teams' },
    answer: 'invitations { invitationId }',
  },
  revokeInvitation: {
    allowed: 'COMMISSIONER',
    args: () => ({}),
    prepare: async ({ teamIds, commissioner: actor }, db) => {
      const hash = hashOf(String(Math.random()));
      const { id } = await createInvitation(db, { teamId: teamIds[0] ?? '', hash, actor });
      return { invitationId: id };
    },
    about: { invitationId: 'invitation' },
    answer: 'team { id }',
  },
  createDraft: {
    allowed: 'COMMISSIONER',
    args: ({ leagueId, poolId, teamIds }) => ({ leagueId, poolId, teamIds, settings: SETTINGS }),
    about: { leagueId: 'league', poolId: 'pool', teamIds: 'teams', settings: 'settings' },
    answer: 'draft { id }',
  },
  changeDraftSettings: {
    allowed: 'COMMISSIONER',
    args: ({ draftId }) => ({ draftId, settings: { bankSeconds: 60 } }),
    about: { draftId: 'draft', settings: 'settings' },
    answer: 'draft { id }',
  },
  reorderSlots: {
    ...CHANGE,
    prepare: async (draft, db) => ({ draftId: await newPrivateDraft(draft, db) }),
    args: ({ draftId, teamIds }) => ({ draftId, teamIds: [...teamIds].reverse() }),
    about: { draftId: 'draft', teamIds: 'teams', note: 'text' },
  },
  giveWord: {
    allowed: 'MANAGER',
    prepare: async (draft, db) => ({ draftId: await newPrivateDraft(draft, db) }),
    args: ({ draftId, teamIds }) => ({ draftId, teamId: teamIds[0], word: 'owl' }),
    about: { draftId: 'draft', teamId: 'team', word: 'text' },
    answer: 'draft { id }',
  },
  drawOrder: {
    ...CHANGE,
    about: { draftId: 'draft', note: 'text' },
    prepare: async (draft, db) => ({ draftId: await newPrivateDraft(draft, db) }),
  },
  renameDraft: {
    ...CHANGE,
    args: ({ draftId }) => ({ draftId, name: 'Renamed' }),
    about: { draftId: 'draft', name: 'text' },
  },
  archiveDraft: {
    ...CHANGE,
    args: ({ draftId }) => ({ draftId, archived: false }),
    about: { draftId: 'draft', archived: 'boolean' },
  },
  deleteDraft: {
    ...CHANGE,
    prepare: async (draft, db) => ({ draftId: await newPrivateDraft(draft, db) }),
    removesIt: true,
    answer: 'league { id }',
  },
  startDraft: {
    ...CHANGE,
    prepare: async (draft, db) => ({ draftId: await newPrivateDraft(draft, db) }),
  },
  pauseDraft: {
    ...CHANGE,
    about: { draftId: 'draft', at: 'instant', beforePick: 'pickNumber', note: 'text' },
  },
  resumeDraft: {
    ...NOTED_CHANGE,
    prepare: async ({ draftId, commissioner }, db) => {
      await pauseDraft(db, draftId, commissioner);
      return {};
    },
  },
  cancelDraft: NOTED_CHANGE,
  skipPick: {
    allowed: 'COMMISSIONER',
    args: ({ draftId }) => ({ draftId, pickNumber: 1 }),
    about: { draftId: 'draft', pickNumber: 'pickNumber', note: 'text' },
    answer: 'draft { id }',
  },
  addTime: {
    allowed: 'COMMISSIONER',
    args: ({ draftId }) => ({ draftId, seconds: 10 }),
    about: { draftId: 'draft', seconds: 'seconds', version: 'pickNumber', note: 'text' },
    isDoneAgain: 'ON_THE_CLOCK',
    answer: 'draft { id }',
  },
  resetClock: {
    ...CHANGE,
    about: { draftId: 'draft', version: 'pickNumber', note: 'text' },
    isDoneAgain: 'WHILE_IT_RUNS',
  },
  rollBackDraft: {
    allowed: 'COMMISSIONER',
    args: ({ draftId }, version) => ({ draftId, toPick: 1, version }),
    prepare: makeTwoPicks,
    about: { draftId: 'draft', toPick: 'pickNumber', version: 'pickNumber', note: 'text' },
    answer: 'draft { id }',
  },
  undoLast: {
    allowed: 'COMMISSIONER',
    args: ({ draftId }, version) => ({ draftId, version }),
    prepare: makeTwoPicks,
    about: { draftId: 'draft', version: 'pickNumber', note: 'text' },
    answer: 'draft { id }',
  },
  correctPick: {
    allowed: 'COMMISSIONER',
    args: ({ draftId, players }) => ({ draftId, pickNumber: 1, playerId: players[5] }),
    prepare: makeTwoPicks,
    about: {
      ...({ draftId: 'draft', pickNumber: 'pickNumber', playerId: 'player' } as const),
      ...({ version: 'pickNumber', note: 'text' } as const),
    },
    answer: 'draft { id }',
  },
  swapPicks: {
    allowed: 'COMMISSIONER',
    args: ({ draftId }, version) => ({ draftId, pickNumber: 1, otherPickNumber: 2, version }),
    prepare: makeTwoPicks,
    about: {
      ...({ draftId: 'draft', pickNumber: 'pickNumber', otherPickNumber: 'pickNumber' } as const),
      ...({ version: 'pickNumber', note: 'text' } as const),
    },
    answer: 'draft { id }',
  },
  tradePicks: {
    allowed: 'COMMISSIONER',
    args: ({ draftId, teamIds }) => ({
      draftId,
      trades: [
        { pickNumber: 1, toTeamId: teamIds[1] },
        { pickNumber: 2, toTeamId: teamIds[0] },
      ],
    }),
    about: { draftId: 'draft', trades: 'trades', version: 'pickNumber', note: 'text' },
    answer: 'draft { id }',
  },
  forcePick: {
    allowed: 'COMMISSIONER',
    args: ({ draftId }) => ({ draftId, pickNumber: 1 }),
    about: { draftId: 'draft', pickNumber: 'pickNumber', note: 'text' },
    answer: 'repeated',
  },
  makePick: {
    allowed: 'MANAGER_OR_COMMISSIONER',
    args: ({ draftId, players }) => ({ draftId, pickNumber: 1, playerId: players[0] }),
    about: {
      ...{ draftId: 'draft', pickNumber: 'pickNumber', playerId: 'player' },
      ...{ waiveRoster: 'boolean', note: 'text' },
    },
    answer: 'repeated',
  },
  setQueue: {
    allowed: 'MANAGER',
    args: ({ draftId, teamIds, players }) => ({
      ...{ draftId, teamId: teamIds[0], playerIds: players.slice(2, 5) },
    }),
    about: { draftId: 'draft', teamId: 'team', playerIds: 'players' },
    answer: 'playerIds',
  },
  addToQueue: {
    allowed: 'MANAGER',
    args: ({ draftId, teamIds, players }) => ({
      ...{ draftId, teamId: teamIds[0], playerId: players[6], place: 1 },
    }),
    about: { draftId: 'draft', teamId: 'team', playerId: 'player', place: 'pickNumber' },
    answer: 'playerIds',
  },
  moveInQueue: {
    allowed: 'MANAGER',
    args: ({ draftId, teamIds, players }) => ({
      ...{ draftId, teamId: teamIds[0], playerId: players[5], place: 1 },
    }),
    prepare: async ({ draftId, teamIds, players, managers: [manager] }, db) => {
      if (manager) await setQueue(db, draftId, teamIds[0] ?? '', players.slice(4, 6), manager);
      return {};
    },
    about: { draftId: 'draft', teamId: 'team', playerId: 'player', place: 'pickNumber' },
    answer: 'playerIds',
  },
  removeFromQueue: {
    allowed: 'MANAGER',
    args: ({ draftId, teamIds, players }) => ({ draftId, teamId: teamIds[0], playerId: players[5] }),
    about: { draftId: 'draft', teamId: 'team', playerId: 'player' },
    answer: 'playerIds',
  },
  previewPool: {
    allowed: 'SIGNED_IN',
    args: () => ({ csv: POOL_TEXT }),
    about: { csv: 'text', columns: 'columns' },
    answer: 'playerCount',
  },
  importPool: {
    allowed: 'SIGNED_IN',
    args: () => ({ name: 'Mine', csv: POOL_TEXT }),
    about: {
      ...{ name: 'text', csv: 'text', columns: 'columns', skipRejected: 'boolean', forAll: 'boolean' },
    },
    answer: 'pool { id }',
  },
  createPool: {
    allowed: 'SIGNED_IN',
    args: () => ({ name: 'Mine', players: [{ name: 'Ann', positions: ['QB'] }] }),
    about: { name: 'text', players: 'newPlayers', forAll: 'boolean' },
    answer: 'pool { id }',
  },
  deletePool: {
    allowed: 'OWNER',
    args: () => ({}),
    prepare: async ({ managers: [manager] }, db) => ({ poolId: await newExamplePool(db, manager) }),
    about: { poolId: 'pool' },
    answer: 'poolId',
  },
  previewRanking: {
    allowed: 'SIGNED_IN',
    args: ({ poolId }) => ({ poolId, csv: 'Player 1' }),
    about: { poolId: 'pool', csv: 'text', columns: 'columns' },
    answer: 'playerCount',
  },
  importRanking: {
    allowed: 'SIGNED_IN',
    args: ({ poolId }) => ({ poolId, name: 'Mine', csv: 'Player 1' }),
    about: {
      ...{ poolId: 'pool', name: 'text', csv: 'text', columns: 'columns', skipUnmatched: 'boolean' },
    },
    answer: 'ranking { id }',
  },
  setRanking: {
    allowed: 'SIGNED_IN',
    args: ({ poolId, players }) => ({ poolId, name: 'default', playerIds: players.slice(2, 5) }),
    about: { poolId: 'pool', name: 'text', playerIds: 'players' },
    answer: 'ranking { id playerIds }',
  },
  deleteRanking: {
    allowed: 'OWNER',
    args: () => ({}),
    prepare: async ({ poolId, players, managers: [manager] }, db) => {
      if (!manager) throw new Error('The draft has no manager');
      const ranking = { poolId, name: 'default', playerIds: players.slice(2, 5) };
      return { rankingId: await setRanking(db, ranking, manager) };
    },
    about: { rankingId: 'ranking' },
    answer: 'rankingId',
  },
  renameMe: {
    allowed: 'SIGNED_IN',
    args: () => ({ name: 'Renamed' }),
    about: { name: 'text' },
    answer: 'name',
  },
  createEventTicket: {
    allowed: 'WATCHER',
    args: ({ draftId }) => ({ draftId }),
    about: { draftId: 'draft' },
    answer: 'expiresAt',
  },
  setAutopilot: {
    allowed: 'MANAGER_OR_COMMISSIONER',
    args: ({ draftId, teamIds }) => ({ draftId, teamId: teamIds[0], autopilot: true }),
    about: { draftId: 'draft', teamId: 'team', autopilot: 'boolean' },
    answer: 'draft { id }',
  },
  setStrategy: {
    allowed: 'MANAGER_OR_COMMISSIONER',
    args: ({ draftId, teamIds }) => ({ draftId, teamId: teamIds[0], name: 'best_available', options: {} }),
    about: { draftId: 'draft', teamId: 'team', name: 'strategy', options: 'strategyOptions' },
    answer: 'draft { id }',
  },
  setPlayerStatus: {
    allowed: 'OWNER',
    args: ({ poolId, players }) => ({ poolId, playerId: players[0], status: 'OUT' }),
    about: {
      ...{ poolId: 'pool', playerId: 'player', status: 'playingStatus' },
      ...{ note: 'text', adp: 'seconds', proTeam: 'text' },
    },
    answer: 'player { id }',
  },
  react: {
    allowed: 'MANAGER_OR_COMMISSIONER',
    args: ({ draftId, teamIds }) => ({ draftId, teamId: teamIds[0], sign: 'CHEER' }),
    about: { draftId: 'draft', teamId: 'team', sign: 'sign' },
    answer: 'draft { id }',
  },
  createEndpoint: {
    allowed: 'COMMISSIONER',
    args: ({ leagueId }) => ({ leagueId, kind: 'WEBHOOK', address: 'https://example.org/hook' }),
    about: { leagueId: 'league', kind: 'endpointKind', address: 'text' },
    answer: 'secret',
  },
  rotateEndpointSecret: { ...OF_ENDPOINT, about: { endpointId: 'endpoint', formerForHours: 'pickNumber' } },
  setEndpointEnabled: {
    ...OF_ENDPOINT,
    args: () => ({ enabled: false }),
    about: { endpointId: 'endpoint', enabled: 'boolean' },
  },
  deleteEndpoint: { ...OF_ENDPOINT, answer: 'league { id }' },
  testEndpoint: OF_ENDPOINT,
  replayDeadLetters: { ...OF_ENDPOINT, about: { endpointId: 'endpoint', deadLetterId: 'endpoint' } },
  createSource: {
    allowed: 'COMMISSIONER',
    args: ({ leagueId }) => ({ leagueId, name: 'Their system', kinds: ['draft.pause_requested'] }),
    about: { leagueId: 'league', name: 'text', kinds: 'messageKinds' },
    answer: 'secret',
  },
  rotateSourceSecret: { ...OF_SOURCE, about: { sourceId: 'source', formerForHours: 'pickNumber' } },
  deleteSource: { ...OF_SOURCE, answer: 'league { id }' },
  retryMessage: {
    ...OF_SOURCE,
    prepare: async ({ leagueId, commissioner }, db) => {
      const sourceId = await newExampleSource(db, leagueId, commissioner);
      return { messageId: await newExampleMessage(db, sourceId) };
    },
    about: { messageId: 'message' },
  },
  rearmDraft: { ...CHANGE, allowed: 'OPERATOR', isDoneAgain: 'WHILE_IT_RUNS' },
  drainProcess: {
    allowed: 'OPERATOR',
    args: () => ({}),
    prepare: async (_draft, db) => {
      const { rows } = await db.query<{ number: number }>(
        `insert into app_private.worker_processes (id, name, pool, seen_at)
         values (gen_random_uuid(), 'example:1', 'example', now()) returning number`,
      );
      return { process: rows[0]?.number };
    },
    about: { process: 'pickNumber', drain: 'boolean' },
    answer: 'isDrained',
  },
  dropDeadLetters: { ...OF_ENDPOINT, about: { endpointId: 'endpoint', deadLetterId: 'endpoint' } },
};

/** The first two picks are made, of a draft that goes on where it was paused; answers its version. */
async function makeTwoPicks(
  { draftId, players, managers, commissioner }: TestDraft,
  db: ConnectionPool,
): Promise<Arguments> {
  let version = await resumeDraft(db, draftId, commissioner);
  for (const [index, actor] of managers.entries()) {
    const playerId = players[index] ?? 0;
    ({ version } = await applyPick(db, { kind: 'MANUAL', draftId, pickNumber: index + 1, playerId, actor }));
  }
  return { version };
}

/** An operation that asks for a mutation with each argument of the example as a variable, typed as its SDL types it. */
export function documentOf({ name, sdl }: Mutation<MutationName>): string {
  const { about, answer } = MUTATION_EXAMPLES[name];
  const field = sdl.definitions
    .flatMap((definition) =>
      definition.kind === Kind.OBJECT_TYPE_EXTENSION ? (definition.fields ?? []) : [],
    )
    .find((each) => each.name.value === name);
  const used = Object.keys(about).map((argument) => {
    const type = field?.arguments?.find((each) => each.name.value === argument)?.type;
    if (!type)
      throw new Error(`${name} has no argument ${argument}: correct test/security/mutation_examples.ts`);
    return { argument, type: print(type) };
  });
  const variables = used.map(({ argument, type }) => `$${argument}: ${type}`).join(', ');
  const given = used.map(({ argument }) => `${argument}: $${argument}`).join(', ');
  return `mutation (${variables}) { ${name}(${given}) { ${answer} } }`;
}

/** Another private draft of the league, which nobody opened. */
export async function newPrivateDraft(draft: TestDraft, db: Queryable): Promise<string> {
  const { leagueId, poolId, teamIds, commissioner } = draft;
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
  const [row] = rows;
  if (!row) throw new Error('The draft was not created');
  return row.id;
}

/** A webhook of a league, where nobody listens. */
export function newExampleEndpoint(db: ConnectionPool, leagueId: string, actor: Actor): Promise<string> {
  const address = 'https://example.org/hook';
  const secret = `whsec_${Buffer.alloc(24).toString('base64')}`;
  return createEndpoint(db, { leagueId, kind: 'WEBHOOK', address, target: address, secret }, actor);
}

/** A pool of somebody, with a player or two. */
export function newExamplePool(db: ConnectionPool, owner: Actor | undefined): Promise<string> {
  if (!owner) throw new Error('The draft has no manager');
  const players = [{ rank: 1, name: 'Ann', positions: ['QB'], proTeam: null, byeWeek: null }];
  return createOwnPool(db, { name: 'Mine', players, forAll: false }, owner);
}

/** A source of a league. */
export function newExampleSource(db: ConnectionPool, leagueId: string, actor: Actor): Promise<string> {
  const secret = `whsec_${Buffer.alloc(24).toString('base64')}`;
  return createSource(
    db,
    { leagueId, name: 'Their system', kinds: ['draft.pause_requested'], secret },
    actor,
  );
}

/** A message of a source that asks for nothing; answers its id. */
export async function newExampleMessage(db: ConnectionPool, sourceId: string): Promise<string> {
  const { rows } = await db.query<{ id: string }>(
    `insert into app_public.inbox (source_id, message_id, body) values ($1, gen_random_uuid()::text, '{}') returning id`,
    [sourceId],
  );
  return rows[0]?.id ?? '';
}
