import { type AutoRequest, applyChoices, applyPicks, type JudgedPick } from '../database/picks.ts';
import type { Queryable } from '../database/queryable.ts';
import { DraftError } from '../draft/errors.ts';

/** A draft that could not be picked for, at the version that was tried. */
export interface Failure {
  readonly draftId: string;
  readonly version: number;
  readonly error: unknown;
}

/** What became of each choice, and of those that failed. */
export interface AppliedSet {
  readonly answers: JudgedPick[];
  readonly failures: Failure[];
}

/** Applies requests of which no two are of one draft, and waits for the lock of `own`. */
type Apply = (db: Queryable, requests: readonly AutoRequest[], own: string | null) => Promise<JudgedPick[]>;

/**
 * Applies choices of different drafts as one set that is not judged again, and one by one whatever needs to be judged. A set that violates a
 * constraint is applied in halves, down to the culprit, which is judged: the verdict says what is wrong.
 */
export async function applySet(
  db: Queryable,
  choices: readonly AutoRequest[],
  own: string | null,
): Promise<AppliedSet> {
  const set: AppliedSet = { answers: [], failures: [] };
  const judged: AutoRequest[] = [];
  for (const culprit of await applyHalving(db, choices, own, set, unjudged(judged)))
    judged.push(culprit.request);
  for (const { request, error } of await applyHalving(db, judged, own, set, applyPicks)) {
    set.failures.push({ draftId: request.draftId, version: request.version, error });
  }
  return set;
}

/** Applies without judging; what has to be judged is added to that list. */
function unjudged(judged: AutoRequest[]): Apply {
  return async (db, requests, own) => {
    const answers: JudgedPick[] = [];
    for (const [place, answer] of (await applyChoices(db, requests, own)).entries()) {
      const { outcome } = answer;
      const request = requests[place];
      if (outcome !== 'judge') answers.push({ ...answer, outcome });
      else if (request) judged.push(request);
    }
    return answers;
  };
}

interface Culprit {
  readonly request: AutoRequest;
  readonly error: unknown;
}

/** Applies a set; when the set raises, its halves. Answers the culprits: those that raise alone. */
async function applyHalving(
  db: Queryable,
  requests: readonly AutoRequest[],
  own: string | null,
  set: AppliedSet,
  apply: Apply,
): Promise<Culprit[]> {
  if (requests.length === 0) return [];
  const waitFor = requests.some((request) => request.draftId === own) ? own : null;
  try {
    set.answers.push(...(await apply(db, requests, waitFor)));
    return [];
  } catch (error) {
    if (!isFaultOfARequest(error)) throw error;
    const [request] = requests;
    if (request && requests.length === 1) return [{ request, error }];
    const half = Math.ceil(requests.length / 2);
    const first = await applyHalving(db, requests.slice(0, half), own, set, apply);
    return [...first, ...(await applyHalving(db, requests.slice(half), own, set, apply))];
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
