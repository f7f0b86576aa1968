import type { Cell } from '../draft/board.ts';
import { DraftError, type DraftErrorCode } from '../draft/errors.ts';
import type { DraftSettings } from '../draft/settings.ts';
import { type Actor, actorValues } from './actor.ts';
import { callDoor } from './draft_errors.ts';
import type { Queryable } from './queryable.ts';

/** A pick somebody asks for. The pick number makes it idempotent. */
export interface ManualRequest {
  kind: 'MANUAL';
  draftId: string;
  pickNumber: number;
  playerId: number;
  actor: Actor;
  /** Takes a player who fits no seat, where no free player fits: for whoever runs the league. */
  waiveRoster?: boolean;
}

/** A pick the clock makes, decided on the draft and the team's queue as they were at those versions. */
export interface AutoRequest {
  kind: 'AUTO';
  draftId: string;
  pickNumber: number;
  playerId: number;
  version: number;
  queueVersion: number;
  strategy: string;
  reason: string;
}

/** What became of a request. Times are the database's; `version` is the number of the pick's event. */
export interface JudgedPick {
  draftId: string;
  /** returned: the clock ran out in an outage, and the team got time back instead, until `nextDeadline`. */
  outcome: 'picked' | 'repeated' | 'stale' | 'skipped' | 'refused' | 'returned';
  code: DraftErrorCode | null;
  /** What a refusal is about. */
  numbers: Record<string, unknown> | null;
  pickNumber: number;
  teamId: string | null;
  playerId: number;
  source: 'MANUAL' | 'COMMISSIONER' | 'AUTO' | 'AUTOPILOT' | null;
  version: number;
  deadline: Date | null;
  nextPick: number | null;
  nextDeadline: Date | null;
  pickedAt: Date;
}

const ACTOR = (kind: number, userId: number) => `row($${kind}::text, $${userId}::uuid)::app_private.actor`;

function requestJson(request: ManualRequest | AutoRequest) {
  if (request.kind === 'AUTO') return request;
  const { actor, ...rest } = request;
  const [actorKind, userId] = actorValues(actor);
  return { ...rest, actorKind, userId };
}

/**
 * The one door for picks. `own` is the draft that is waited for; every other one is skipped while somebody holds it.
 * Answers each request, in order; refusals are answers, not errors.
 */
export async function applyPicks(
  db: Queryable,
  requests: readonly (ManualRequest | AutoRequest)[],
  own: string | null,
): Promise<JudgedPick[]> {
  const { rows } = await callDoor(() =>
    db.query<JudgedPick>(
      `select draft_id as "draftId", outcome, code, numbers, pick_number as "pickNumber", team_id as "teamId",
              player_id as "playerId", source, version, deadline, next_pick as "nextPick",
              next_deadline as "nextDeadline", picked_at as "pickedAt"
         from app_private.apply_picks($1, $2)`,
      [JSON.stringify(requests.map(requestJson)), own],
    ),
  );
  return rows;
}

/** One pick by a person. The same request again gets the same answer. Throws a DraftError when it is refused. */
export async function applyPick(db: Queryable, request: ManualRequest): Promise<JudgedPick> {
  const [judged] = await applyPicks(db, [request], request.draftId);
  if (!judged) throw new Error('apply_picks answered nothing');
  if (judged.outcome === 'refused' && judged.code) throw new DraftError(judged.code, judged.numbers ?? {});
  return judged;
}

async function callForOne<T>(db: Queryable, call: string, values: unknown[]): Promise<T> {
  const { rows } = await callDoor(() =>
    db.query<{ answer: T }>(`select app_private.${call} as answer`, values),
  );
  const [row] = rows;
  if (!row) throw new Error(`${call} answered nothing`);
  return row.answer;
}

/** Stops the clock and keeps the time left. Answers the draft's new version. */
export function pauseDraft(db: Queryable, draftId: string, actor: Actor): Promise<number> {
  return callForOne(db, `pause_draft($1, ${ACTOR(2, 3)})`, [draftId, ...actorValues(actor)]);
}

/** Goes on with the time that was left. Answers the draft's new version. */
export function resumeDraft(db: Queryable, draftId: string, actor: Actor): Promise<number> {
  return callForOne(db, `resume_draft($1, ${ACTOR(2, 3)})`, [draftId, ...actorValues(actor)]);
}

/** Ends a draft that is not over. Answers its new version. */
export function cancelDraft(db: Queryable, draftId: string, actor: Actor): Promise<number> {
  return callForOne(db, `cancel_draft($1, ${ACTOR(2, 3)})`, [draftId, ...actorValues(actor)]);
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
  return callForOne(db, `open_draft($1, $2, $3, $4, $5, ${ACTOR(6, 7)})`, [
    draftId,
    opening.version,
    JSON.stringify(opening.cells),
    opening.limitPositions,
    opening.limitPlayers,
    ...actorValues(actor),
  ]);
}

/** Registers a person; answers their id. */
export function createUser(db: Queryable, name: string): Promise<string> {
  return callForOne(db, 'create_user($1)', [name]);
}

/** Creates a league run by the actor; answers its id. */
export function createLeague(
  db: Queryable,
  league: { name: string; teams: readonly { name: string; managerId: string | null }[] },
  actor: Actor,
): Promise<string> {
  return callForOne(db, `create_league($1, $2, ${ACTOR(3, 4)})`, [
    league.name,
    JSON.stringify(league.teams),
    ...actorValues(actor),
  ]);
}

/** A player on the way into a pool. Rank 1 is the best. */
export interface NewPlayer {
  rank: number;
  name: string;
  positions: readonly string[];
  proTeam: string | null;
  byeWeek: number | null;
}

/** Creates a pool of players, which never changes afterwards; answers its id. */
export function createPlayerPool(
  db: Queryable,
  name: string,
  players: readonly NewPlayer[],
): Promise<string> {
  return callForOne(db, 'create_pool($1, $2)', [name, JSON.stringify(players)]);
}

/** A draft that something happened to, and its version after it. */
export interface ChangedDraft {
  readonly draftId: string;
  readonly version: number;
}

/** Gives a team to another manager, or to nobody. Answers the drafts that say so with an event. */
export async function setTeamManager(
  db: Queryable,
  teamId: string,
  managerId: string | null,
  actor: Actor,
): Promise<ChangedDraft[]> {
  const { rows } = await callDoor(() =>
    db.query<ChangedDraft>(
      `select draft_id as "draftId", version from app_private.set_team_manager($1, $2, ${ACTOR(3, 4)})`,
      [teamId, managerId, ...actorValues(actor)],
    ),
  );
  return rows;
}

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

/** Creates a draft with checked settings; answers its id. */
export function createDraft(db: Queryable, draft: NewDraft, actor: Actor): Promise<string> {
  return callForOne(db, `create_draft($1, $2, $3, $4, $5, $6, ${ACTOR(7, 8)})`, [
    draft.leagueId,
    draft.poolId,
    draft.teamIds,
    JSON.stringify(draft.settings),
    draft.startsAt,
    draft.visibility,
    ...actorValues(actor),
  ]);
}

/** Replaces a team's queue, for its manager alone; answers it. */
export function setQueue(
  db: Queryable,
  draftId: string,
  teamId: string,
  playerIds: readonly number[],
  actor: Actor,
): Promise<number[]> {
  return callForOne(db, `set_queue($1, $2, $3, ${ACTOR(4, 5)})`, [
    draftId,
    teamId,
    playerIds,
    ...actorValues(actor),
  ]);
}

/** A player of a team's queue. */
export interface Wish {
  readonly draftId: string;
  readonly teamId: string;
  readonly playerId: number;
}

/** Puts a player on a queue, at a place from 1 or (null) at its end. Who is on it already goes there. Answers the list. */
export function addToQueue(
  db: Queryable,
  { draftId, teamId, playerId, place }: Wish & { readonly place: number | null },
  actor: Actor,
): Promise<number[]> {
  return callForOne(db, `add_to_queue($1, $2, $3, $4, ${ACTOR(5, 6)})`, [
    ...[draftId, teamId, playerId, place],
    ...actorValues(actor),
  ]);
}

/** Moves a player of a queue to another place, from 1. Answers the list. */
export function moveInQueue(
  db: Queryable,
  { draftId, teamId, playerId, place }: Wish & { readonly place: number },
  actor: Actor,
): Promise<number[]> {
  return callForOne(db, `move_in_queue($1, $2, $3, $4, ${ACTOR(5, 6)})`, [
    ...[draftId, teamId, playerId, place],
    ...actorValues(actor),
  ]);
}

/** Takes a player off a queue, where they are on it. Answers the list. */
export function removeFromQueue(
  db: Queryable,
  { draftId, teamId, playerId }: Wish,
  actor: Actor,
): Promise<number[]> {
  return callForOne(db, `remove_from_queue($1, $2, $3, ${ACTOR(4, 5)})`, [
    ...[draftId, teamId, playerId],
    ...actorValues(actor),
  ]);
}

/** Switches a team's autopilot; a team on the clock is picked for at once. Answers the draft's version. */
export function setAutopilot(
  db: Queryable,
  draftId: string,
  teamId: string,
  on: boolean,
  actor: Actor,
): Promise<number> {
  return callForOne(db, `set_autopilot($1, $2, $3, ${ACTOR(4, 5)})`, [
    draftId,
    teamId,
    on,
    ...actorValues(actor),
  ]);
}

/** Makes sure that a draft in progress has an alarm that can ring. */
export async function keepAlarm(db: Queryable, draftId: string): Promise<void> {
  await callForOne(db, 'keep_alarm($1)', [draftId]);
}

/** What follows a failed attempt: when the draft is tried again, or that it was paused. */
export interface FailureNoted {
  attemptCount: number;
  retryAt: Date | null;
  paused: boolean;
  /** The draft's version after it. */
  version: number;
}

/** Notes that the pick on the clock could not be made; null when that pick is over meanwhile. */
export async function recordFailure(
  db: Queryable,
  draftId: string,
  version: number,
  error: string,
): Promise<FailureNoted | null> {
  const { rows } = await callDoor(() =>
    db.query<FailureNoted>(
      `select attempt_count as "attemptCount", retry_at as "retryAt", paused, version
         from app_private.record_failure($1, $2, $3)`,
      [draftId, version, error],
    ),
  );
  return rows[0] ?? null;
}
