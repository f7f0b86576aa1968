import type { Cell } from '../draft/board.ts';
import type { Keeper, TradedPick } from '../draft/cells.ts';
import type { DraftStateName } from '../draft/events.ts';
import type { PositionSupply } from '../draft/fill_rosters.ts';
import type { DraftOrder, Place } from '../draft/order.ts';
import type { RosterSlot } from '../draft/roster_slots.ts';
import type { DraftSettings } from '../draft/settings.ts';
import type { Actor } from './actor.ts';
import { call, rowsOf } from './call.ts';
import type { Queryable } from './queryable.ts';

/** A draft to be created; the teams in slot order. */
export interface NewDraft {
  leagueId: string;
  poolId: string;
  teamIds: readonly string[];
  settings: DraftSettings;
  /** When it opens by itself, an ISO time; null when somebody opens it. */
  startsAt: string | null;
  visibility: 'PUBLIC' | 'PRIVATE';
}

/**
 * Refuses who may not create a draft of that league with that pool, with a DraftError (LEAGUE_NOT_FOUND, NOT_SIGNED_IN, NOT_COMMISSIONER,
 * POOL_NOT_FOUND, NOT_YOUR_POOL): createDraft does as well, but after its settings were judged, which costs more.
 */
export async function requireNewDraft(
  db: Queryable,
  { leagueId, poolId }: Pick<NewDraft, 'leagueId' | 'poolId'>,
  actor: Actor,
): Promise<void> {
  await call(db, 'require_new_draft', [leagueId, poolId, actor]);
}

/** Creates a draft with checked settings; answers its id. */
export function createDraft(db: Queryable, draft: NewDraft, actor: Actor): Promise<string> {
  const { leagueId, poolId, teamIds, settings, startsAt, visibility } = draft;
  return call(db, 'create_draft', [leagueId, poolId, teamIds, settings, startsAt, visibility, actor]);
}

const READ_SETTINGS = rowsOf('read_settings', { times: 'text' }).as<{
  version: number;
  state: DraftStateName;
  teams: number;
  settings: DraftSettings;
  startsAt: string | null;
  visibility: 'PUBLIC' | 'PRIVATE';
}>();

/** How a draft is played, as it was given, for who runs its league. Throws a DraftError (DRAFT_NOT_FOUND, NOT_SIGNED_IN, NOT_COMMISSIONER). */
export function readSettings(db: Queryable, draftId: string, actor: Actor) {
  return READ_SETTINGS.one(db, [draftId, actor]);
}

/** All settings of a draft that are to hold, decided on the draft as it was at that version. */
export interface ChangedSettings extends Pick<NewDraft, 'settings' | 'startsAt' | 'visibility'> {
  version: number;
}

/** Changes how a draft is played. Answers the draft's version: a new one where something changed. */
export function changeSettings(
  db: Queryable,
  draftId: string,
  { version, settings, startsAt, visibility }: ChangedSettings,
  actor: Actor,
): Promise<number> {
  return call(db, 'change_settings', [draftId, version, settings, startsAt, visibility, actor]);
}

/** What the board of a draft is laid out from. */
export interface DraftPlan {
  version: number;
  state: DraftStateName;
  teams: number;
  positions: string[];
  order: DraftOrder;
  rounds: number;
  secondsPerPick: number;
  secondsPerPickByRound: Record<string, number>;
  rosterSlots: RosterSlot[];
  tradedPicks: TradedPick[];
  keepers: Keeper[];
  forfeits: Place[];
  positionMaximums: Record<string, number>;
}

const READ_PLAN = rowsOf('read_plan').as<Omit<DraftPlan, 'order'> & { pickOrder: DraftOrder }>();

/** The plan of a draft, for who runs its league. Throws a DraftError (DRAFT_NOT_FOUND, NOT_SIGNED_IN, NOT_COMMISSIONER). */
export async function readPlan(db: Queryable, draftId: string, actor: Actor): Promise<DraftPlan> {
  const { pickOrder, ...plan } = await READ_PLAN.one(db, [draftId, actor]);
  return { ...plan, order: pickOrder };
}

const READ_POSITION_SUPPLY = rowsOf('read_position_supply').as<PositionSupply>();

/** A pool, or the draft whose pool is meant. */
type PoolOf = { readonly poolId: string } | { readonly draftId: string };

/**
 * How many players of a pool, or of the pool of a draft, play exactly which positions; empty where there is no such pool for the actor.
 */
export function readPositionSupply(db: Queryable, of: PoolOf, actor: Actor): Promise<PositionSupply[]> {
  return READ_POSITION_SUPPLY.all(db, [
    'poolId' in of ? of.poolId : null,
    'draftId' in of ? of.draftId : null,
    actor,
  ]);
}

/** A player whom a team keeps, as far as a roster asks. */
export interface KeptPlayer {
  readonly id: number;
  readonly name: string;
  readonly positions: readonly string[];
}

const READ_KEPT_PLAYERS = rowsOf('read_kept_players').as<KeptPlayer>();

/** The players of a pool, or of the pool of a draft, who are to be kept; those that are not in it are left out. */
export function readKeptPlayers(
  db: Queryable,
  of: PoolOf,
  keepers: readonly Pick<Keeper, 'playerId'>[],
): Promise<KeptPlayer[]> {
  return READ_KEPT_PLAYERS.all(db, [
    'poolId' in of ? of.poolId : null,
    'draftId' in of ? of.draftId : null,
    keepers.map(({ playerId }) => playerId),
  ]);
}

/** The board and the roster limits of a draft, decided on the draft as it was at that version. */
export interface Opening {
  version: number;
  cells: readonly Cell[];
  limitPositions: readonly number[];
  limitPlayers: readonly number[];
}

/** Opens a draft: lays out its board and puts the first cell on the clock. Answers the draft's new version. */
export function openDraft(db: Queryable, draftId: string, opening: Opening, actor: Actor): Promise<number> {
  const { version, cells, limitPositions, limitPlayers } = opening;
  return call(db, 'open_draft', [draftId, version, cells, limitPositions, limitPlayers, actor]);
}

/** Stops the clock and keeps the time left. Answers the draft's new version. */
export function pauseDraft(
  db: Queryable,
  draftId: string,
  actor: Actor,
  note: string | null = null,
): Promise<number> {
  return call(db, 'pause_draft', [draftId, actor, note]);
}

/** Goes on with the time that was left. Answers the draft's new version. */
export function resumeDraft(
  db: Queryable,
  draftId: string,
  actor: Actor,
  note: string | null = null,
): Promise<number> {
  return call(db, 'resume_draft', [draftId, actor, note]);
}

/** Ends a draft that is not over. Answers its new version. */
export function cancelDraft(
  db: Queryable,
  draftId: string,
  actor: Actor,
  note: string | null = null,
): Promise<number> {
  return call(db, 'cancel_draft', [draftId, actor, note]);
}

/** Gives a draft another name, or none. Answers its version. */
export function renameDraft(
  db: Queryable,
  draftId: string,
  name: string | null,
  actor: Actor,
): Promise<number> {
  return call(db, 'rename_draft', [draftId, name, actor]);
}

/** Removes a draft that was never opened; answers the id of its league. Throws a DraftError (DRAFT_WAS_OPENED). */
export function deleteDraft(db: Queryable, draftId: string, actor: Actor): Promise<string> {
  return call(db, 'delete_draft', [draftId, actor]);
}

/** Puts a draft away that is over, or brings it back. Throws a DraftError (DRAFT_NOT_OVER). */
export async function archiveDraft(
  db: Queryable,
  draftId: string,
  archived: boolean,
  actor: Actor,
): Promise<void> {
  await call(db, 'archive_draft', [draftId, archived, actor]);
}

/** Switches a team's autopilot; a team on the clock is picked for at once. Answers the draft's version. */
export function setAutopilot(
  db: Queryable,
  draftId: string,
  teamId: string,
  on: boolean,
  actor: Actor,
): Promise<number> {
  return call(db, 'set_autopilot', [draftId, teamId, on, actor]);
}

/** Where a draft is, and the database's time when it was asked. */
export interface DraftNow {
  state: string;
  version: number;
  currentPick: number | null;
  at: Date;
}

/** Where a draft is. Throws when there is no such draft. */
export async function readDraftNow(db: Queryable, draftId: string): Promise<DraftNow> {
  const { rows } = await db.query<DraftNow>(
    `select state, version, current_pick as "currentPick", clock_timestamp() as at from app_public.drafts where id = $1`,
    [draftId],
  );
  if (!rows[0]) throw new Error(`There is no draft ${draftId}`);
  return rows[0];
}
