import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lazyServices } from '../../src/api/lazy_services.ts';
import { type MutationName, mutations } from '../../src/api/schema/mutations/registry.ts';
import { readConfig } from '../../src/config/config.ts';
import { NO_CREDENTIAL } from '../../src/database/actor.ts';
import type { ConnectionPool } from '../../src/database/connect.ts';
import { rollBack } from '../../src/database/deeds.ts';
import { pauseDraft } from '../../src/database/life_cycle.ts';
import { DraftError } from '../../src/draft/errors.ts';
import { planPause } from '../../src/orchestrator/change_settings.ts';
import {
  draftRow,
  managerId,
  newDraft,
  newPool,
  runTimeOut,
  setDeadline,
  type TestDraft,
  type TestDraftOptions,
} from '../support/drafts.ts';
import { silentLog } from '../support/silent_log.ts';
import { createTestDatabase, type TestDatabase } from '../support/test_database.ts';
import { pickBy } from '../support/time.ts';
import { type Allowed, MUTATION_EXAMPLES, newExampleEndpoint } from './mutation_examples.ts';
import { newLeague, type Person, viewersOf } from './rights/world.ts';

const { roles, access } = readConfig({});

let database: TestDatabase;
let services: ReturnType<typeof lazyServices>;
let poolId: string;
let other: TestDraft;
let isTold: string;
let isSo: string;
beforeAll(async () => {
  database = await createTestDatabase();
  services = lazyServices({
    ...{ directUrl: database.url, readUrl: database.url, apiRole: roles.api, visitorRole: roles.visitor },
    ...{ authSecret: undefined, access, log: silentLog },
  });
  poolId = await newPool(database.pool, 20);
  other = await newLeague(database.pool, poolId);
  [isTold, isSo] = await questions(database.pool);
});
afterAll(async () => {
  await services.close();
  await database.drop();
});

/** Tables that only tell what happened; their rows are counted. */
const TELLING = [
  'app_public.audit_entries',
  'app_public.draft_events',
  'app_private.league_events',
  'app_private.traces',
];
/** Numbers of the last event: they move with what is told. */
const NUMBER_OF_LAST_EVENT = `array['version']`;
const NUMBERED = ['app_public.drafts', 'app_private.league_streams'];

/** The statements that ask how much was told, and what is so: of every table, and of the jobs. */
async function questions(db: ConnectionPool): Promise<[string, string]> {
  const { rows } = await db.query<{ name: string }>(
    `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
      where table_type = 'BASE TABLE'
        and (table_schema in ('app_public', 'app_private') or table_name = '_private_jobs')
      order by 1`,
  );
  const names = rows.map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining([...TELLING, ...NUMBERED]));
  const told = TELLING.map((name) => `(select count(*)::integer from ${name})`);
  const others = names
    .filter((name) => !TELLING.includes(name))
    .map((name) => {
      const row = NUMBERED.includes(name) ? `to_jsonb(t) - ${NUMBER_OF_LAST_EVENT}` : 'to_jsonb(t)';
      return `select '${name}' as name, md5(string_agg(shown::text, ',' order by shown::text)) as rows
                from ${name} as t cross join lateral (select ${row}) as row (shown)`;
    });
  return [`select ${told.join(' + ')} as told`, others.join(' union all ')];
}

interface Seen {
  readonly told: number;
  readonly tables: Readonly<Record<string, string | null>>;
}

async function look(): Promise<Seen> {
  const { rows: told } = await database.pool.query<{ told: number }>(isTold);
  const { rows } = await database.pool.query<{ name: string; rows: string | null }>(isSo);
  return { told: told[0]?.told ?? 0, tables: Object.fromEntries(rows.map((row) => [row.name, row.rows])) };
}

/** What a request did: how much it told, and which tables it changed beside. A refusal changes nothing. */
async function effectOf(
  ask: () => Promise<unknown>,
): Promise<{ told: number; changed: string[]; code: string }> {
  const before = await look();
  const code = await ask().then(
    () => 'yes',
    (error: unknown) => {
      if (error instanceof DraftError) return error.code;
      throw error;
    },
  );
  const after = await look();
  const changed = Object.keys(after.tables).filter((name) => after.tables[name] !== before.tables[name]);
  return { told: after.told - before.told, changed, code };
}

/** Somebody who may. */
const WHO: Readonly<Record<Allowed, Person>> = {
  SIGNED_IN: 'commissioner',
  MANAGER: 'manager of the team',
  MANAGER_OR_COMMISSIONER: 'commissioner',
  WATCHER: 'commissioner',
  COMMISSIONER: 'commissioner',
  COMMISSIONER_OF_ALL_TEAMS: 'commissioner',
  OWNER: 'manager of the team',
  OPERATOR: 'operator',
};

function personFor(name: MutationName): Person {
  // The pool belongs to nobody.
  return name === 'setPlayerStatus' ? 'operator' : WHO[MUTATION_EXAMPLES[name].allowed];
}

/** Everybody of a league is there before anything is made ready: who comes later is an event. */
async function asking(name: MutationName, draft: TestDraft): Promise<(args: object) => Promise<unknown>> {
  const viewer = (await viewersOf(database.pool, draft, other))[personFor(name)];
  const mutation = mutations.find((each) => each.name === name);
  if (!mutation) throw new Error(`There is no mutation ${name}`);
  return (args) => mutation.run(services, args, { viewer, credential: NO_CREDENTIAL });
}

describe('a request that was asked for before', () => {
  it.each(mutations.map(({ name }) => name))(
    '%s tells something only where it changes something',
    async (name) => {
      const draft = await newLeague(database.pool, poolId);
      const ask = await asking(name, draft);
      const { args, prepare } = MUTATION_EXAMPLES[name];
      const { version } = await draftRow(database.pool, draft.draftId);
      const asked = { ...args(draft, version), ...(await prepare?.(draft, database.pool)) };
      await ask(asked);
      for (const _ of [1, 2]) {
        const { told, changed } = await effectOf(() => ask(asked));
        if (told > 0) expect(changed).not.toEqual([]);
      }
    },
  );
});

/** A request that asks for what is so already: how it comes to that, and the arguments. */
interface AsItIs {
  readonly so: string;
  readonly draft?: TestDraftOptions;
  /** Makes it so; answers the arguments. */
  readonly make: (draft: TestDraft, db: ConnectionPool) => object | Promise<object>;
}

const WAITS: TestDraftOptions = { time: { atZero: 'WAIT' } };
const makePicks = async (draft: TestDraft, db: ConnectionPool, picks: number) => {
  for (let pickNumber = 1; pickNumber <= picks; pickNumber += 1)
    await pickBy(db, draft, draft.commissioner, pickNumber, pickNumber);
};
const teamOf = ({ draftId, teamIds: [teamId] }: TestDraft) => ({ draftId, teamId });

/** What may be so already, by mutation. The others always make or remove something, or are asked twice above. */
const AS_IT_IS: Readonly<Partial<Record<MutationName, readonly AsItIs[]>>> = {
  renameLeague: [{ so: 'its name', make: ({ leagueId }) => ({ leagueId, name: 'League' }) }],
  renameMe: [{ so: 'their name', make: () => ({ name: 'Commissioner' }) }],
  renameTeam: [{ so: 'its name', make: ({ teamIds }) => ({ teamId: teamIds[0], name: 'Team 1' }) }],
  renameDraft: [
    { so: 'its name', draft: { name: 'Ours' }, make: ({ draftId }) => ({ draftId, name: 'Ours' }) },
    { so: 'no name', make: ({ draftId }) => ({ draftId, name: null }) },
  ],
  archiveLeague: [{ so: 'there', make: ({ leagueId }) => ({ leagueId, archived: false }) }],
  archiveDraft: [{ so: 'there', make: ({ draftId }) => ({ draftId, archived: false }) }],
  setTeamManager: [
    {
      so: 'its manager',
      make: (draft) => ({ teamId: draft.teamIds[0], managerId: managerId(draft, 1) }),
    },
  ],
  changeDraftSettings: [
    { so: 'nothing to change', make: ({ draftId }) => ({ draftId, settings: {} }) },
    {
      so: 'the same values',
      draft: { time: { bankSeconds: 30, pauseBeforePicks: [3, 5] } },
      make: ({ draftId }) => ({
        draftId,
        settings: { secondsPerPick: 60, bankSeconds: 30, pauseBeforePicks: [5, 3, 5], quietHours: null },
      }),
    },
  ],
  reorderSlots: [
    { so: 'the order', draft: { open: false }, make: ({ draftId, teamIds }) => ({ draftId, teamIds }) },
  ],
  giveWord: [
    {
      so: 'the word',
      draft: { open: false },
      make: async (draft, db) => {
        await db.query('select app_private.give_word($1, $2, $3, $4)', [
          ...[draft.draftId, draft.teamIds[0], 'owl'],
          `(USER,${managerId(draft, 1)})`,
        ]);
        return { ...teamOf(draft), word: 'owl' };
      },
    },
  ],
  startDraft: [{ so: 'open', make: ({ draftId }) => ({ draftId }) }],
  pauseDraft: [
    {
      so: 'paused',
      make: async ({ draftId, commissioner }, db) => {
        await pauseDraft(db, draftId, commissioner);
        return { draftId };
      },
    },
    {
      so: 'planned',
      make: async ({ draftId, commissioner }, db) => {
        await planPause(db, draftId, { at: null, beforePick: 3 }, commissioner);
        return { draftId, beforePick: 3 };
      },
    },
  ],
  resumeDraft: [{ so: 'in progress', make: ({ draftId }) => ({ draftId }) }],
  cancelDraft: [
    {
      so: 'cancelled',
      make: async ({ draftId, commissioner }, db) => {
        await db.query('select app_private.cancel_draft($1, $2)', [
          draftId,
          `(USER,${commissioner.kind === 'CLOCK' ? '' : commissioner.userId})`,
        ]);
        return { draftId };
      },
    },
  ],
  makePick: [
    {
      so: 'made',
      make: async (draft, db) => {
        await makePicks(draft, db, 1);
        return { draftId: draft.draftId, pickNumber: 1, playerId: draft.players[0] };
      },
    },
  ],
  skipPick: [
    {
      so: 'skipped',
      draft: { time: { atZero: 'SKIP' } },
      make: async ({ draftId }, db) => {
        await setDeadline(db, draftId, -1);
        await runTimeOut(db, draftId);
        return { draftId, pickNumber: 1 };
      },
    },
  ],
  forcePick: [
    {
      so: 'made by the service',
      make: async ({ draftId, commissioner }, db) => {
        const force = mutations.find(({ name }) => name === 'forcePick');
        const userId = commissioner.kind === 'CLOCK' ? null : commissioner.userId;
        const caller = { viewer: { userId, isOperator: false }, credential: NO_CREDENTIAL };
        await force?.run(services, { draftId, pickNumber: 1 }, caller);
        expect((await draftRow(db, draftId)).currentPick).toBe(2);
        return { draftId, pickNumber: 1 };
      },
    },
  ],
  addTime: [
    {
      so: 'almost over',
      make: async ({ draftId }, db) => {
        await setDeadline(db, draftId, 4);
        return { draftId, seconds: -60 };
      },
    },
    { so: 'to the microsecond', make: ({ draftId }) => ({ draftId, seconds: 1e-9 }) },
    {
      so: 'on the bank',
      draft: { time: { bankSeconds: 60 } },
      make: async ({ draftId }, db) => {
        // Thirty seconds of the bank are left.
        await setDeadline(db, draftId, 30);
        return { draftId, seconds: -10 };
      },
    },
    {
      so: 'in overtime',
      draft: WAITS,
      make: async ({ draftId }, db) => {
        await setDeadline(db, draftId, -1);
        await runTimeOut(db, draftId);
        expect((await draftRow(db, draftId)).overtimeSince).not.toBeNull();
        return { draftId, seconds: -10 };
      },
    },
    {
      so: 'paused when almost over',
      make: async ({ draftId, commissioner }, db) => {
        await setDeadline(db, draftId, 4);
        await pauseDraft(db, draftId, commissioner);
        return { draftId, seconds: -1 };
      },
    },
  ],
  resetClock: ['plain', 'with banks'].map((kind) => ({
    so: `paused with a whole clock, ${kind}`,
    draft: kind === 'plain' ? {} : { time: { bankSeconds: 30 } },
    make: async (draft, db) => {
      await makePicks(draft, db, 1);
      const { draftId, commissioner: actor } = draft;
      const { version } = await draftRow(db, draftId);
      await rollBack(db, draftId, { toPick: 1, version }, { actor });
      return { draftId };
    },
  })),
  rollBackDraft: [
    {
      so: 'rolled back',
      make: async (draft, db) => {
        await makePicks(draft, db, 1);
        const { draftId, commissioner: actor } = draft;
        const { version } = await draftRow(db, draftId);
        await rollBack(db, draftId, { toPick: 1, version }, { actor });
        return { draftId, toPick: 1, version };
      },
    },
  ],
  undoLast: [
    {
      so: 'undone',
      make: async (draft, db) => {
        await makePicks(draft, db, 1);
        const { draftId, commissioner: actor } = draft;
        const { version } = await draftRow(db, draftId);
        await rollBack(db, draftId, { toPick: null, version }, { actor });
        return { draftId, version };
      },
    },
  ],
  correctPick: [
    {
      so: 'with that player',
      make: async (draft, db) => {
        await makePicks(draft, db, 1);
        return { draftId: draft.draftId, pickNumber: 1, playerId: draft.players[0] };
      },
    },
  ],
  tradePicks: [
    {
      so: 'theirs',
      make: ({ draftId, teamIds }) => ({ draftId, trades: [{ pickNumber: 1, toTeamId: teamIds[0] }] }),
    },
  ],
  setAutopilot: [{ so: 'off', make: (draft) => ({ ...teamOf(draft), autopilot: false }) }],
  setStrategy: [{ so: 'that of the league', make: (draft) => ({ ...teamOf(draft), name: null }) }],
  setQueue: [{ so: 'empty', make: (draft) => ({ ...teamOf(draft), playerIds: [] }) }],
  removeFromQueue: [
    { so: 'without them', make: (draft) => ({ ...teamOf(draft), playerId: draft.players[3] }) },
  ],
  setEndpointEnabled: [
    {
      so: 'on',
      make: async ({ leagueId, commissioner }, db) => ({
        endpointId: await newExampleEndpoint(db, leagueId, commissioner),
        enabled: true,
      }),
    },
    {
      so: 'off',
      make: async ({ leagueId, commissioner }, db) => {
        const endpointId = await newExampleEndpoint(db, leagueId, commissioner);
        await db.query(
          'update app_public.endpoints set disabled_at = now(), disabled_because = $2 where id = $1',
          [endpointId, 'It failed.'],
        );
        return { endpointId, enabled: false };
      },
    },
  ],
  dropDeadLetters: [
    {
      so: 'without any',
      make: async ({ leagueId, commissioner }, db) => ({
        endpointId: await newExampleEndpoint(db, leagueId, commissioner),
      }),
    },
  ],
  replayDeadLetters: [
    {
      so: 'without any',
      make: async ({ leagueId, commissioner }, db) => ({
        endpointId: await newExampleEndpoint(db, leagueId, commissioner),
      }),
    },
  ],
};

describe('a request for what is so already', () => {
  const cases = Object.entries(AS_IT_IS).flatMap(([name, each]) =>
    each.map((asItIs) => [name as MutationName, asItIs.so, asItIs] as const),
  );
  it.each(cases)(
    '%s, %s: is answered, changes nothing and tells nothing',
    async (name, _, { draft: how, make }) => {
      const draft = await newDraft(database.pool, { poolId, teams: 2, rounds: 3, ...how });
      const ask = await asking(name, draft);
      const args = await make(draft, database.pool);
      expect(await effectOf(() => ask(args))).toEqual({ told: 0, changed: [], code: 'yes' });
    },
  );
});
