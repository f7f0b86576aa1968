import type { Actor } from '../../src/database/actor.ts';
import type { ConnectionPool } from '../../src/database/connect.ts';
import { applyPick, type JudgedPick } from '../../src/database/picks.ts';
import type { TestDraft } from './drafts.ts';

/**
 * Puts the clock of the pick on the clock back by so many seconds, with everything it is made of, as if that time had passed; its alarm is
 * left alone, and so is what its event says.
 */
export async function passTime(db: ConnectionPool, draftId: string, seconds: number): Promise<void> {
  await db.query(
    `update app_public.drafts
        set next_deadline = next_deadline - make_interval(secs => $2), deadline = deadline - make_interval(secs => $2),
            clock_ends_at = clock_ends_at - make_interval(secs => $2)
      where id = $1`,
    [draftId, seconds],
  );
}

/** A pick of the team on the clock, or of a skipped cell, by a manager or whoever is named: the player of that rank. */
export function pickBy(
  db: ConnectionPool,
  { draftId, players }: TestDraft,
  actor: Actor,
  pickNumber: number,
  rank: number,
): Promise<JudgedPick> {
  return applyPick(db, { kind: 'MANUAL', draftId, pickNumber, playerId: players[rank - 1] ?? 0, actor });
}

/** The manager of a slot. */
export function managerOf({ managers }: TestDraft, slot: number): Actor {
  const manager = managers[slot - 1];
  if (!manager) throw new Error(`nobody drafts from slot ${slot}`);
  return manager;
}
