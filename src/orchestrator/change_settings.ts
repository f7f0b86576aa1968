import { isDeepStrictEqual } from 'node:util';
import type { Actor } from '../database/actor.ts';
import * as lifeCycle from '../database/life_cycle.ts';
import { readSettings } from '../database/life_cycle.ts';
import type { Queryable } from '../database/queryable.ts';
import { DraftError } from '../draft/errors.ts';
import { checkPlannedPauses } from '../draft/planned_pauses.ts';
import { checkRosterSize } from '../draft/roster_slots.ts';
import { checkRoundClocks } from '../draft/round_clocks.ts';
import { checkSettings, type DraftSettings } from '../draft/settings.ts';
import { checkStrategy } from './check_strategy.ts';
import { requireFillableRosters } from './require_fillable_rosters.ts';

/** Each time the settings are read anew something else has happened to the draft in the same instant. */
const MOST_READS = 5;

/** What of a draft may be changed by a commissioner: how it is played, when it starts, who may watch. */
export interface SettingsOfDraft {
  readonly settings: DraftSettings;
  readonly startsAt: string | null;
  readonly visibility: 'PUBLIC' | 'PRIVATE';
}

/**
 * Changes how a draft is played: `change` answers all settings that are to hold, from those that hold. They are checked together, as for a
 * new draft. A draft that changed meanwhile is asked anew. Answers the draft's version.
 * @throws DraftError for settings that no draft can have, SETTINGS_FIXED for those that an open draft cannot change, DRAFT_OVER
 */
export async function changeSettings(
  db: Queryable,
  draftId: string,
  change: (present: SettingsOfDraft) => SettingsOfDraft,
  actor: Actor,
): Promise<number> {
  for (let reads = 1; ; reads += 1) {
    try {
      return await readAndChange(db, draftId, change, actor);
    } catch (error) {
      const isStale = error instanceof DraftError && error.code === 'STALE_VERSION';
      if (!isStale || reads === MOST_READS) throw error;
    }
  }
}

async function readAndChange(
  db: Queryable,
  draftId: string,
  change: (present: SettingsOfDraft) => SettingsOfDraft,
  actor: Actor,
): Promise<number> {
  const { version, state, teams, ...present } = await readSettings(db, draftId, actor);
  const wanted = change(present);
  // First: what is wrong with a setting that cannot change any more helps nobody.
  if (state !== 'SCHEDULED') requireOpen(wanted, present, state);
  // Larger ones were created before there was a bound, and may stay.
  if (!isSameJson(wanted.settings.rosterSlots, present.settings.rosterSlots))
    checkRosterSize(wanted.settings.rosterSlots);
  // Of a draft that somebody opened before it was due, that instant is over: a pause may come before it.
  checkSettings(wanted.settings, teams, state === 'SCHEDULED' ? wanted.startsAt : null);
  checkPlannedPauses(wanted.settings, teams, present.settings);
  checkRoundClocks(wanted.settings, teams, present.settings);
  requireStrategy(wanted.settings, present.settings);
  if (state === 'SCHEDULED')
    await requireFillableRosters(db, { draftId }, wanted.settings, teams, actor, 'planned');
  return lifeCycle.changeSettings(db, draftId, { version, ...wanted }, actor);
}

/** What only a draft that has not opened may change, in the order in which it is named: as change_settings has it, which judges again. */
const FIXED_ONCE_OPEN = [
  'forfeits',
  'keepers',
  'order',
  'positionMaximums',
  'rosterSlots',
  'rounds',
  'tradedPicks',
] as const;

/** Refuses any change of a draft that is over (DRAFT_OVER), and of one that is open what is fixed by then (SETTINGS_FIXED). */
function requireOpen(wanted: SettingsOfDraft, present: SettingsOfDraft, state: string): void {
  if (state === 'COMPLETED' || state === 'CANCELLED') throw new DraftError('DRAFT_OVER', { state });
  const settings: string[] = FIXED_ONCE_OPEN.filter(
    (name) => !isSameJson(wanted.settings[name], present.settings[name]),
  );
  if (instantOf(wanted) !== instantOf(present)) settings.push('startsAt');
  if (settings.length > 0) throw new DraftError('SETTINGS_FIXED', { settings, state });
}

/** Whether two settings are the same once they are stored. */
function isSameJson(one: unknown, other: unknown): boolean {
  const stored = (value: unknown) => JSON.parse(JSON.stringify(value ?? null));
  return isDeepStrictEqual(stored(one), stored(other));
}

function instantOf({ startsAt }: SettingsOfDraft): number | null {
  return startsAt === null ? null : Date.parse(startsAt);
}

/** Checks the league's strategy where it changes: one that holds already may be of a plug-in that is not here any more. */
function requireStrategy({ strategy, strategyOptions }: DraftSettings, present: DraftSettings): void {
  const isSame = strategy === present.strategy && isDeepStrictEqual(strategyOptions, present.strategyOptions);
  if (strategy !== undefined && !isSame) checkStrategy(strategy, strategyOptions);
}

/** A pause that is planned: at a time, an ISO text, or before a pick comes on the clock. */
export interface PlannedPause {
  readonly at: string | null;
  readonly beforePick: number | null;
}

/** Has a draft pause by itself later; what is planned already stays. Answers the draft's version. */
export function planPause(
  db: Queryable,
  draftId: string,
  { at, beforePick }: PlannedPause,
  actor: Actor,
): Promise<number> {
  return changeSettings(
    db,
    draftId,
    (present) => {
      const { pauseAt = [], pauseBeforePicks = [] } = present.settings;
      const isKnown = at !== null && pauseAt.some((known) => Date.parse(known) === Date.parse(at));
      return {
        ...present,
        settings: {
          ...present.settings,
          pauseAt: at === null || isKnown ? pauseAt : [...pauseAt, at],
          pauseBeforePicks:
            beforePick === null ? pauseBeforePicks : [...new Set([...pauseBeforePicks, beforePick])],
        },
      };
    },
    actor,
  );
}
