import { type Actor, applyPick } from '../database/door.ts';
import type { Queryable } from '../database/queryable.ts';
import type { PoolPlayer } from '../database/reads.ts';
import { DraftError } from '../draft/errors.ts';

/** A person likes one of so many of the best players left. */
const TASTE = 4;

/** Numbers between 0 and 1 that are the same in every run: the demo can be told apart from luck. Mulberry32. */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A pick that a person makes: for which draft and cell, as whom, and from whom they choose. */
export interface PersonsPick {
  readonly draftId: string;
  readonly pickNumber: number;
  readonly actor: Actor;
  /** The players left, the best first. */
  readonly available: readonly PoolPlayer[];
}

/**
 * Picks as a person would: somebody they like among the best, and the next one when he does not fit any more. Being too late
 * is human: the clock picks then.
 */
export async function pickAsPerson(db: Queryable, wanted: PersonsPick, random: () => number): Promise<void> {
  const { draftId, pickNumber, actor, available } = wanted;
  const liked = available.slice(Math.floor(random() * TASTE));
  for (const player of liked) {
    try {
      await applyPick(db, { kind: 'MANUAL', draftId, pickNumber, playerId: player.id, actor });
      return;
    } catch (error) {
      if (!(error instanceof DraftError)) throw error;
      const triesNext = error.code === 'PLAYER_DOES_NOT_FIT' || error.code === 'PLAYER_TAKEN';
      if (!triesNext) return;
    }
  }
}
