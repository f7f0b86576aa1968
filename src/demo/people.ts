import type { PoolPlayer } from '../database/reads.ts';
import { type Client, RequestRefused } from './client.ts';

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

/** A pick that a person makes: in which draft and cell, and from whom they choose. */
export interface PersonsPick {
  readonly draftId: string;
  readonly pickNumber: number;
  /** The players left, the best first. */
  readonly available: readonly PoolPlayer[];
}

const MAKE_PICK = `mutation ($draftId: UUID!, $pickNumber: Int!, $playerId: Int!) {
  makePick(draftId: $draftId, pickNumber: $pickNumber, playerId: $playerId) { draft { currentPick } }
}`;

/**
 * Picks as a person would: somebody they like among the best; the next one when he was just taken, and one of another position
 * when no seat is left for him. Being too late is human: the clock picks then.
 */
export async function pickAsPerson(client: Client, wanted: PersonsPick, random: () => number): Promise<void> {
  const { draftId, pickNumber, available } = wanted;
  const full = new Set<string>();
  for (const player of available.slice(Math.floor(random() * TASTE))) {
    const positions = player.positions.join();
    if (full.has(positions)) continue;
    try {
      await client.ask(MAKE_PICK, { draftId, pickNumber, playerId: player.id });
      return;
    } catch (error) {
      if (!(error instanceof RequestRefused)) throw error;
      if (error.code === 'PLAYER_DOES_NOT_FIT') full.add(positions);
      else if (error.code !== 'PLAYER_TAKEN') return;
    }
  }
}
