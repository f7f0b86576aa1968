import { type Actor, CLOCK } from '../database/actor.ts';
import * as previews from '../database/previews.ts';
import type { Queryable } from '../database/queryable.ts';
import { DraftError } from '../draft/errors.ts';
import { checkPlannedPauses } from '../draft/planned_pauses.ts';
import { previewTeams, thinkingSeconds } from '../draft/previews.ts';
import { checkRosterSize } from '../draft/roster_slots.ts';
import { checkRoundClocks } from '../draft/round_clocks.ts';
import { checkSettings, type DraftSettings } from '../draft/settings.ts';
import { checkStrategy } from './check_strategy.ts';
import { openDraft } from './open_draft.ts';
import { requireFillableRosters } from './require_fillable_rosters.ts';

/** A preview as it is asked for. */
export interface WantedPreview {
  readonly settings: DraftSettings;
  /** Null: the newest pool for all whose players can fill the rosters. */
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
  checkPlannedPauses(settings, size);
  checkRoundClocks(settings, size);
  checkStrategy(settings.strategy ?? 'standard', settings.strategyOptions);
  const picks = size * settings.rounds;
  const judge = (poolId: string) => requireFillableRosters(db, { poolId }, settings, size, actor, 'planned');
  if (wanted.poolId !== null) await judge(wanted.poolId);
  const poolId = wanted.poolId ?? (await choosePool(db, picks, judge));
  const thinking = thinkingSeconds(seed, picks, speed);
  const teams = previewTeams(bots, seat);
  const created = await previews.createPreview(
    db,
    { poolId, settings, teams, seat, speed, seed, thinking },
    actor,
  );
  return { draftId: created.draftId, version: await openDraft(db, created.draftId, CLOCK) };
}

/** So many pools are tried, the newest first, where a preview names none. */
const MOST_POOLS = 20;

/**
 * The newest pool for all whose players can fill the rosters: a newer one may be of another sport, or have too few for some seat.
 * @throws DraftError POOL_NOT_FOUND where there is no pool; where none will do, what is wrong with the newest that has enough players
 */
async function choosePool(
  db: Queryable,
  picks: number,
  judge: (poolId: string) => Promise<void>,
): Promise<string> {
  const pools = await previews.poolsForPreview(db, picks, MOST_POOLS);
  const [first] = pools;
  if (!first) throw new DraftError('POOL_NOT_FOUND', { picks });
  // The database refuses it, with both numbers.
  if (first.players < picks) return first.poolId;
  let refused: DraftError | undefined;
  for (const { poolId, players } of pools) {
    if (players < picks) break;
    try {
      await judge(poolId);
      return poolId;
    } catch (error) {
      if (!(error instanceof DraftError)) throw error;
      refused ??= error;
    }
  }
  throw refused;
}
