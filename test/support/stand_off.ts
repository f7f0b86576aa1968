import type { Actor } from '../../src/database/actor.ts';
import type { ConnectionPool } from '../../src/database/connect.ts';
import { applyPick, type JudgedPick } from '../../src/database/picks.ts';
import { createPlayerPool } from '../../src/database/players.ts';
import { type RosterSlot, standardSlots } from '../../src/draft/roster_slots.ts';
import type { TimeSettings } from '../../src/draft/time_settings.ts';
import { newDraft, runTimeOut, type TestDraft } from './drafts.ts';

/** A pool with that many players of each position, ranked in the order of the list. */
export function poolOf(
  db: ConnectionPool,
  players: readonly (readonly [position: string, count: number])[],
): Promise<string> {
  const positions = players.flatMap(([position, count]) => Array.from({ length: count }, () => position));
  return createPlayerPool(
    db,
    'Made-up players',
    positions.map((position, i) => ({
      rank: i + 1,
      name: `${position} ${i + 1}`,
      positions: [position],
      proTeam: null,
      byeWeek: null,
    })),
  );
}

/** A seat for a kicker, and one for anybody. */
export const KICKER_AND_BENCH: readonly RosterSlot[] = standardSlots([
  { name: 'K', seats: 1 },
  { name: 'BN', seats: 1 },
]);

/** The players of a stand-off: both kickers first. */
export const STAND_OFF_PLAYERS = [
  ['K', 2],
  ['RB', 6],
] as const;

/** A pick by hand of the player of that rank. */
export function pickRank(
  db: ConnectionPool,
  { draftId, players }: TestDraft,
  pickNumber: number,
  rank: number,
  actor: Actor,
  waiveRoster = false,
): Promise<JudgedPick> {
  const playerId = players[rank - 1] ?? 0;
  return applyPick(db, { kind: 'MANUAL', draftId, pickNumber, playerId, actor, waiveRoster });
}

/**
 * A draft of two teams and two rounds at its last pick, in which the first team put the second of two kickers on its bench: nobody
 * fits the last seat of the second team. `second` manages it.
 */
export async function newStandOff(
  db: ConnectionPool,
  time: Partial<TimeSettings> = {},
): Promise<TestDraft & { second: Actor }> {
  const draft = await newDraft(db, {
    teams: 2,
    rounds: 2,
    order: { kind: 'LINEAR' },
    rosterSlots: KICKER_AND_BENCH,
    poolId: await poolOf(db, STAND_OFF_PLAYERS),
    time,
  });
  const [first, second] = draft.managers as [Actor, Actor];
  await pickRank(db, draft, 1, 1, first);
  await pickRank(db, draft, 2, 3, second);
  await pickRank(db, draft, 3, 2, first);
  return { ...draft, second };
}

/** Lets the clock of a draft in a stand-off run out, and its second attempt: the draft is paused then. */
export async function pauseStandOff(db: ConnectionPool, draftId: string): Promise<void> {
  for (let attempt = 1; attempt <= 2; attempt += 1) {
    await db.query(
      `update app_public.drafts set next_deadline = clock_timestamp(), retry_at = null where id = $1`,
      [draftId],
    );
    await runTimeOut(db, draftId);
  }
}
