import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lazyServices } from '../../src/api/lazy_services.ts';
import { mutations } from '../../src/api/schema/mutations/registry.ts';
import { readConfig } from '../../src/config/config.ts';
import { NO_CREDENTIAL } from '../../src/database/actor.ts';
import { draftRow, newPool, type TestDraft } from '../support/drafts.ts';
import { refusal } from '../support/refusal.ts';
import { silentLog } from '../support/silent_log.ts';
import { createTestDatabase, type TestDatabase } from '../support/test_database.ts';
import { type ArgumentKind, MUTATION_EXAMPLES } from './mutation_examples.ts';
import { newLeague, type Person, viewersOf } from './rights/world.ts';

const { roles, access } = readConfig({});

let database: TestDatabase;
let services: ReturnType<typeof lazyServices>;
let draft: TestDraft;
let viewers: Awaited<ReturnType<typeof viewersOf>>;
beforeAll(async () => {
  database = await createTestDatabase();
  services = lazyServices({
    ...{ directUrl: database.url, readUrl: database.url, apiRole: roles.api, visitorRole: roles.visitor },
    ...{ authSecret: undefined, access, log: silentLog },
  });
  const poolId = await newPool(database.pool, 20);
  draft = await newLeague(database.pool, poolId);
  viewers = await viewersOf(database.pool, draft, await newLeague(database.pool, poolId));
});
afterAll(async () => {
  await services.close();
  await database.drop();
});

/**
 * Forty slots of which no two take the same, for more rounds than there are players: it takes work to find out, and it is refused. Its clock
 * is shorter than the operator allows.
 */
const UNFILLABLE = {
  order: { kind: 'SNAKE' },
  rounds: 10,
  secondsPerPick: 0.5,
  rosterSlots: Array.from({ length: 40 }, (_, i) => ({ name: `S${i}`, seats: 1, positions: [`P${i}`] })),
};
const TWINS = Array.from({ length: 5_000 }, () => ({ name: 'Ann', positions: ['QB'] }));

/** What is costly to judge, or tells something of the service, and is refused for what it is, by the kind of an argument. */
const COSTLY: Readonly<Partial<Record<ArgumentKind, unknown>>> = {
  settings: UNFILLABLE,
  newPlayers: TWINS,
  newTeams: Array.from({ length: 5_000 }, () => ({ name: ' ' })),
  players: Array.from({ length: 10_000 }, () => 1),
  strategy: 'no such strategy',
  strategyOptions: { caps: Object.fromEntries(Array.from({ length: 5_000 }, (_, i) => [`P${i}`, 1])) },
};
/** The same by the name of an argument: texts of files, and what tells which private networks are allowed. All other texts are short. */
const COSTLY_TEXTS: Readonly<Record<string, unknown>> = {
  csv: 'no,such,header\n'.repeat(10_000),
  address: 'https://10.0.0.1/hook',
};

function costly(name: keyof typeof MUTATION_EXAMPLES): object {
  const about = Object.entries(MUTATION_EXAMPLES[name].about);
  return Object.fromEntries(
    about.flatMap(([argument, kind]): [string, unknown][] =>
      argument in COSTLY_TEXTS
        ? [[argument, COSTLY_TEXTS[argument]]]
        : kind in COSTLY
          ? [[argument, COSTLY[kind]]]
          : [],
    ),
  );
}

const named = mutations.map((mutation) => [mutation.name, mutation] as const);

/** Who may do nothing here, or has no part in it. */
const OUTSIDERS: readonly Person[] = ['visitor', 'stranger'];

describe('who may not', () => {
  it.each(named.filter(([name]) => Object.keys(costly(name)).length > 0))(
    '%s is refused before anything is made of what they give',
    async (name, mutation) => {
      const { args, allowed } = MUTATION_EXAMPLES[name];
      const { version } = await draftRow(database.pool, draft.draftId);
      const usual = args(draft, version);
      for (const person of OUTSIDERS) {
        // Of what everybody may do who is signed in, there is nobody else.
        const isAllowed = ['SIGNED_IN', 'OWNER', 'WATCHER'].includes(allowed) && person !== 'visitor';
        if (isAllowed) continue;
        const caller = { viewer: viewers[person], credential: NO_CREDENTIAL };
        const { code } = await refusal(mutation.run(services, usual, caller));
        const refused = await refusal(mutation.run(services, { ...usual, ...costly(name) }, caller));
        expect(refused.code, person).toBe(code);
      }
    },
  );

  it('are asked for nothing that is costly by other mutations', () => {
    const tried = named.filter(([name]) => Object.keys(costly(name)).length > 0).map(([name]) => name);
    expect(tried).toEqual([
      ...['createLeague', 'createDraft', 'createPreview', 'changeDraftSettings', 'setQueue'],
      ...['previewPool', 'importPool', 'createPool', 'previewRanking', 'importRanking', 'setRanking'],
      ...['setStrategy', 'createEndpoint'],
    ]);
  });
});

it('a preview is refused to who has too many before its rosters are judged', async () => {
  const { userId } = viewers.stranger;
  await database.pool.query(
    `with made as (insert into app_public.leagues (name, commissioner_id, is_preview) values ('Preview', $1, true) returning id)
     insert into app_public.drafts (league_id, pool_id, visibility, is_preview)
     select made.id, $2, 'PUBLIC', true from made, generate_series(1, 100)`,
    [userId, draft.poolId],
  );
  const given = { settings: { ...UNFILLABLE, secondsPerPick: 60 }, poolId: draft.poolId };
  expect(await codeFor('createPreview', given)).toBe('TOO_MANY_PREVIEWS');
});

describe('a pool is refused before its players are read', () => {
  const POOLS = [
    ['createPool', { name: 'Pool', players: TWINS }],
    ['importPool', { name: 'Pool', csv: COSTLY_TEXTS['csv'] }],
  ] as const;

  it.each(POOLS)('by %s to who may make none for everybody', async (name, given) => {
    expect(await codeFor(name, given)).not.toBe('NOT_OPERATOR');
    expect(await codeFor(name, { ...given, forAll: true })).toBe('NOT_OPERATOR');
  });

  it.each(POOLS)('by %s to who has too many', async (name, given) => {
    await database.pool.query(
      `insert into app_public.player_pools (name, positions, owner_id)
       select 'Pool', '{QB}', $1 from generate_series(1, 50)`,
      [viewers.stranger.userId],
    );
    expect(await codeFor(name, given)).toBe('TOO_MANY_POOLS');
    await database.pool.query('delete from app_public.player_pools where owner_id = $1', [
      viewers.stranger.userId,
    ]);
  });
});

/** The code with which a mutation is refused to a stranger who is signed in. */
async function codeFor(mutation: keyof typeof MUTATION_EXAMPLES, given: object): Promise<string> {
  const run = named.find(([name]) => name === mutation)?.[1].run;
  const caller = { viewer: viewers.stranger, credential: NO_CREDENTIAL };
  return (await refusal(run?.(services, given, caller) ?? Promise.resolve())).code;
}
