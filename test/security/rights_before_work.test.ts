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

/** Forty slots of which no two take the same, for more rounds than there are players: it takes work to find out, and it is refused. */
const UNFILLABLE = {
  order: { kind: 'SNAKE' },
  rounds: 10,
  secondsPerPick: 60,
  rosterSlots: Array.from({ length: 40 }, (_, i) => ({ name: `S${i}`, seats: 1, positions: [`P${i}`] })),
};
const TWINS = Array.from({ length: 5_000 }, () => ({ name: 'Ann', positions: ['QB'] }));

/** What is costly to judge, and refused for what it is, by the kind of an argument. */
const COSTLY: Readonly<Partial<Record<ArgumentKind, unknown>>> = {
  settings: UNFILLABLE,
  newPlayers: TWINS,
  newTeams: Array.from({ length: 5_000 }, () => ({ name: ' ' })),
  players: Array.from({ length: 10_000 }, () => 1),
};
/** Texts of files; all other texts are short. */
const COSTLY_TEXT = 'no,such,header\n'.repeat(10_000);

function costly(name: keyof typeof MUTATION_EXAMPLES): object {
  const about = Object.entries(MUTATION_EXAMPLES[name].about);
  return Object.fromEntries(
    about.flatMap(([argument, kind]): [string, unknown][] =>
      argument === 'csv' ? [[argument, COSTLY_TEXT]] : kind in COSTLY ? [[argument, COSTLY[kind]]] : [],
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
  const createPreview = named.find(([name]) => name === 'createPreview')?.[1];
  const asking = createPreview?.run(
    services,
    { settings: UNFILLABLE, poolId: draft.poolId },
    { viewer: viewers.stranger, credential: NO_CREDENTIAL },
  );
  expect((await refusal(asking ?? Promise.resolve())).code).toBe('TOO_MANY_PREVIEWS');
});
