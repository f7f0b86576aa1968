import type { DraftContext } from '../database/picks.ts';
import { LimitCounter } from '../draft/limit_counter.ts';
import type { RosterSlot } from '../draft/roster_slots.ts';

const MOST_LAYOUTS = 1_000;

/** Stands for the team of a forfeited cell. */
export const NOBODY = 255;

/** What drafts of the same settings have in common. */
export interface DraftLayout {
  readonly poolId: string;
  readonly rosterSlots: readonly RosterSlot[];
  readonly limits: LimitCounter;
  /** By pick number, from 1: the place of the team that owns the cell among the seats; NOBODY for a forfeited cell, where nobody picks. */
  readonly owners: Uint8Array;
}

/** Layouts, each kept once for all drafts that have it: leagues draft alike. */
export class DraftLayouts {
  readonly #layouts = new Map<string, DraftLayout>();

  /** The layout of a draft that was read; positions are those of its pool. */
  of(context: DraftContext, positions: readonly string[]): DraftLayout {
    const { poolId, rosterSlots, limitPositions, limitPlayers, owners } = context;
    const key = [poolId, limitPositions, limitPlayers, owners, rosterSlots].join(';');
    const known = this.#layouts.get(key);
    if (known) return known;
    const layout = newLayout(context, positions);
    // Drafts that are remembered keep theirs; the next ones make it anew.
    if (this.#layouts.size === MOST_LAYOUTS) this.#layouts.clear();
    this.#layouts.set(key, layout);
    return layout;
  }
}

function newLayout(context: DraftContext, positions: readonly string[]): DraftLayout {
  return {
    poolId: context.poolId,
    rosterSlots: JSON.parse(context.rosterSlots) as RosterSlot[],
    limits: new LimitCounter(positions, numbers(context.limitPositions), numbers(context.limitPlayers)),
    owners: Uint8Array.from(numbers(context.owners)),
  };
}

function numbers(list: string): number[] {
  return list === '' ? [] : list.split(',').map(Number);
}
