import { MOST_COUNTED } from '../database/counted.ts';
import type { StatusFacts } from '../database/status.ts';
import { stateOf, type WorkerState } from '../database/worker_state.ts';
import { cut, duration, oneLine, plural } from './words.ts';

/** Other processes notice within seconds that one died, but not within the first 15 s after the server's start. */
const TAKEN_OVER_WITHIN_SECONDS = 30;
/** Many deadlines at one instant, or a restart of the database, are over by then. */
const LATE_AFTER_SECONDS = 10;
/** Characters of an error that are shown. */
const FAILURE_WIDTH = 200;
/** What is promised: of the clock's picks in thirty days no larger share is more than 100 ms late. */
export const LATE_SHARE = 0.001;
/** As the alert LatePicksSpendTheBudgetFast: at this rate what may be late in thirty days has been in two. */
const SPENDS_TOO_FAST = 14.4;
/** Fewer say nothing of a rate. */
const FEW_LATE = 10;
/** More drafts than this have a cause in common. */
const FEW_DRAFTS = 10;
/** Share of the connections in use above which one more process may find none. */
const CONNECTIONS_SHORT = 0.9;

/** An event is sent within a second. */
const OLD_OUTBOX_SECONDS = 60;
const OLD_INBOX_SECONDS = 60;

/** An answer to a question that costs nothing takes a millisecond or two. */
const SLOW_ANSWER_SECONDS = 0.25;

/** What the database knows, and what was found out besides. */
export interface ServiceFacts extends StatusFacts {
  /** Why the identity provider does not tell its keys; null: it does, or there is none. */
  readonly provider: string | null;
}

/** The link to a section of docs/operations.md. */
export function linkTo(section: string): string {
  return `docs/operations.md#${section}`;
}

/** A finding: something that is not as it should be. */
export interface Problem {
  /** Whether somebody has to act; else it recovers by itself, and is shown as an explanation. */
  readonly needsYou: boolean;
  /** What is true, in one sentence. */
  readonly what: string;
  /** What to do. */
  readonly advice: string;
  /** A heading of docs/operations.md, as its link spells it. */
  readonly section: string;
}

/** All findings, those that need somebody first. Empty: all is well. */
export function judge(facts: ServiceFacts): Problem[] {
  const server = [...judgeServer(facts)];
  const found = [
    ...server,
    // A database that is read-only also stops the clocks: one cause, shown once.
    ...(server.length > 0 ? [] : judgeWorkers(facts)),
    ...judgeLateness(facts),
    ...judgePunctuality(facts),
    ...judgeFailing(facts),
    ...judgeConnections(facts),
    ...judgeLocks(facts),
    ...judgeDegraded(facts),
  ];
  return [...found.filter(({ needsYou }) => needsYou), ...found.filter(({ needsYou }) => !needsYou)];
}

function* judgeServer({ server }: StatusFacts): Generator<Problem> {
  if (!server.isStandby && !server.isReadOnly) return;
  yield {
    needsYou: true,
    what: `The database is ${server.isStandby ? 'a standby' : 'read-only'}: no pick can be written.`,
    advice: server.isStandby
      ? 'Let DATABASE_URL lead to the primary.'
      : 'Allow writing again; all else follows.',
    section: 'the-database-is-read-only',
  };
}

function* judgeWorkers(facts: StatusFacts): Generator<Problem> {
  const { workers, pulse, server } = facts;
  const inState = (state: WorkerState) => workers.filter((worker) => stateOf(worker) === state);
  const hung = inState('HUNG');
  const living = workers.length - hung.length - inState('DEAD').length;
  const isSilent = pulse.silentFor === null || pulse.silentFor > pulse.longestSilence;
  if (living === 0 || isSilent) {
    yield nobodyKeepsTheTime(facts, living + hung.length);
    // When no process is left, the finding about the last ones adds nothing.
    return;
  }
  for (const { name, silentFor } of hung) {
    yield {
      needsYou: true,
      what: `Worker process ${name} hangs: connected, but silent for ${duration(silentFor)}.`,
      advice: 'End it (kill -9) and start another. The others do its work meanwhile.',
      section: 'a-worker-process-died-or-hangs',
    };
  }
  const failing = inState('FAILING');
  const isAnybodyWell = failing.length < living;
  for (const { name, failingFor, failure } of failing) {
    yield {
      needsYou: true,
      what: `Worker process ${name} has failed for ${duration(failingFor ?? 0)} to do its work: ${cut(oneLine(failure ?? ''), FAILURE_WIDTH)}`,
      advice: isAnybodyWell
        ? 'The others do its work, and it tries again by itself; where that goes on, remove the cause or start it again.'
        : 'No other does its work. It tries again by itself; where that goes on, remove the cause or start it again.',
      section: 'a-worker-process-fails',
    };
  }
  // For how long another process could have taken over: one must have run, and not only since the server's start.
  const watchedFor = Math.min(
    server.upFor,
    Math.max(...[...inState('ALIVE'), ...failing].map(({ registeredFor }) => registeredFor)),
  );
  for (const { name, silentFor } of inState('DEAD')) {
    const isRecent = Math.min(silentFor, watchedFor) < TAKEN_OVER_WITHIN_SECONDS;
    yield {
      needsYou: !isRecent,
      what: `Worker process ${name} died ${duration(silentFor)} ago.`,
      advice: isRecent
        ? 'The others take over in a moment.'
        : 'Nobody took over: read the logs of the others.',
      section: 'a-worker-process-died-or-hangs',
    };
  }
}

function nobodyKeepsTheTime({ pulse }: StatusFacts, connected: number): Problem {
  const since = pulse.silentFor === null ? '' : ` since ${duration(pulse.silentFor)}`;
  const isNobodyThere = connected === 0;
  return {
    needsYou: true,
    what: isNobodyThere
      ? `Nobody keeps the time${since}: no worker process is at work.`
      : `Nobody keeps the time${since}, though ${plural(connected, 'worker process is', 'worker processes are')} connected.`,
    advice: isNobodyThere
      ? 'Start one: draft-orchestrator worker.'
      : 'Read their logs; where they are silent as well, end them (kill -9) and start others.',
    section: 'nobody-keeps-the-time',
  };
}

function* judgePunctuality({ punctuality: { picksLately, lateLately } }: StatusFacts): Generator<Problem> {
  if (lateLately < FEW_LATE || lateLately < picksLately * LATE_SHARE * SPENDS_TOO_FAST) return;
  yield {
    needsYou: true,
    what: `${plural(lateLately, 'pick', 'picks')} of the clock in the last hour or two were more than 0.1 s late, of ${picksLately.toLocaleString('en-US')}.`,
    advice: 'Find out what is slow: the database, the workers, or the way between them.',
    section: 'picks-are-late',
  };
}

function* judgeLateness({ lateness, drafts }: StatusFacts): Generator<Problem> {
  if (lateness.over1s > 0) {
    const areMany = lateness.over1s > FEW_DRAFTS;
    yield {
      needsYou: lateness.longest > LATE_AFTER_SECONDS,
      what: `${atLeast(lateness.over1s, 'draft is', 'drafts are')} overdue, the longest for ${duration(lateness.longest)}.`,
      advice: areMany ? 'Read in the logs of the workers what fails.' : 'See who has their alarms, below.',
      section: areMany ? 'picks-are-late' : 'a-draft-stands-still',
    };
  }
  if (drafts.opensLateBy > LATE_AFTER_SECONDS) {
    yield {
      needsYou: true,
      what: `A draft should have opened ${duration(drafts.opensLateBy)} ago.`,
      advice: 'Read why in the logs of the workers.',
      section: 'a-draft-does-not-open',
    };
  }
}

function* judgeFailing({ failing }: StatusFacts): Generator<Problem> {
  if (failing.standOffs > 0) {
    yield {
      needsYou: true,
      what: `${atLeast(failing.standOffs, 'draft was', 'drafts were')} paused: no free player fits the roster on the clock.`,
      advice: 'Its commissioner takes any player for the pick: makePick with waiveRoster.',
      section: 'no-free-player-fits-a-roster',
    };
  }
  const failed = failing.paused - failing.standOffs;
  if (failed > 0) {
    yield {
      needsYou: true,
      what: `${atLeast(failed, 'draft was', 'drafts were')} paused as failing.`,
      advice: 'Read the error below, remove its cause, resume.',
      section: 'a-draft-was-paused-as-failing',
    };
  }
  if (failing.retried > 0) {
    yield {
      needsYou: false,
      what: `${atLeast(failing.retried, 'draft fails and is', 'drafts fail and are')} tried again.`,
      advice: 'After eight attempts it is paused; the error is below.',
      section: 'a-draft-was-paused-as-failing',
    };
  }
}

function* judgeConnections({ connections: { used, most } }: StatusFacts): Generator<Problem> {
  if (used < most * CONNECTIONS_SHORT) return;
  yield {
    needsYou: true,
    what: `${used} of ${most} connections to the database are taken.`,
    advice: 'Raise max_connections, or run fewer processes.',
    section: 'the-database-refuses-connections',
  };
}

function* judgeLocks({ longLocks, workers }: StatusFacts): Generator<Problem> {
  for (const { pool, jobs, longest } of longLocks) {
    const owner = workers.find((worker) => worker.pool === pool);
    yield {
      needsYou: false,
      what: `${plural(jobs, 'job is', 'jobs are')} locked for up to ${duration(longest)}, by ${owner?.name ?? 'nobody known'}.`,
      advice: 'No draft waits for it: alarms are set anew.',
      section: 'a-draft-stands-still',
    };
  }
}

/** What the service goes on without: no clock waits for any of it. */
function* judgeDegraded(facts: ServiceFacts): Generator<Problem> {
  const { outbox, inbox, connections, workers, answeredIn, provider } = facts;
  const isConnected = (program: string) => connections.byProgram.some(({ name }) => name === program);
  const isAnybodyAlive = workers.some(
    (worker) => stateOf(worker) === 'ALIVE' || stateOf(worker) === 'REGISTERING',
  );
  if (isAnybodyAlive && outbox.endpoints > 0 && !isConnected('relay')) {
    yield {
      needsYou: true,
      what: `Nobody delivers events to other systems: ${plural(outbox.endpoints, 'endpoint waits', 'endpoints wait')}.`,
      advice:
        'Start a process that does: draft-orchestrator worker, or worker --only relay. Nothing is lost.',
      section: 'events-do-not-reach-another-system',
    };
  }
  if (outbox.age > OLD_OUTBOX_SECONDS) {
    yield {
      needsYou: false,
      what: `An event waits for ${duration(outbox.age)} to be sent to another system.`,
      advice:
        'Relays work it off; where that goes on, start more of them: draft-orchestrator worker --only relay.',
      section: 'events-do-not-reach-another-system',
    };
  }
  if (outbox.deadLetters > 0) {
    yield {
      needsYou: false,
      what: `${atLeast(outbox.deadLetters, 'event was', 'events were')} given up, and wait to be replayed or dropped.`,
      advice: 'Whoever runs the endpoint corrects it; then replayDeadLetters.',
      section: 'events-do-not-reach-another-system',
    };
  }
  if (outbox.failing > 0) {
    yield {
      needsYou: false,
      what: `${plural(outbox.failing, 'endpoint takes', 'endpoints take')} no events, the longest for ${duration(outbox.failingFor)}.`,
      advice:
        'They are tried again and again, and get what they missed; whoever runs them reads why in lastError.',
      section: 'events-do-not-reach-another-system',
    };
  }
  if (inbox.age > OLD_INBOX_SECONDS) {
    yield {
      needsYou: !isConnected('relay'),
      what: `A message of another system waits for ${duration(inbox.age)} to be handled.`,
      advice:
        'Workers do that, but for those with --only clock; where one fails, their log says why (handle_messages).',
      section: 'messages-of-other-systems-wait',
    };
  }
  if (isAnybodyAlive && !isConnected('events')) {
    yield {
      needsYou: false,
      what: 'No process listens for changes (NOTIFY): each is noticed up to a second later.',
      advice: 'They connect again by themselves; where that goes on, read why in their logs.',
      section: 'live-updates-come-late',
    };
  }
  if (answeredIn > SLOW_ANSWER_SECONDS) {
    yield {
      needsYou: false,
      what: `The database is slow: it took ${duration(answeredIn)} to answer nothing.`,
      advice: 'Picks are as late as it is slow. Look at its machine, its disk and the network.',
      section: 'degraded-mode',
    };
  }
  if (provider !== null) {
    yield {
      needsYou: true,
      what: `The identity provider does not tell its keys: ${cut(oneLine(provider), FAILURE_WIDTH)}`,
      advice: 'Who is known by its last keys goes on; nobody can sign in with new ones.',
      section: 'people-are-refused',
    };
  }
}

function atLeast(count: number, one: string, many: string): string {
  return count >= MOST_COUNTED ? `At least ${plural(count, one, many)}` : plural(count, one, many);
}
