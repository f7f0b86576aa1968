import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { requireTime } from '../../../src/api/schema/least_clock.ts';
import { readConfig } from '../../../src/config/config.ts';
import { TIME_PRESETS } from '../../../src/draft/time_presets.ts';
import { CLOCKS } from '../../../web/src/rules/time_rules.ts';
import { type Answer, type Api, ask, codeOf, startApi, tokenFor } from '../../support/api.ts';
import { newDraft, type TestDraft } from '../../support/drafts.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test_database.ts';

const CREATE = `mutation ($leagueId: UUID!, $poolId: UUID!, $teamIds: [UUID!]!, $settings: DraftSettingsInput!) {
  createDraft(leagueId: $leagueId, poolId: $poolId, teamIds: $teamIds, settings: $settings) { draft { id } }
}`;
const CHANGE = `mutation ($draftId: UUID!, $settings: DraftSettingsChangeInput!) {
  changeDraftSettings(draftId: $draftId, settings: $settings) { draft { id } }
}`;
const LEAST = 5;

let database: TestDatabase;
let api: Api;
let draft: TestDraft;
beforeAll(async () => {
  database = await createTestDatabase();
  draft = await newDraft(database.pool, { teams: 2, rounds: 2, open: false });
  api = await startApi(database.url, { LEAST_SECONDS_PER_PICK: String(LEAST) });
});
afterAll(async () => {
  api.program.child.kill('SIGTERM');
  await api.program.ended();
  await database.drop();
});

type Who = 'commissioner' | 'operator';

/** Asks as the commissioner, or as an operator. */
async function send(query: string, variables: Record<string, unknown>, who: Who): Promise<Answer> {
  const { commissioner } = draft;
  const userId = ('userId' in commissioner && commissioner.userId) || '';
  return ask(api.url, query, variables, await tokenFor(userId, { isOperator: who === 'operator' }));
}

function create(clocks: object, who: Who = 'commissioner'): Promise<Answer> {
  const { leagueId, poolId, teamIds } = draft;
  const rosterSlots = [{ name: 'BENCH', seats: 2 }];
  const settings = { order: { kind: 'SNAKE' }, rounds: 2, rosterSlots, secondsPerPick: 60, ...clocks };
  return send(CREATE, { leagueId, poolId, teamIds, settings }, who);
}

function change(settings: object, who: Who = 'commissioner'): Promise<Answer> {
  return send(CHANGE, { draftId: draft.draftId, settings }, who);
}

describe('the clocks of a draft', () => {
  it('are at least as long as the service says, in every round, but for operators', async () => {
    const fast = [
      { secondsPerPick: LEAST - 0.1 },
      { secondsPerPickByRound: [{ round: 2, seconds: LEAST - 0.1 }] },
    ];
    for (const clocks of fast) {
      const refused = await create(clocks);
      expect(codeOf(refused), JSON.stringify(clocks)).toBe('CLOCK_TOO_FAST');
      expect(refused.errors[0]?.extensions?.numbers).toEqual({ seconds: LEAST - 0.1, least: LEAST });
      expect((await create(clocks, 'operator')).errors).toEqual([]);
    }
    expect((await create({ secondsPerPick: LEAST })).errors).toEqual([]);
    expect(codeOf(await create({ secondsPerPick: 0 }))).toBe('CLOCK_OUT_OF_RANGE');
  });

  it.each([
    ...TIME_PRESETS.map(({ name, settings }) => [name, settings] as const),
    ...Object.entries(CLOCKS).map(([name, rules]) => [`${name} of the room`, rules()] as const),
  ])('are allowed by a service as it comes where they are those of a preset: %s', (_, { secondsPerPick }) => {
    const clocks = { secondsPerPick, secondsPerPickByRound: {} };
    expect(() => requireTime(clocks, null, draft.commissioner, readConfig({}).access)).not.toThrow();
  });

  it('cannot be made shorter than that afterwards, but by operators; what they set may stay', async () => {
    expect(codeOf(await change({ secondsPerPick: LEAST - 1 }))).toBe('CLOCK_TOO_FAST');
    expect((await change({ secondsPerPick: LEAST })).errors).toEqual([]);
    expect((await change({ secondsPerPick: 2 }, 'operator')).errors).toEqual([]);
    expect((await change({ rounds: 1 })).errors).toEqual([]);
    expect(codeOf(await change({ secondsPerPick: 1 }))).toBe('CLOCK_TOO_FAST');
  });
});
