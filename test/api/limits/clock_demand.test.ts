import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Api, ask, codeOf, startApi, tokenFor } from '../../support/api.ts';
import { newDraft, type TestDraft } from '../../support/drafts.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test_database.ts';

const CREATE = `mutation ($leagueId: UUID!, $poolId: UUID!, $teamIds: [UUID!]!, $settings: DraftSettingsInput!) {
  createDraft(leagueId: $leagueId, poolId: $poolId, teamIds: $teamIds, settings: $settings) { draft { id } }
}`;
const LEAST = 5;

let database: TestDatabase;
let api: Api;
let draft: TestDraft;
beforeAll(async () => {
  database = await createTestDatabase();
  draft = await newDraft(database.pool, { teams: 2, rounds: 2 });
  api = await startApi(database.url, { LEAST_SECONDS_PER_PICK: String(LEAST) });
});
afterAll(async () => {
  api.program.child.kill('SIGTERM');
  await api.program.ended();
  await database.drop();
});

/** Creates a draft with those clocks, as the commissioner or as an operator. */
async function create(clocks: object, isOperator = false) {
  const { leagueId, poolId, teamIds, commissioner } = draft;
  const userId = ('userId' in commissioner && commissioner.userId) || '';
  const rosterSlots = [{ name: 'BENCH', seats: 2 }];
  const settings = { order: { kind: 'SNAKE' }, rounds: 2, rosterSlots, secondsPerPick: 60, ...clocks };
  return ask(
    api.url,
    CREATE,
    { leagueId, poolId, teamIds, settings },
    await tokenFor(userId, { isOperator }),
  );
}

describe('the clocks of a new draft', () => {
  it('are at least as long as the service says, in every round, but for operators', async () => {
    const fast = [
      { secondsPerPick: LEAST - 0.1 },
      { secondsPerPickByRound: [{ round: 2, seconds: LEAST - 0.1 }] },
    ];
    for (const clocks of fast) {
      const refused = await create(clocks);
      expect(codeOf(refused), JSON.stringify(clocks)).toBe('CLOCK_TOO_FAST');
      expect(refused.errors[0]?.extensions?.numbers).toEqual({ seconds: LEAST - 0.1, least: LEAST });
      expect((await create(clocks, true)).errors).toEqual([]);
    }
    expect((await create({ secondsPerPick: LEAST })).errors).toEqual([]);
    expect(codeOf(await create({ secondsPerPick: 0 }))).toBe('CLOCK_OUT_OF_RANGE');
  });
});
