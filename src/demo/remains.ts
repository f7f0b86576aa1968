import type { PickMaker } from '../database/demo_reads.ts';
import type { DraftNow } from '../database/life_cycle.ts';
import type { BoardCell } from '../database/picks.ts';
import type { PoolPlayer } from '../database/players.ts';
import type { DraftEvent } from '../draft/events.ts';
import type { RosterSlot } from '../draft/roster_slots.ts';
import type { ProcessEnd } from '../processes/program.ts';
import type { Member } from './stage.ts';

/** What is left of a draft once it is over. */
export interface Remains {
  readonly now: DraftNow;
  /** With times as texts, so that they are exact. */
  readonly events: readonly DraftEvent[];
  /** What each manager saw over their WebSocket. */
  readonly seen: readonly (readonly DraftEvent[])[];
  readonly board: readonly BoardCell[];
  readonly makers: readonly PickMaker[];
  readonly picks: number;
  readonly rosterSlots: readonly RosterSlot[];
  readonly members: ReadonlyMap<string, Member>;
  readonly queued: readonly number[];
  readonly playerOf: (id: number) => PoolPlayer | undefined;
  /** Alarms of the draft that are left. */
  readonly alarms: number;
  /** Jobs that were locked after each stop of a worker. */
  readonly locked: readonly number[];
  readonly processEnds: readonly { readonly command: string; readonly end: ProcessEnd }[];
  readonly pausedForSeconds: number;
}

/** One promise, whether it held, and the figures behind that. */
export interface Check {
  readonly name: string;
  readonly holds: boolean;
  readonly figures: string;
}

export function check(name: string, holds: boolean, figures: string): Check {
  return { name, holds, figures };
}
