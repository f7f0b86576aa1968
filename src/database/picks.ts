import { DraftError, type DraftErrorCode } from '../draft/errors.ts';
import type { PickSource } from '../draft/event_kinds.ts';
import { withInstantTexts } from '../draft/instant_text.ts';
import type { Actor } from './actor.ts';
import { call, rowsOf } from './call.ts';
import type { Queryable } from './queryable.ts';

/** A pick that a person requests. The pick number makes it idempotent. */
export interface ManualRequest {
  kind: 'MANUAL';
  draftId: string;
  pickNumber: number;
  playerId: number;
  actor: Actor;
  /** Takes a player who fits no seat, where no free player fits. For the commissioner and operators. */
  waiveRoster?: boolean;
  /** What to say to it, shown with the event. For the commissioner and operators. */
  note?: string | null;
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
  /** Public. */
  reason: string;
  /** What the team alone may read besides; null: nothing. */
  privateReason: string | null;
}

/** What became of a request. Times are the database's; `version` is the number of the pick's event. */
export interface JudgedPick {
  draftId: string;
  /**
   * skipped: somebody held the draft. What the clock did instead of picking: returned (it ran out in an outage, and the team got time back),
   * passed (the cell is passed over), waiting (the team stays on the clock), paused (a planned pause came first).
   */
  outcome:
    | 'picked'
    | 'repeated'
    | 'stale'
    | 'skipped'
    | 'refused'
    | 'returned'
    | 'passed'
    | 'waiting'
    | 'paused';
  code: DraftErrorCode | null;
  /** What a refusal is about. */
  numbers: Record<string, unknown> | null;
  pickNumber: number;
  teamId: string | null;
  playerId: number;
  source: PickSource | null;
  version: number;
  deadline: Date | null;
  nextPick: number | null;
  /** When the draft's alarm rings next; null where none does. */
  nextDeadline: Date | null;
  pickedAt: Date;
}

const JUDGED = [
  ...(['draftId', 'outcome', 'code', 'numbers', 'pickNumber', 'teamId', 'playerId', 'source'] as const),
  ...(['version', 'deadline', 'nextPick', 'nextDeadline', 'pickedAt'] as const),
] as const;
const APPLY_PICK = rowsOf('apply_pick', { columns: JUDGED }).as<JudgedPick>();
const APPLY_PICKS = rowsOf('apply_picks', { columns: JUDGED }).as<JudgedPick>();

/** Once the database has them as lists, element i of each belongs to choice i. */
function inLists(choices: readonly AutoRequest[]) {
  const list = <Key extends keyof AutoRequest>(key: Key) => choices.map((choice) => choice[key]);
  return [
    ...([list('draftId'), list('version'), list('pickNumber'), list('playerId')] as const),
    ...([list('queueVersion'), list('strategy'), list('reason'), list('privateReason')] as const),
  ] as const;
}

/**
 * What became of a choice: as of a request, or `judge`: nothing yet, `applyPicks` has to be asked, since something else than a pick may be
 * due.
 */
export type AppliedChoice = Omit<JudgedPick, 'outcome'> & {
  outcome: 'picked' | 'stale' | 'skipped' | 'judge';
};

const APPLY_CHOICES = rowsOf('apply_choices').as<
  Pick<
    AppliedChoice,
    'outcome' | 'teamId' | 'source' | 'deadline' | 'nextPick' | 'nextDeadline' | 'pickedAt'
  > & {
    place: number;
  }
>();

/**
 * Picks of the clock for drafts that nothing changed since the choices were made: they are carried out without being judged again, and
 * whatever else became of a choice is answered. At most one choice a draft. `own` as in `applyPicks`. Answers each choice, in order.
 * Throws where a constraint is violated: then nothing of the set was applied.
 */
export async function applyChoices(
  db: Queryable,
  choices: readonly AutoRequest[],
  own: string | null,
): Promise<AppliedChoice[]> {
  const answers: AppliedChoice[] = [];
  for (const { place, ...applied } of await APPLY_CHOICES.all(db, [...inLists(choices), own])) {
    const choice = choices[place - 1];
    if (!choice) throw new Error(`apply_choices answered place ${place} of ${choices.length}`);
    const { draftId, pickNumber, playerId } = choice;
    const version = applied.outcome === 'picked' ? choice.version + 1 : choice.version;
    answers[place - 1] = { ...applied, draftId, pickNumber, playerId, version, code: null, numbers: null };
  }
  return answers;
}

/**
 * Picks of the clock that are judged. `own` is the draft that is waited for; every other one is skipped while
 * somebody holds it. Answers each request, in order; refusals are answers, not errors.
 */
export function applyPicks(
  db: Queryable,
  requests: readonly AutoRequest[],
  own: string | null,
): Promise<JudgedPick[]> {
  return APPLY_PICKS.all(db, [requests, own]);
}

/** One pick by a person. The same request again gets the same answer. Throws a DraftError when it is refused. */
export async function applyPick(
  db: Queryable,
  { draftId, pickNumber, playerId, waiveRoster = false, note = null, actor }: ManualRequest,
): Promise<JudgedPick> {
  const judged = await APPLY_PICK.one(db, [draftId, pickNumber, playerId, waiveRoster, note, actor]);
  if (judged.outcome === 'refused' && judged.code)
    throw new DraftError(judged.code, withInstantTexts(judged.numbers ?? {}));
  return judged;
}

/** Passes over the pick on the clock. Answers the draft's version. */
export function skipPick(
  db: Queryable,
  draftId: string,
  pickNumber: number,
  actor: Actor,
  note: string | null = null,
): Promise<number> {
  return call(db, 'skip_pick', [draftId, pickNumber, actor, note]);
}

/** What follows a failed attempt: when the draft is tried again, or that it was paused. */
export interface FailureNoted {
  attemptCount: number;
  retryAt: Date | null;
  paused: boolean;
  /** The draft's version after it. */
  version: number;
}

const RECORD_FAILURE = rowsOf('record_failure').as<FailureNoted>();

/** Notes that the pick on the clock could not be made; null when that pick is over meanwhile. */
export function recordFailure(
  db: Queryable,
  draftId: string,
  version: number,
  error: string,
): Promise<FailureNoted | null> {
  return RECORD_FAILURE.first(db, [draftId, version, error]);
}

/** A ranking, and how often its players were replaced by then. */
export type RankingAt = [id: string, version: number];

/**
 * A team of a draft as its choices need it: its id, its strategy, how often what is private to it changed (its queue, its strategy, a ranking
 * of its manager), the queue, the ranking that counts, and what was set for the strategy, as JSON; null: nothing.
 */
export type Seat = [
  teamId: string,
  strategy: string,
  queueVersion: number,
  queue: number[],
  ranking: RankingAt | null,
  options: string | null,
];

/** A draft in progress, with what strategies need to choose for the team on the clock and for those after it. */
export interface DraftContext {
  draftId: string;
  version: number;
  /** For how many milliseconds the clock had run out when this was read; negative while it runs. */
  overdueMs: number;
  /** Null in overtime, when nothing is due. */
  dueAt: Date | null;
  poolId: string;
  currentPick: number;
  /** As JSON: most drafts have those of another. */
  rosterSlots: string;
  /** Roster limits with commas, element i of each: the positions as bits of the pool, and how many players. */
  limitPositions: string;
  limitPlayers: string;
  /** With commas, by pick number from 1: the player, nothing for an open cell; and the place of its team in `seats`. */
  players: string;
  owners: string;
  seats: Seat[];
  /** The number of the pool's news (see PlayerPool). */
  poolVersion: number;
  /** The seed of a preview; null where it is none. */
  previewSeed: number | null;
}

/** A draft whose clock runs, and until when. */
export type RunningDraft = Pick<DraftContext, 'draftId'> & { dueAt: Date };

/** Of a draft whose clock runs only the deadline was read. */
type RunningRow = { [Column in keyof DraftContext]: DraftContext[Column] | null } & Pick<
  DraftContext,
  'draftId'
>;

/** What is read of a context: all that there is, but for what processes of 0.2.0 alone read. */
export const CONTEXT = {
  columns: [
    ...(['draftId', 'version', 'overdueMs', 'dueAt', 'poolId', 'currentPick', 'rosterSlots'] as const),
    ...([
      'limitPositions',
      'limitPlayers',
      'players',
      'owners',
      'seats',
      'poolVersion',
      'previewSeed',
    ] as const),
  ],
};
const READ_CONTEXTS = rowsOf('read_contexts', CONTEXT).as<DraftContext>();
const READ_CONTEXTS_OF_DUE = rowsOf('read_contexts', CONTEXT).as<RunningRow>();
const READ_DUE = rowsOf('read_due', CONTEXT).as<DraftContext>();

/** Those of the drafts that are in progress. One read, no locks. */
export function readContexts(db: Queryable, draftIds: readonly string[]): Promise<DraftContext[]> {
  return READ_CONTEXTS.all(db, [draftIds, false, false]);
}

/** Those of the drafts that are in progress and due; of the others in progress until when they run. One read, no locks. */
export async function readContextsOfDue(
  db: Queryable,
  draftIds: readonly string[],
): Promise<{ due: DraftContext[]; running: RunningDraft[] }> {
  const rows = await READ_CONTEXTS_OF_DUE.all(db, [draftIds, true, false]);
  return {
    due: rows.filter((row): row is DraftContext => row.players !== null),
    // In overtime no clock runs.
    running: rows.flatMap(({ draftId, players, dueAt }) =>
      players === null && dueAt !== null ? [{ draftId, dueAt }] : [],
    ),
  };
}

/**
 * The own draft, when it is due, and at most so many others that have been due for so many milliseconds, the longest due
 * first. One read, no locks.
 */
export function readDue(
  db: Queryable,
  own: string | null,
  most: number,
  waitedMs: number,
): Promise<DraftContext[]> {
  return READ_DUE.all(db, [own, most, waitedMs]);
}

/** A cell of the board. */
export interface BoardCell {
  pickNumber: number;
  round: number;
  slot: number;
  teamId: string;
  playerId: number | null;
  source: PickSource | null;
  strategy: string | null;
}

/** The board of a draft, by pick number. */
export async function readBoard(db: Queryable, draftId: string): Promise<BoardCell[]> {
  const { rows } = await db.query<BoardCell>(
    `select pick_number as "pickNumber", round, slot, team_id as "teamId", player_id as "playerId", source, strategy
       from app_public.picks where draft_id = $1 order by pick_number`,
    [draftId],
  );
  return rows;
}
