import { type Actor, CLOCK } from '../database/actor.ts';
import * as lifeCycle from '../database/life_cycle.ts';
import { readPlan } from '../database/life_cycle.ts';
import type { Queryable } from '../database/queryable.ts';
import { buildBoard } from '../draft/board.ts';
import { DraftError } from '../draft/errors.ts';
import { draftLimitBits } from '../draft/roster_limits.ts';
import { requireFillableRosters } from './require_fillable_rosters.ts';

/** Each time it is planned anew something else has happened to the draft in the same instant. */
const MOST_PLANS = 5;

/**
 * Opens a draft: lays out every cell of its board, turns its roster slots into limits, and puts the first pick on
 * the clock. A draft that changed meanwhile (a team on autopilot, another manager) is planned anew. Answers the draft's new version,
 * or its version where somebody opened it already; throws a DraftError where it cannot be opened, or not by that actor.
 */
export async function openDraft(db: Queryable, draftId: string, actor: Actor): Promise<number> {
  for (let plans = 1; ; plans += 1) {
    try {
      return await planAndOpen(db, draftId, actor);
    } catch (error) {
      const isStale = error instanceof DraftError && error.code === 'STALE_VERSION';
      if (!isStale || plans === MOST_PLANS) throw error;
    }
  }
}

async function planAndOpen(db: Queryable, draftId: string, actor: Actor): Promise<number> {
  const plan = await readPlan(db, draftId, actor);
  // Also for drafts that were created before this was checked; the pool has not changed since.
  await requireFillableRosters(db, { draftId }, plan, plan.teams, actor, 'opened');
  const limits = draftLimitBits(plan.rosterSlots, plan.positionMaximums, plan.positions);
  return lifeCycle.openDraft(
    db,
    draftId,
    {
      version: plan.version,
      cells: buildBoard(plan, plan.teams),
      limitPositions: limits.map(({ bits }) => bits),
      limitPlayers: limits.map(({ maxPlayers }) => maxPlayers),
    },
    actor,
  );
}

/** Opens a draft because its time came; its new version, or null where it is no longer scheduled and is left alone. */
export async function openOnSchedule(db: Queryable, draftId: string): Promise<number | null> {
  try {
    return await openDraft(db, draftId, CLOCK);
  } catch (error) {
    const isOver = error instanceof DraftError && error.code === 'ILLEGAL_TRANSITION';
    if (!isOver) throw error;
    return null;
  }
}
