import { instantText } from '../draft/instant_text.ts';
import type { Actor } from './actor.ts';
import { call } from './call.ts';
import { explainConnectionError } from './connection_errors.ts';
import { MOST_COUNTED, MOST_CURSORS } from './counted.ts';
import type { Queryable } from './queryable.ts';

/** So many drafts of each kind are listed one by one. */
const MOST_TOLD = 5;
/** A job is done within milliseconds; one that is locked for longer belongs to a worker process that hangs or died. */
const LOCKED_LONG_SECONDS = 60;
const LIMITS = [MOST_COUNTED, MOST_TOLD, LOCKED_LONG_SECONDS, MOST_CURSORS] as const;

/** A worker process as the database knows it; ages in seconds. */
export interface WorkerStatus {
  readonly number: number;
  readonly name: string;
  readonly pool: string;
  readonly registeredFor: number;
  /** Since it last asked what is due. */
  readonly silentFor: number;
  /** Whether it holds its advisory lock: its connection is there. */
  readonly holdsLock: boolean;
  /** For how long its alarm has failed at what it does, and what that is; null: it does not fail. */
  readonly failingFor: number | null;
  readonly failure: string | null;
  /** An operator has taken it out of the shared work. */
  readonly isDrained: boolean;
}

/** A draft in progress that should have been picked for, and what has become of its alarm. */
export interface OverdueDraft {
  readonly id: string;
  readonly overdueFor: number;
  /** Whether there is a job for it at all. */
  readonly hasJob: boolean;
  /** The pool of workers that has locked the job, and for how long; null: it is not locked. */
  readonly lockedBy: string | null;
  readonly lockedFor: number | null;
}

/** A draft that could not be picked for. */
export interface FailingDraft {
  readonly id: string;
  readonly isPaused: boolean;
  readonly attempts: number;
  readonly error: string;
  /** Seconds until it is tried again; null while paused. */
  readonly retryIn: number | null;
}

/** What the database knows about the service right now. Ages and durations are seconds on the database's clock. */
export interface StatusFacts {
  /** The database's time: an ISO text. */
  readonly at: string;
  readonly database: string;
  readonly server: {
    readonly upFor: number;
    /** A standby, which accepts no writes. */
    readonly isStandby: boolean;
    /** New transactions are read-only by a setting. */
    readonly isReadOnly: boolean;
  };
  readonly pulse: {
    /** Since a worker process last kept the time; null when none ever did. */
    readonly silentFor: number | null;
    /** The last outage: an ISO text, and for how long it lasted; null when there was none. */
    readonly outageBegan: string | null;
    readonly outageLasted: number | null;
    readonly longestSilence: number;
    readonly mostReturned: number;
  };
  readonly workers: readonly WorkerStatus[];
  readonly lateness: {
    /** For how long the longest overdue draft waits; 0 when none does. */
    readonly longest: number;
    readonly over100ms: number;
    readonly over1s: number;
    readonly longestOverdue: readonly OverdueDraft[];
    /** Until the next draft is due; null when nothing runs. */
    readonly nextIn: number | null;
  };
  /** Picks that the clock made within thirty days, and how many of them were more than 100 ms late; and those since the hour before last. */
  readonly punctuality: {
    readonly picks: number;
    readonly late: number;
    readonly picksLately: number;
    readonly lateLately: number;
  };
  /** Each up to MOST_COUNTED. */
  readonly drafts: {
    readonly inProgress: number;
    /** Of those in progress: they wait for a team whose clock has run out. */
    readonly inOvertime: number;
    readonly paused: number;
    /** With a time to open at. */
    readonly scheduled: number;
    /** For how long the latest of them should have been open; 0 when none should. */
    readonly opensLateBy: number;
  };
  readonly failing: {
    readonly retried: number;
    readonly paused: number;
    /** Of the paused ones: since no free player fits a roster. */
    readonly standOffs: number;
    readonly drafts: readonly FailingDraft[];
  };
  /** Jobs that are locked for more than a minute, by who locked them. */
  readonly longLocks: readonly { readonly pool: string; readonly jobs: number; readonly longest: number }[];
  readonly connections: {
    readonly used: number;
    /** What ordinary users may have. */
    readonly most: number;
    /** By what a program of ours is called; null: programs of others. */
    readonly byProgram: readonly { readonly name: string | null; readonly count: number }[];
  };
  /** Telling other systems. */
  readonly outbox: {
    /** Endpoints that are switched on. */
    readonly endpoints: number;
    /** Of those: the circuit breaker keeps deliveries from them; and for how long the longest has failed, 0 when none does. */
    readonly failing: number;
    readonly failingFor: number;
    /** For how long the oldest event waits that could be sent; 0: none does. */
    readonly age: number;
    /** Events that were given up, up to MOST_COUNTED. */
    readonly deadLetters: number;
  };
  /** Hearing other systems. */
  readonly inbox: {
    /** For how long the oldest message waits to be handled; 0: none does. */
    readonly age: number;
  };
  /** How long the database took to answer a question that costs nothing. */
  readonly answeredIn: number;
}

/**
 * Reads what an operator on call has to know. It uses indexes where there are many drafts; only the locked jobs are looked
 * for in all of them (25 ms with 100,000).
 * @throws ConnectionError where the server cannot be asked; otherwise what pg throws
 */
export async function readStatus(db: Queryable, url: string): Promise<StatusFacts> {
  try {
    // The first one waits for the connection.
    await db.query('select');
    const askedAt = performance.now();
    await db.query('select');
    const answeredIn = (performance.now() - askedAt) / 1_000;
    const facts = (await call(db, 'read_service', [...LIMITS])) as Omit<StatusFacts, 'answeredIn'>;
    return { ...facts, at: instantText(facts.at), answeredIn };
  } catch (error) {
    throw explainConnectionError(error, url) ?? error;
  }
}

/** The same for an operator, through the API. Throws a DraftError (NOT_OPERATOR) for anybody else. */
export async function readStatusAs(db: Queryable, actor: Actor): Promise<StatusFacts> {
  const askedAt = performance.now();
  await db.query('select');
  const answeredIn = (performance.now() - askedAt) / 1_000;
  const facts = (await call(db, 'read_service_as', [...LIMITS, actor])) as Omit<StatusFacts, 'answeredIn'>;
  return { ...facts, answeredIn };
}
