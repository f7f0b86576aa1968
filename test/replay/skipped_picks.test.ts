import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPlayerPool } from '../../src/database/players.ts';
import { type QuietHours, WEEKDAYS } from '../../src/draft/quiet_hours.ts';
import { type Api, ask, startApi, tokenFor } from '../support/api.ts';
import {
  type AlarmRow,
  alarms,
  board,
  draftRow,
  managerId,
  newDraft,
  runTimeOut,
  type TestDraft,
} from '../support/drafts.ts';
import { events, expectFoldToMatch } from '../support/events.ts';
import type { StoppedClock } from '../support/replaced_clock.ts';
import { canStopClocks, stopClock } from '../support/stopped_clock.ts';
import { createTestDatabase, type TestDatabase } from '../support/test_database.ts';
import { orderOf, type RealDraft, readRealDrafts } from './real_drafts.ts';

const folder = process.env['REAL_DATA_DIR'];
const drafts = folder === undefined ? [] : readRealDrafts(folder);

/** The rules that these leagues must have had: with them every real pick came in time but those that were skipped. */
const EIGHT_HOURS = 28_800;
const NIGHTS: QuietHours = {
  zone: 'America/New_York',
  picks: 'ALLOWED',
  windows: [{ weekdays: WEEKDAYS, from: '00:30', to: '08:00' }],
};

/** What happened to a pick that was skipped: when its clock ran out, and what became of it. */
interface Skipped {
  readonly id: string;
  readonly pickNumber: number;
  readonly skippedAt: string;
  /** When it was made up, by its commissioner; null where it never was. */
  readonly madeUpAfter: number | null;
}

const SKIPPED: readonly Skipped[] = [
  // The last pick of the draft.
  { id: 'mfl-65443-DIVISION00', pickNumber: 264, skippedAt: '2020-07-12T20:00:00.000Z', madeUpAfter: null },
  // Made up twenty hours later, when five others were made.
  { id: 'mfl-65443-DIVISION04', pickNumber: 182, skippedAt: '2020-07-11T04:09:51.000Z', madeUpAfter: 187 },
];

let database: TestDatabase;
let clock: StoppedClock;
let api: Api;
const isPlayed = folder !== undefined && canStopClocks();

beforeAll(async () => {
  if (!isPlayed) return;
  database = await createTestDatabase();
  clock = await stopClock(database, '2020-07-06T00:00:00Z');
  api = await startApi(database.url);
});
afterAll(async () => {
  if (!isPlayed) return;
  api.program.child.kill('SIGTERM');
  await api.program.ended();
  await database.drop();
});

function instantOf(seconds: number): string {
  return new Date(seconds * 1000).toISOString();
}

/** A draft with the teams, players and rules of a real one, opened when its first pick was made. */
async function openLike(draft: RealDraft): Promise<TestDraft> {
  const poolId = await createPlayerPool(
    database.pool,
    'The players really taken',
    draft.picks.map(({ player }, i) => ({
      ...{ rank: i + 1, name: `${player} ${i}`, positions: ['ANY'], proTeam: null, byeWeek: null },
    })),
  );
  const { rounds, teams } = draft;
  const league = await newDraft(database.pool, { teams, rounds, poolId, open: false });
  const settings = {
    order: { kind: orderOf(draft).kind },
    ...{ rounds, secondsPerPick: EIGHT_HOURS, quietHours: NIGHTS, atZero: 'SKIP' },
    rosterSlots: [{ name: 'BN', seats: rounds }],
  };
  const { createDraft } = await asPerson(
    `mutation ($leagueId: UUID!, $poolId: UUID!, $teamIds: [UUID!]!, $settings: DraftSettingsInput!) {
       createDraft(leagueId: $leagueId, poolId: $poolId, teamIds: $teamIds, settings: $settings) { draft { id } }
     }`,
    { leagueId: league.leagueId, poolId, teamIds: league.teamIds, settings },
    userOf(league),
  );
  const draftId = (createDraft as { draft: { id: string } }).draft.id;
  await clock.set(instantOf(draft.picks[0]?.ts ?? 0));
  await asPerson(
    'mutation ($draftId: UUID!) { startDraft(draftId: $draftId) { __typename } }',
    { draftId },
    userOf(league),
  );
  return { ...league, draftId };
}

function userOf({ commissioner }: TestDraft): string {
  if (commissioner.kind === 'CLOCK' || commissioner.userId === null)
    throw new Error('a commissioner is a person');
  return commissioner.userId;
}

/** What a mutation answers a person. */
async function asPerson(
  mutation: string,
  variables: Record<string, unknown>,
  userId: string,
): Promise<Record<string, unknown>> {
  const answer = await ask(api.url, mutation, variables, await tokenFor(userId));
  if (!answer.data || answer.errors.length > 0) throw new Error(JSON.stringify(answer.errors));
  return answer.data;
}

async function makePick({ draftId, players }: TestDraft, pickNumber: number, userId: string): Promise<void> {
  const variables = { draftId, pickNumber, playerId: String(players[pickNumber - 1]) };
  await asPerson(
    `mutation ($draftId: UUID!, $pickNumber: Int!, $playerId: ID!) {
       makePick(draftId: $draftId, pickNumber: $pickNumber, playerId: $playerId) { __typename }
     }`,
    variables,
    userId,
  );
}

/** A pick that is made up changes nothing for the team on the clock. There its clock began anew then; here its commissioner says so. */
async function beginClockAnew(played: TestDraft, deadline: Date | null): Promise<void> {
  const { draftId } = played;
  expect((await draftRow(database.pool, draftId)).nextDeadline).toEqual(deadline);
  const anew = 'mutation ($draftId: UUID!) { resetClock(draftId: $draftId) { __typename } }';
  await asPerson(anew, { draftId }, userOf(played));
}

/** Lets the clock act at each deadline that comes before an instant. */
async function letClockActUntil({ draftId }: TestDraft, instant: string): Promise<AlarmRow[]> {
  for (;;) {
    const rung = await alarms(database.pool, draftId);
    const [alarm] = rung;
    if (!alarm || alarm.runAt.toISOString() >= instant) return rung;
    await clock.set(alarm.runAt.toISOString());
    await runTimeOut(database.pool, draftId);
  }
}

describe.skipIf(!isPlayed)('real drafts with skipped picks (skipped where REAL_DATA_DIR is not set)', () => {
  it.each(SKIPPED)('$id: pick $pickNumber is skipped when its clock ran out', async (skipped) => {
    const real = drafts.find(({ id }) => id === skipped.id);
    if (!real) throw new Error(`there is no draft ${skipped.id}`);
    const played = await openLike(real);
    const inTheirOrder = real.picks
      .filter(({ kind }) => kind !== 'skipped')
      .sort((a, b) => (a.ts ?? 0) - (b.ts ?? 0) || a.pick_no - b.pick_no);
    for (const { pick_no: pickNumber, ts = 0, kind, draft_slot: slot = 0 } of inTheirOrder) {
      await letClockActUntil(played, instantOf(ts));
      await clock.set(instantOf(ts));
      const { currentPick, nextDeadline } = await draftRow(database.pool, played.draftId);
      if (pickNumber === skipped.pickNumber) expect(currentPick).toBe((skipped.madeUpAfter ?? 0) + 1);
      else expect(currentPick).toBe(pickNumber);
      const person = kind === 'commissioner_replacement' ? userOf(played) : managerId(played, slot);
      await makePick(played, pickNumber, person);
      if (pickNumber === skipped.pickNumber) await beginClockAnew(played, nextDeadline);
    }
    await letClockActUntil(played, '2020-08-01T00:00:00.000Z');

    const cells = await board(database.pool, played.draftId);
    const passedOver = cells.filter(({ skippedAt }) => skippedAt !== null);
    expect(passedOver.map(({ pickNumber, skippedAt }) => [pickNumber, skippedAt?.toISOString()])).toEqual([
      [skipped.pickNumber, skipped.skippedAt],
    ]);
    // Everybody has the player whom they really took; a pick that nobody made up came back on the clock once, and was made by it.
    expect(cells.map(({ playerId }) => playerId)).toEqual(played.players);
    const told = await events(database.pool, played.draftId);
    const madeUp = told.flatMap((event) =>
      event.kind === 'PICKED' && event.data.madeUp ? event.data.pickNumber : [],
    );
    expect(madeUp).toEqual(skipped.madeUpAfter === null ? [] : [skipped.pickNumber]);
    expect(cells[skipped.pickNumber - 1]?.source).toBe(
      skipped.madeUpAfter === null ? 'AUTO' : 'COMMISSIONER',
    );
    expect((await draftRow(database.pool, played.draftId)).state).toBe('COMPLETED');
    await expectFoldToMatch(database.pool, played.draftId);
  });
});
