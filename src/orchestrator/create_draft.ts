import type { Actor } from '../database/actor.ts';
import type { NewDraft } from '../database/life_cycle.ts';
import * as lifeCycle from '../database/life_cycle.ts';
import type { Queryable } from '../database/queryable.ts';
import { checkPlannedPauses } from '../draft/planned_pauses.ts';
import { checkRosterSize } from '../draft/roster_slots.ts';
import { checkRoundClocks } from '../draft/round_clocks.ts';
import { checkSettings, type DraftSettings } from '../draft/settings.ts';
import { checkStrategy } from './check_strategy.ts';
import { requireFillableRosters } from './require_fillable_rosters.ts';

/**
 * Creates a draft; answers its id. Who may not is refused before anything is made of the settings.
 * @param judge what else settings are refused for, asked once it is known that the actor may; throws its own error
 * @throws DraftError for settings that no draft can have, KEEPER_INVALID for a player who cannot be kept, and ROSTER_CANNOT_BE_FILLED for a
 * pool that cannot fill all rosters
 */
export async function createDraft(
  db: Queryable,
  draft: NewDraft,
  actor: Actor,
  judge: (settings: DraftSettings) => void = () => undefined,
): Promise<string> {
  const { settings, teamIds, poolId } = draft;
  await lifeCycle.requireNewDraft(db, draft, actor);
  judge(settings);
  checkRosterSize(settings.rosterSlots);
  checkSettings(settings, teamIds.length, draft.startsAt);
  checkPlannedPauses(settings, teamIds.length);
  checkRoundClocks(settings, teamIds.length);
  checkStrategy(settings.strategy ?? 'standard', settings.strategyOptions);
  await requireFillableRosters(db, { poolId }, settings, teamIds.length, actor, 'planned');
  return lifeCycle.createDraft(db, draft, actor);
}
