import type { DraftSettings } from '../draft/settings.ts';
import type { Actor } from './actor.ts';
import { call, rowsOf } from './call.ts';
import type { Queryable } from './queryable.ts';

/** A preview to be created. */
export interface NewPreview {
  readonly poolId: string;
  readonly settings: DraftSettings;
  /** The names of its teams, in draft order. */
  readonly teams: readonly string[];
  /** The place of whoever makes it, from 1; null: they watch. */
  readonly seat: number | null;
  readonly speed: number;
  readonly seed: number;
  /** For how long bots think, in seconds by pick; null: for no time. */
  readonly thinking: readonly number[] | null;
}

/**
 * Refuses who may not create a preview, or not with that pool (null: none is named), with a DraftError (NOT_SIGNED_IN, TOO_MANY_PREVIEWS,
 * POOL_NOT_FOUND, NOT_YOUR_POOL): createPreview does as well, but after its settings were judged, which costs more.
 */
export async function requireNewPreview(db: Queryable, poolId: string | null, actor: Actor): Promise<void> {
  await call(db, 'require_new_preview', [poolId, actor]);
}

const CREATE_PREVIEW = rowsOf('create_preview').as<{ draftId: string; version: number }>();

/** Creates a preview, which is about to be opened; its draft, and when it is thrown away. Throws a DraftError (TOO_MANY_PREVIEWS, NOT_SIGNED_IN). */
export function createPreview(db: Queryable, preview: NewPreview, actor: Actor) {
  const { poolId, settings, teams, seat, speed, seed, thinking } = preview;
  return CREATE_PREVIEW.one(db, [poolId, settings, teams, seat, speed, seed, thinking, actor]);
}

/** A player pool for all, and how many players it has: no more are counted than were asked for. */
export interface PoolForPreview {
  readonly poolId: string;
  readonly players: number;
}

const POOLS_FOR_PREVIEW = rowsOf('pools_for_preview').as<PoolForPreview>();

/**
 * The player pools for all from which a preview of so many picks may draft where none is named: those with enough players first, and of
 * these the newest; then the largest. Empty where there is none.
 */
export function poolsForPreview(db: Queryable, picks: number, most: number): Promise<PoolForPreview[]> {
  return POOLS_FOR_PREVIEW.all(db, [picks, most]);
}

/** Throws away at most so many previews whose day is over. Answers how many: fewer than that means that no more are left. */
export function removeExpiredPreviews(db: Queryable, most: number): Promise<number> {
  return call(db, 'remove_expired_previews', [most]);
}
