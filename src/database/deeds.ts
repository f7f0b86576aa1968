import type { Actor } from './actor.ts';
import { call, rowsOf } from './call.ts';
import type { Queryable } from './queryable.ts';

/** What somebody decides on, and says to it. */
export interface Decision {
  readonly actor: Actor;
  /** What they say, in plain form; null: nothing. */
  readonly note?: string | null;
}

/**
 * Rolls a draft back to a pick, or where `toPick` is null undoes its last pick; it is paused then. `version`: the one that it was decided on.
 * The same request again is answered as it is. Answers the draft's version. Throws a DraftError: STALE_VERSION, NOTHING_TO_UNDO, PICK_FIXED,
 * PICK_NOT_FOUND, ILLEGAL_TRANSITION.
 */
export function rollBack(
  db: Queryable,
  draftId: string,
  { toPick, version }: { readonly toPick: number | null; readonly version: number },
  { actor, note = null }: Decision,
): Promise<number> {
  return call(db, 'roll_back', [draftId, toPick, version, actor, note]);
}

/** A pick that a rollback undoes. */
export interface Undone {
  readonly pickNumber: number;
  readonly teamId: string;
  /** Null: it was only skipped. */
  readonly playerId: number | null;
  readonly wasSkipped: boolean;
  /** After it. */
  readonly isSkipped: boolean;
}

/** What a rollback would do to a draft at that version. */
export interface RollBackPreview {
  readonly version: number;
  /** The pick that would be on the clock. */
  readonly toPick: number;
  /** By pick number. */
  readonly undone: readonly Undone[];
}

const PREVIEW_ROLLBACK = rowsOf('preview_rollback').as<RollBackPreview>();

/** What `rollBack` would undo, or the refusal that it would meet. Changes nothing. */
export function previewRollBack(
  db: Queryable,
  draftId: string,
  toPick: number | null,
  actor: Actor,
): Promise<RollBackPreview> {
  return PREVIEW_ROLLBACK.one(db, [draftId, toPick, actor]);
}

/**
 * Puts another player into a pick that is made. `version`: the one that it was decided on, null where that does not matter; refused
 * (STALE_VERSION) only where the pick itself changed since. Answers the draft's version.
 */
export function correctPick(
  db: Queryable,
  draftId: string,
  {
    pickNumber,
    playerId,
    version = null,
  }: { readonly pickNumber: number; readonly playerId: number; readonly version?: number | null },
  { actor, note = null }: Decision,
): Promise<number> {
  return call(db, 'correct_pick', [draftId, pickNumber, playerId, version, actor, note]);
}

/** Has two picks swap their players; `version` as of correctPick, but it must be named: twice would be not at all. */
export function swapPicks(
  db: Queryable,
  draftId: string,
  {
    pickNumber,
    otherPickNumber,
    version,
  }: { readonly pickNumber: number; readonly otherPickNumber: number; readonly version: number },
  { actor, note = null }: Decision,
): Promise<number> {
  return call(db, 'swap_picks', [draftId, pickNumber, otherPickNumber, version, actor, note]);
}

/** A pick that is to change hands. */
export interface Trade {
  readonly pickNumber: number;
  readonly toTeamId: string;
}

/** Gives picks that are not made to other teams, all or none; `version` as of correctPick. Answers the draft's version. */
export function tradePicks(
  db: Queryable,
  draftId: string,
  { trades, version = null }: { readonly trades: readonly Trade[]; readonly version?: number | null },
  { actor, note = null }: Decision,
): Promise<number> {
  return call(db, 'trade_picks', [draftId, trades, version, actor, note]);
}
