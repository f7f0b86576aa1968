import type { Actor } from '../database/actor.ts';
import * as draftOrder from '../database/draft_order.ts';
import type { Queryable } from '../database/queryable.ts';
import { checkPausesOfDraw, checkPlannedPauses } from '../draft/planned_pauses.ts';
import { withSeats } from '../draft/seat_teams.ts';

/**
 * Seats the teams of a draft that has not opened in that order. Answers its version. Throws a DraftError: PAUSE_INVALID where a planned pause
 * would never come then, since keepers and forfeits go with their teams.
 */
export async function reorderSlots(
  db: Queryable,
  draftId: string,
  teamIds: readonly string[],
  actor: Actor,
  note: string | null = null,
): Promise<number> {
  const { state, teamIds: present, settings } = await draftOrder.readOrder(db, draftId, actor);
  const slots = present.map((team) => teamIds.indexOf(team) + 1);
  // What is no order of these teams the database refuses, and says why.
  const isOrder = teamIds.length === present.length && !slots.includes(0);
  if (state === 'SCHEDULED' && isOrder)
    checkPlannedPauses(withSeats(settings, slots), present.length, settings);
  return draftOrder.reorderSlots(db, draftId, teamIds, actor, note);
}

/**
 * Draws the order of a draft that has not opened, once. Answers its version. Throws a DraftError: PAUSE_INVALID where a planned pause would
 * never come in an order that may be drawn.
 */
export async function drawOrder(
  db: Queryable,
  draftId: string,
  actor: Actor,
  note: string | null = null,
): Promise<number> {
  const { state, teamIds, settings, isDrawn } = await draftOrder.readOrder(db, draftId, actor);
  if (state === 'SCHEDULED' && !isDrawn) checkPausesOfDraw(settings, teamIds.length);
  return draftOrder.drawOrder(db, draftId, actor, note);
}
