import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as lifeCycle from '../../src/database/life_cycle.ts';
import { applyPick } from '../../src/database/picks.ts';
import { readPool } from '../../src/database/players.ts';
import { draftLimits, fits } from '../../src/draft/roster_limits.ts';
import type { RosterSlot } from '../../src/draft/roster_slots.ts';
import { changeSettings, type SettingsOfDraft } from '../../src/orchestrator/change_settings.ts';
import { openDraft } from '../../src/orchestrator/open_draft.ts';
import {
  board,
  draftRow,
  newDraft,
  newPool,
  openRoster,
  runTimeOut,
  type TestDraft,
} from '../support/drafts.ts';
import { refusal } from '../support/refusal.ts';
import { createTestDatabase, type TestDatabase } from '../support/test_database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const slots = (count: number, seats = 1): RosterSlot[] =>
  Array.from({ length: count }, (_, i) => ({ name: `S${i}`, seats, positions: ['RB', 'WR', 'TE', 'QB'] }));

/** A draft that was created when there was no bound. */
async function newLargeDraft(): Promise<TestDraft> {
  const draft = await newDraft(database.pool, { teams: 2, rounds: 3, open: false });
  await database.pool.query('update app_public.draft_settings set roster_slots = $2 where draft_id = $1', [
    draft.draftId,
    JSON.stringify(slots(900, 100)),
  ]);
  return draft;
}

const withRoster = (rosterSlots: readonly RosterSlot[]) => (present: SettingsOfDraft) => ({
  ...present,
  settings: { ...present.settings, rosterSlots },
});

const TOO_LARGE: [string, RosterSlot[], object][] = [
  ['slots', slots(41), { slots: 41, most: 40 }],
  ['seats', slots(3, 67), { seats: 201, most: 200 }],
  [
    'positions in a slot',
    [{ name: 'S', seats: 3, positions: Array.from({ length: 32 }, (_, i) => `P${i}`) }],
    { positions: 32, most: 31 },
  ],
];

describe('a roster of too many', () => {
  it.each(TOO_LARGE)(
    '%s is refused by the rules, for a new draft and for one that is changed',
    async (...of) => {
      const [, rosterSlots, numbers] = of;
      expect(await refusal(newDraft(database.pool, { rosterSlots }))).toMatchObject({
        ...{ code: 'ROSTER_TOO_LARGE', numbers },
      });
      const { draftId, commissioner } = await newDraft(database.pool, { open: false });
      expect(
        await refusal(changeSettings(database.pool, draftId, withRoster(rosterSlots), commissioner)),
      ).toMatchObject({ code: 'ROSTER_TOO_LARGE', numbers });
    },
  );

  it.each(TOO_LARGE)('%s is refused by the database as well, whoever asks it', async (...of) => {
    const [, rosterSlots, numbers] = of;
    const { draftId, leagueId, poolId, teamIds, commissioner } = await newDraft(database.pool, {
      open: false,
    });
    const { version, settings } = await lifeCycle.readSettings(database.pool, draftId, commissioner);
    const wanted = { settings: { ...settings, rosterSlots }, startsAt: null, visibility: 'PUBLIC' } as const;
    for (const ask of [
      () => lifeCycle.createDraft(database.pool, { leagueId, poolId, teamIds, ...wanted }, commissioner),
      () => lifeCycle.changeSettings(database.pool, draftId, { version, ...wanted }, commissioner),
    ])
      expect(await refusal(ask())).toMatchObject({ code: 'ROSTER_TOO_LARGE', numbers });
  });
});

describe('a roster of thousands of limits', () => {
  it('takes exactly the players that src/draft says fit, to the last round', async () => {
    const named = Array.from({ length: 12 }, (_, i) => `X${i}`);
    const rosterSlots = [
      ...named.map((name): RosterSlot => ({ name, seats: 2, positions: [name] })),
      { name: 'BN', seats: 2, positions: 'ANY' as const },
    ];
    const poolId = await newPool(database.pool, 72, named);
    const draft = await newDraft(database.pool, { poolId, teams: 1, rounds: 26, rosterSlots });
    const { positions, players } = await readPool(database.pool, poolId);
    const limits = draftLimits(rosterSlots, {}, positions);
    expect(limits).toHaveLength(2 ** 12 - 2);
    // One position after the other, so that each runs into its limit.
    const candidates = players.toSorted((a, b) => (a.positions[0] ?? '').localeCompare(b.positions[0] ?? ''));
    const roster: string[][] = [];
    const { draftId, commissioner: actor } = draft;
    for (const { id: playerId, positions: of } of candidates) {
      if (roster.length === 26) break;
      const request = { kind: 'MANUAL', draftId, pickNumber: roster.length + 1, playerId, actor } as const;
      const answer = await applyPick(database.pool, request).then(
        () => 'picked',
        (error: { code: string }) => error.code,
      );
      expect(answer).toBe(fits(limits, roster, of) ? 'picked' : 'PLAYER_DOES_NOT_FIT');
      if (answer === 'picked') roster.push(of);
    }
    expect(roster).toHaveLength(26);
  });
});

describe('a draft of a larger roster, created before there was a bound', () => {
  it('opens, is drafted by the clock to its end, and has its settings of time changed', async () => {
    const { draftId, teamIds, commissioner } = await newLargeDraft();
    await openDraft(database.pool, draftId, commissioner);
    const graceful = (present: SettingsOfDraft) => ({
      ...present,
      settings: { ...present.settings, graceSeconds: 2 },
    });
    await changeSettings(database.pool, draftId, graceful, commissioner);
    for (const teamId of teamIds)
      await lifeCycle.setAutopilot(database.pool, draftId, teamId, true, commissioner);
    await runTimeOut(database.pool, draftId);
    expect(await draftRow(database.pool, draftId)).toMatchObject({ state: 'COMPLETED' });
    const cells = await board(database.pool, draftId);
    expect(cells.every(({ playerId }) => playerId !== null)).toBe(true);
  });

  it('may be made smaller, and not larger', async () => {
    const { draftId, commissioner } = await newLargeDraft();
    const change = (rosterSlots: readonly RosterSlot[]) =>
      changeSettings(database.pool, draftId, withRoster(rosterSlots), commissioner);
    expect((await refusal(change(slots(901, 100)))).code).toBe('ROSTER_TOO_LARGE');
    expect(await change(openRoster(3))).toBeGreaterThan(1);
  });
});
