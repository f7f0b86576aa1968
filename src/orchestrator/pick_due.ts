import { type AutoRequest, type FailureNoted, type JudgedPick, recordFailure } from '../database/picks.ts';
import type { Queryable } from '../database/queryable.ts';
import { DraftError } from '../draft/errors.ts';
import { strategyNamed } from '../strategy/registry.ts';
import type { Strategy } from '../strategy/strategy.ts';
import type { AlarmDoing, Stage } from '../telemetry/signals.ts';
import { openSpan, type SpanAbout } from '../telemetry/spans.ts';
import { applySet, type Failure } from './apply_set.ts';
import { choosePick } from './choose_pick.ts';
import type { Deliberation, Deliberations } from './deliberations.ts';
import type { DraftMemory } from './draft_memory.ts';
import type { WarmDraft } from './warm_draft.ts';

const CHOOSE: SpanAbout = { name: 'choose' };

/** What happened, told as it happens; nothing here decides anything. */
export interface TimeOutObserver {
  picked(pick: JudgedPick): void;
  /** The clock ran out in an outage, so the team got time back instead. */
  timeReturned(pick: JudgedPick): void;
  /** By the rules of time the clock did something else than pick: the outcome says what. */
  acted(pick: JudgedPick): void;
  failed(draftId: string, error: string, noted: FailureNoted | null): void;
  /** A team's strategy could not be used, and the best player left was taken. */
  fellBack(draftId: string, strategy: string, objection: string): void;
  /** A stage took so many milliseconds for so many drafts. */
  measured?(stage: Stage, ms: number, drafts: number): void;
  /** The precise alarm failed at something as a whole, and not for one draft's fault. */
  alarmFailed?(doing: AlarmDoing): void;
}

/** What picking needs besides the drafts. */
export interface PickDueOptions {
  memory: DraftMemory;
  observer: TimeOutObserver;
  /** Finds a strategy by its name; those of the registry unless told. */
  strategyNamed?: (name: string) => Strategy;
  /** Asks strategies that are waited for; there are none unless told. */
  deliberations?: Deliberations;
}

/** What became of each choice, and the drafts that failed: for the caller to note, once the others are done. */
export interface PickedDue {
  readonly answers: JudgedPick[];
  readonly failures: Failure[];
  /** The drafts that were left out since their strategies are still choosing. */
  readonly deliberating: Deliberation[];
}

/**
 * Picks for drafts that are due: strategies choose, one statement applies. `own` is waited for; every other draft is skipped
 * while somebody holds it. What was remembered of the drafts is brought up to what was answered.
 */
export async function pickDue(
  db: Queryable,
  due: readonly WarmDraft[],
  own: string | null,
  options: PickDueOptions,
): Promise<PickedDue> {
  const failures: Failure[] = [];
  const choices: AutoRequest[] = [];
  const deliberating: Deliberation[] = [];
  const { memory, observer } = options;
  const startedAt = performance.now();
  const choosing = openSpan(CHOOSE);
  for (const draft of due) {
    try {
      const pool = await memory.pools.get(db, draft.poolId);
      const external = options.deliberations?.of(draft, pool) ?? null;
      if (external !== null && 'answered' in external) {
        deliberating.push(external);
        continue;
      }
      const named = external === null ? (options.strategyNamed ?? strategyNamed) : () => external;
      choices.push(choosePick(draft, pool, named, observer.fellBack));
    } catch (error) {
      failures.push({ draftId: draft.draftId, version: draft.version, error });
    }
  }
  choosing?.set({ 'draft.count': due.length });
  choosing?.end();
  const chosenAt = performance.now();
  const applied = await applySet(db, choices, own);
  const { answers } = applied;
  failures.push(...applied.failures);
  observer.measured?.('choose', chosenAt - startedAt, due.length);
  observer.measured?.('apply', performance.now() - chosenAt, choices.length);
  for (const answer of answers) {
    if (answer.outcome === 'picked') {
      memory.picked(answer);
      observer.picked(answer);
    }
    if (answer.outcome === 'returned') observer.timeReturned(answer);
    if (hasActed(answer)) observer.acted(answer);
    const isGone = answer.code === 'DRAFT_NOT_FOUND';
    const isChanged = answer.outcome === 'stale' || answer.outcome === 'returned' || hasActed(answer);
    if (isChanged || isGone) memory.forget(answer.draftId);
    if (answer.outcome === 'refused' && !isGone) failures.push(refusal(answer));
  }
  for (const { draftId } of failures) memory.forget(draftId);
  return { answers, failures, deliberating };
}

/** Whether the clock did something else than pick, by the rules of time of the draft. */
function hasActed({ outcome }: JudgedPick): boolean {
  return outcome === 'passed' || outcome === 'waiting' || outcome === 'paused';
}

/** Whether the clock did what was due: the alarm of what comes next is set, where there is one. */
export function isDone(answer: JudgedPick): boolean {
  return answer.outcome === 'picked' || answer.outcome === 'returned' || hasActed(answer);
}

function refusal({ draftId, version, code, numbers }: JudgedPick): Failure {
  return { draftId, version, error: new DraftError(code ?? 'DRAFT_NOT_FOUND', numbers ?? {}) };
}

/** Writes a failure down, so that the draft is tried again later, or paused after too many attempts. */
export async function noteFailure(
  db: Queryable,
  { draftId, version, error }: Failure,
  observer: TimeOutObserver,
): Promise<void> {
  const reason =
    error instanceof DraftError
      ? `${error.code}: ${error.message}`
      : String(error instanceof Error ? error.message : error);
  observer.failed(draftId, reason, await recordFailure(db, draftId, version, reason));
}
