import { type Actor, CLOCK } from '../database/actor.ts';
import * as previews from '../database/previews.ts';
import type { Queryable } from '../database/queryable.ts';
import { DraftError } from '../draft/errors.ts';
import { previewTeams, thinkingSeconds } from '../draft/previews.ts';
import { checkRosterSize } from '../draft/roster_slots.ts';
import { checkSettings, type DraftSettings } from '../draft/settings.ts';
import { checkStrategy } from './check_strategy.ts';
import { openDraft } from './open_draft.ts';
import { requireFillableRosters } from './require_fillable_rosters.ts';

/** A preview as it is asked for. */
export interface WantedPreview {
  readonly settings: DraftSettings;
  /** Null: the newest pool that has enough players. */
  readonly poolId: string | null;
  /** The place of whoever asks, from 1; null: they watch. */
  readonly seat: number | null;
  readonly bots: number;
  readonly speed: number;
  readonly seed: number;
}

/**
 * Creates a preview and opens it; answers its draft and that draft's version. Who may not is refused before anything is made of the
 * settings. Where the process ends in between, what is left is thrown away with all other previews after a day.
 * @throws DraftError for settings that no draft can have, SEAT_INVALID, TOO_MANY_PREVIEWS, and as createDraft
 */
export async function createPreview(
  db: Queryable,
  { settings, seat, bots, speed, seed, ...wanted }: WantedPreview,
  actor: Actor,
): Promise<{ draftId: string; version: number }> {
  await previews.requireNewPreview(db, wanted.poolId, actor);
  const size = bots + (seat === null ? 0 : 1);
  if (seat !== null && (seat < 1 || seat > size)) throw new DraftError('SEAT_INVALID', { seat, teams: size });
  checkRosterSize(settings.rosterSlots);
  checkSettings(settings, size);
  checkStrategy(settings.strategy ?? 'standard', settings.strategyOptions);
  const picks = size * settings.rounds;
  const poolId = wanted.poolId ?? (await previews.newestPool(db, picks));
  if (poolId === null) throw new DraftError('POOL_NOT_FOUND', { picks });
  await requireFillableRosters(db, { poolId }, settings, size, actor, 'planned');
  const thinking = thinkingSeconds(seed, picks, speed);
  const teams = previewTeams(bots, seat);
  const created = await previews.createPreview(
    db,
    { poolId, settings, teams, seat, speed, seed, thinking },
    actor,
  );
  return { draftId: created.draftId, version: await openDraft(db, created.draftId, CLOCK) };
}
