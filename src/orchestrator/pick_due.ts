import {
  type AutoRequest,
  applyPicks,
  type FailureNoted,
  type JudgedPick,
  recordFailure,
} from '../database/door.ts';
import type { Queryable } from '../database/queryable.ts';
import type { DueDraft } from '../database/reads.ts';
import { DraftError } from '../draft/errors.ts';
import { strategyNamed } from '../strategy/registry.ts';
import type { Pool, PoolCache } from './pool_cache.ts';
import { strategyContext } from './strategy_context.ts';

/** Drafts picked for in one statement. */
export const BATCH = 200;

/** What happened, told as it happens; nothing here decides anything. */
export interface TimeOutObserver {
  picked(pick: JudgedPick): void;
  failed(draftId: string, error: string, noted: FailureNoted | null): void;
}

/** What picking needs besides the drafts. */
export interface PickDueOptions {
  pools: PoolCache;
  observer: TimeOutObserver;
}

/**
 * Picks for drafts that are due: strategies choose, one statement applies. `own` is waited for; every other draft is skipped
 * while somebody holds it. A draft that fails is noted and waits alone. Answers what became of each choice.
 */
export async function pickDue(
  db: Queryable,
  due: readonly DueDraft[],
  own: string | null,
  options: PickDueOptions,
): Promise<JudgedPick[]> {
  return applyHalving(db, await choose(db, due, options), own, options);
}

async function choose(
  db: Queryable,
  due: readonly DueDraft[],
  options: PickDueOptions,
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
  own: string | null,
  options: PickDueOptions,
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
