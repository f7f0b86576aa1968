import type { Opinion } from './opinions.ts';
import type { Rules } from './setup.ts';

/** What somebody does, or the clock. Slots are those of teams; slot 0 is the commissioner. Amounts are microseconds. */
export type Deed =
  | Opinion
  /** The clock acts: a job, or a process's alarm that remembers the draft. `meanwhile`: said between its choice and its pick. */
  | { readonly kind: 'ring'; readonly by?: 'ALARM'; readonly meanwhile?: Opinion }
  | { readonly kind: 'pick'; readonly by: number; readonly pickNumber: number; readonly playerId: number }
  | { readonly kind: 'autopilot'; readonly by: number; readonly slot: number; readonly on: boolean }
  | { readonly kind: 'pause' | 'resume' | 'reset' | 'cancel' }
  | { readonly kind: 'skip'; readonly pickNumber: number }
  | { readonly kind: 'addTime'; readonly amount: number }
  | { readonly kind: 'rollBack'; readonly toPick: number }
  | { readonly kind: 'correct'; readonly pickNumber: number; readonly playerId: number }
  | { readonly kind: 'swap'; readonly pickNumber: number; readonly other: number }
  | { readonly kind: 'trade'; readonly trades: readonly Trade[] }
  | { readonly kind: 'undo' }
  | { readonly kind: 'force'; readonly pickNumber: number }
  | { readonly kind: 'settings'; readonly change: Partial<Rules> };

/** A cell, and the slot of the team that gets it. */
export interface Trade {
  readonly pickNumber: number;
  readonly slot: number;
}

/** A deed, and when. */
export type Step = Deed & { readonly at: number };
