import {
  type AutoRequest,
  applyPicks,
  type FailureNoted,
  type JudgedPick,
  keepAlarm,
  recordFailure,
} from '../database/door.ts';
import type { Queryable } from '../database/queryable.ts';
import { type DueDraft, readDue } from '../database/reads.ts';
import { DraftError } from '../draft/errors.ts';
import { strategyNamed } from '../strategy/registry.ts';
import type { Pool, PoolCache } from './pool_cache.ts';
import { strategyContext } from './strategy_context.ts';

/** Drafts picked for in one statement. */
const BATCH = 200;
/** A draft that somebody holds for longer than this many waits is left to the retry of its job. */
const MOST_WAITS = 5;

/** What happened, told as it happens; nothing here decides anything. */
export interface TimeOutObserver {
  picked(pick: JudgedPick): void;
  failed(draftId: string, error: string, noted: FailureNoted | null): void;
}

export interface TimeOutOptions {
  pools: PoolCache;
  observer: TimeOutObserver;
  /** Ends the work after the batch under way. */
  signal?: AbortSignal;
}

/**
 * The clock of a draft ran out: picks for it, and with it for every other draft that is due. Three steps, no lock held
 * across them: read what is due, choose, apply in one statement. What another version overtook goes round again;
 * it ends only when the own draft is no longer due.
 *
 * Throws only for what is not a draft's fault: the database gone, or the draft held by somebody for seconds.
 */
export async function timeOut(db: Queryable, draftId: string, options: TimeOutOptions): Promise<void> {
  let ownPicked = false;
  let waits = 0;
  while (!options.signal?.aborted) {
    const due = await readDue(db, draftId, BATCH);
    if (due[0]?.draftId !== draftId) break;
    const requests = await choose(db, due, options);
    try {
      const answers = await applyHalving(db, requests, draftId, options);
      ownPicked ||= answers.some((answer) => answer.draftId === draftId && answer.outcome === 'picked');
    } catch (error) {
      waits += 1;
      const isHeld = error instanceof DraftError && error.code === 'DRAFT_BUSY';
      if (!isHeld || waits === MOST_WAITS) throw error;
    }
  }
  // The job that is running is about to be deleted. A pick has set the next alarm; otherwise look.
  if (!ownPicked) await keepAlarm(db, draftId);
}

async function choose(
  db: Queryable,
  due: readonly DueDraft[],
  options: TimeOutOptions,
): Promise<AutoRequest[]> {
  const requests: AutoRequest[] = [];
  for (const draft of due) {
    const pool = await options.pools.get(db, draft.poolId);
    try {
      requests.push(chooseFor(draft, pool));
    } catch (error) {
      await noteFailure(db, draft.draftId, draft.version, error, options.observer);
    }
  }
  return requests;
}

function chooseFor(draft: DueDraft, pool: Pool): AutoRequest {
  const choice = strategyNamed(draft.strategy).choose(strategyContext(draft, pool));
  if (!choice) throw new DraftError('NO_PLAYER_FITS', { pickNumber: draft.pickNumber, teamId: draft.teamId });
  const { draftId, pickNumber, version } = draft;
  return { kind: 'AUTO', draftId, pickNumber, version, ...choice };
}

/** Applies a set; when the set raises, its halves, until the culprit stands alone and is noted as failing. */
async function applyHalving(
  db: Queryable,
  requests: readonly AutoRequest[],
  own: string,
  options: TimeOutOptions,
): Promise<JudgedPick[]> {
  if (requests.length === 0) return [];
  const waitFor = requests.some((request) => request.draftId === own) ? own : null;
  try {
    const answers = await applyPicks(db, requests, waitFor);
    for (const answer of answers) {
      if (answer.outcome === 'picked') options.observer.picked(answer);
      if (answer.outcome !== 'refused') continue;
      const { version } = requests.find((request) => request.draftId === answer.draftId) ?? answer;
      const refusal = new DraftError(answer.code ?? 'DRAFT_NOT_FOUND', answer.numbers);
      await noteFailure(db, answer.draftId, version, refusal, options.observer);
    }
    return answers;
  } catch (error) {
    if (!isFaultOfARequest(error)) throw error;
    const [request] = requests;
    if (request && requests.length === 1) {
      await noteFailure(db, request.draftId, request.version, error, options.observer);
      return [];
    }
    const half = Math.ceil(requests.length / 2);
    const first = await applyHalving(db, requests.slice(0, half), own, options);
    return [...first, ...(await applyHalving(db, requests.slice(half), own, options))];
  }
}

/**
 * Whether the database refused the content of a set. A lost connection, a server that shuts down or a lock that
 * somebody holds would fail each half in the same way. Classes: 22 data, 23 constraint, P0 raised, DR ours.
 */
function isFaultOfARequest(error: unknown): boolean {
  if (error instanceof DraftError) return error.code !== 'DRAFT_BUSY';
  return error instanceof Error && 'code' in error && /^(22|23|P0)/.test(String(error.code));
}

async function noteFailure(
  db: Queryable,
  draftId: string,
  version: number,
  error: unknown,
  observer: TimeOutObserver,
): Promise<void> {
  const reason =
    error instanceof DraftError
      ? `${error.code}: ${error.message}`
      : String(error instanceof Error ? error.message : error);
  observer.failed(draftId, reason, await recordFailure(db, draftId, version, reason));
}
