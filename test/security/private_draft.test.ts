import { readFileSync } from 'node:fs';
import { buildSchema } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lazyServices } from '../../src/api/lazy_services.ts';
import { mutations } from '../../src/api/schema/mutations/registry.ts';
import type { ApiServices } from '../../src/api/services.ts';
import { actorOf, readSettings, type Viewer } from '../../src/api/viewer.ts';
import { readConfig } from '../../src/config/config.ts';
import { NO_CREDENTIAL } from '../../src/database/actor.ts';
import { visibleDrafts } from '../../src/database/events.ts';
import { draftErrorCodes } from '../../src/draft/errors.ts';
import { newPool, type TestDraft } from '../support/drafts.ts';
import { refusal } from '../support/refusal.ts';
import { silentLog } from '../support/silent_log.ts';
import { createTestDatabase, type TestDatabase } from '../support/test_database.ts';
import { MUTATION_EXAMPLES } from './mutation_examples.ts';
import { draftMutations } from './rights/states.ts';
import { newLeague, newWorld, PEOPLE, viewersOf, type World } from './rights/world.ts';

const { roles, access } = readConfig({});
const NOWHERE = '00000000-0000-4000-8000-000000000000';
const OUTSIDERS = ['visitor', 'stranger', 'removed manager', 'commissioner of another league'] as const;

let database: TestDatabase;
let services: ReturnType<typeof lazyServices>;
let poolId: string;
beforeAll(async () => {
  database = await createTestDatabase();
  poolId = await newPool(database.pool, 20);
  services = lazyServices({
    ...{ directUrl: database.url, readUrl: database.url, apiRole: roles.api, visitorRole: roles.visitor },
    ...{ authSecret: undefined },
    ...{ access, log: silentLog },
  });
});
afterAll(async () => {
  await services.close();
  await database.drop();
});

/** The mutations of the API that take an argument of that name. */
function mutationsThatTake(argument: string): string[] {
  const schema = buildSchema(readFileSync(new URL('../../schema.graphql', import.meta.url), 'utf8'));
  return Object.values(schema.getMutationType()?.getFields() ?? {})
    .filter(({ args }) => args.some(({ name }) => name === argument))
    .map(({ name }) => name);
}

async function privateDraft(): Promise<{ draft: TestDraft; viewers: World['viewers'] }> {
  const [draft, other] = [await newLeague(database.pool, poolId), await newLeague(database.pool, poolId)];
  return { draft, viewers: await viewersOf(database.pool, draft, other) };
}

describe('a private draft', () => {
  it('is answered as DRAFT_NOT_FOUND to who may not watch it: in every mutation that takes a draft, and before any lock', async () => {
    const { draft, viewers } = await privateDraft();
    const asked = draftMutations(services as ApiServices, { alsoRemovals: true });
    expect(asked.map(({ name }) => name).sort()).toEqual(mutationsThatTake('draftId').sort());
    // A request that waited for one of these locks would be refused with DRAFT_BUSY after two seconds.
    await whileLocked(draft, async () => {
      for (const { name, ask } of asked) {
        for (const person of OUTSIDERS) {
          // Who is no operator learns of no draft at all from what only operators may do.
          const isForOperators = MUTATION_EXAMPLES[name].allowed === 'OPERATOR';
          const forOperators = person === 'visitor' ? 'NOT_SIGNED_IN' : 'NOT_OPERATOR';
          const code = isForOperators ? forOperators : 'DRAFT_NOT_FOUND';
          for (const draftId of [draft.draftId, NOWHERE]) {
            const refused = await refusal(ask(draft, viewers[person], 2, draftId));
            expect(
              { code: refused.code, message: refused.message, numbers: refused.numbers },
              `${name} by ${person} of ${draftId}`,
            ).toEqual({ code, message: draftErrorCodes[code], numbers: {} });
          }
        }
      }
    });
  });

  it('hides its league and its teams from them as well', async () => {
    const { draft, viewers } = await privateDraft();
    const about = { leagueId: draft.leagueId, teamId: draft.teamIds[0] };
    const takers = mutations.filter(
      ({ argumentNames: names }) =>
        (names.includes('leagueId') || names.includes('teamId')) && !names.includes('draftId'),
    );
    expect(takers.length).toBeGreaterThanOrEqual(3);
    await whileLocked(draft, async () => {
      for (const { name, argumentNames, run } of takers) {
        const code = argumentNames.includes('leagueId') ? 'LEAGUE_NOT_FOUND' : 'TEAM_NOT_FOUND';
        for (const person of OUTSIDERS) {
          for (const ids of [about, { leagueId: NOWHERE, teamId: NOWHERE }]) {
            const caller = { viewer: viewers[person], credential: NO_CREDENTIAL };
            const asked = { ...MUTATION_EXAMPLES[name].args(draft, 2), ...ids };
            const refused = await refusal(run(services, asked, caller));
            expect([refused.code, refused.numbers], `${name} by ${person}`).toEqual([code, {}]);
          }
        }
      }
    });
  });
});

describe('who may watch', () => {
  it('is the same for the functions as for row security, for everybody and every draft', async () => {
    const { own, other, open, viewers } = await newWorld(database.pool, poolId);
    const drafts = [own, other, open].map(({ draftId }) => draftId);
    for (const person of PEOPLE) {
      const viewer = viewers[person];
      const asked = drafts.map((draftId) => ({ draftId, actor: actorOf(viewer) }));
      const byDoor = (await visibleDrafts(database.pool, asked)).map((visible) => visible !== null);
      expect(byDoor, person).toEqual(await seenByRowSecurity(viewer, drafts));
    }
    expect(await seenByRowSecurity(viewers['manager of the team'], drafts)).toEqual([true, false, true]);
  });
});

/** Runs something while somebody else holds the draft, its seats and its teams. */
async function whileLocked({ draftId, leagueId }: TestDraft, run: () => Promise<void>): Promise<void> {
  const client = await database.pool.connect();
  try {
    await client.query('begin');
    await client.query('select from app_public.drafts where id = $1 for update', [draftId]);
    await client.query('select from app_public.draft_slots where draft_id = $1 for update', [draftId]);
    await client.query('select from app_public.teams where league_id = $1 for update', [leagueId]);
    await run();
  } finally {
    await client.query('rollback');
    client.release();
  }
}

async function seenByRowSecurity(viewer: Viewer, drafts: readonly string[]): Promise<boolean[]> {
  const client = await database.pool.connect();
  await client.query('begin');
  for (const [setting, value] of Object.entries(readSettings(viewer, roles.visitor))) {
    await client.query('select set_config($1, $2, true)', [setting, value]);
  }
  const { rows } = await client.query<{ id: string }>(
    'select id from app_public.drafts where id = any ($1)',
    [drafts],
  );
  await client.query('rollback');
  client.release();
  return drafts.map((draftId) => rows.some(({ id }) => id === draftId));
}
