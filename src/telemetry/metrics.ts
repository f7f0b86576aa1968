import { setTimeout as sleep } from 'node:timers/promises';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { type Backlog, backlogGauges, type MakeGauge } from './backlog.ts';
import { degraded, PARTS } from './degraded.ts';
import { poolGauges } from './pools.ts';
import { type RequestMetrics, requestMetrics } from './request_metrics.ts';
import { DOINGS, type Signals, STAGES } from './signals.ts';

const PREFIX = 'draft_orchestrator_';
const LATENESS_SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
const STAGE_SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5];
const DELIVERY_SECONDS = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5, 30, 300, 3_600];
const BATCH_SIZES = [1, 2, 5, 10, 25, 50, 100, 250];
const ACTS = ['passed', 'waiting', 'paused'];

/** Limit for the backlog query of a scrape. Prometheus waits ten seconds by default, and scrapes matter most when the database is slow. */
const BACKLOG_WITHIN_MS = 2_000;

/** Signals that are counted as they are told. */
type Counted = Pick<
  Signals,
  'measured' | 'alarmFailed' | 'followers' | 'resynced' | 'newsRead' | 'delivered' | 'replicaLag' | 'readFrom'
>;

/** Counts the work of a process. Each call costs a microsecond or less, and none of them ever throws. */
export interface Metrics extends Counted, RequestMetrics {
  /** A pick was made; `latenessMs` where it was due at a time, else null. */
  picked(source: string, latenessMs: number | null): void;
  /** A clock ran out in an outage, and its team got time back. */
  timeReturned(): void;
  /** By its rules of time a draft did something else at a deadline than pick: passed, waiting or paused. */
  acted(act: string): void;
  /** A draft could not be picked for, and may have been paused for it. */
  failed(paused: boolean): void;
  /** A team's strategy could not be used. */
  fellBack(strategy: string): void;
  /** Whether the last tick was answered at most so many milliseconds ago. */
  tickedWithin(ms: number): boolean;
  /** Whether another version of this program has migrated the database since this process began. */
  schemaChanged(hasChanged: boolean): void;
  /** Sets how a scrape reads the backlog of the database; without it a scrape has no such gauges. */
  readBacklogWith(read: () => Promise<Backlog>): void;
  /** Begins with 0 what may be counted, by sources of picks and by kinds of endpoints; as {@link RequestMetrics.expectOperations}. */
  expects(values: { readonly sources?: readonly string[]; readonly kinds?: readonly string[] }): void;
  /** Begins to measure the process itself: memory, event loop, garbage collection. Called once, and only where metrics are served. */
  watchProcess(): void;
  /**
   * Everything so far in Prometheus's text format. It comes without the backlog where that cannot be read in time.
   * @param onUnread is called with the cause
   */
  text(onUnread: (error: unknown) => void): Promise<string>;
  /** The content type of that text. */
  readonly contentType: string;
}

/** New metrics, all at 0. docs/metrics.md has their help texts as well; a test compares. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  const named = (name: string, help: string) => ({ name: PREFIX + name, help, registers: [registry] });
  const counter = (name: string, help: string) => new Counter(named(name, help));
  const gauge: MakeGauge = (name, help, label) =>
    new Gauge({ ...named(name, help), labelNames: label === undefined ? [] : [label] });

  const lateness = new Histogram({
    ...named('pick_lateness_seconds', 'How long after its deadline the clock made a pick; source AUTO only.'),
    buckets: LATENESS_SECONDS,
  });
  const picks = new Counter({
    ...named('picks_total', 'Picks that this process made, by their source.'),
    labelNames: ['source'],
  });
  const batchSize = new Histogram({
    ...named('batch_size', 'Picks by the clock that were asked for in one statement.'),
    buckets: BATCH_SIZES,
  });
  const stageSeconds = new Histogram({
    ...named('stage_seconds', 'How long each stage of picking took; tick is the look ahead once a second.'),
    labelNames: ['stage'],
    buckets: STAGE_SECONDS,
  });
  const returned = counter(
    'time_returned_total',
    'Clocks that ran out in an outage and were given time back.',
  );
  const acts = new Counter({
    ...named(
      'rules_of_time_total',
      'Deadlines at which the rules of time did something else than pick, by what: passed (the pick is skipped), waiting (overtime), paused (a planned pause).',
    ),
    labelNames: ['act'],
  });
  const failures = counter('failures_total', 'Times a draft could not be picked for; it is tried again.');
  const paused = counter('drafts_paused_as_failing_total', 'Drafts paused after too many failures.');
  const fallbacks = new Counter({
    ...named(
      'strategy_fallbacks_total',
      'Times a strategy could not be used, and the best player was taken.',
    ),
    labelNames: ['strategy'],
  });
  const setBacklog = backlogGauges(gauge);
  const setPools = poolGauges(gauge);
  const prepared = counter('alarms_prepared_total', 'Drafts that were read ahead of their deadline.');
  const alarmFailures = new Counter({
    ...named(
      'alarm_failures_total',
      'Times the precise alarm failed to ring, to tick or to prepare; it tries again.',
    ),
    labelNames: ['doing'],
  });
  const followers = gauge('followers', 'Streams of events that clients have open with this process.');
  const resyncs = counter(
    'resyncs_total',
    'Times a stream left events out, and its client was told to read the draft again.',
  );
  const eventsRead = counter(
    'events_read_total',
    'Events that this process read for its followers, once for all of them.',
  );
  const newsSeconds = new Histogram({
    ...named('news_seconds', 'How long reading the new events of all followed drafts took.'),
    buckets: STAGE_SECONDS,
  });
  const deliveries = new Counter({
    ...named(
      'deliveries_total',
      'Events that were sent to endpoints, by their kind, and whether they were taken.',
    ),
    labelNames: ['kind', 'outcome'],
  });
  const deliverySeconds = new Histogram({
    ...named('delivery_seconds', 'How long after it happened an event was taken by an endpoint.'),
    buckets: DELIVERY_SECONDS,
  });
  const schemaChanged = gauge(
    'schema_changed',
    'Whether (1) another version has migrated the database since this process began: replace it by that version.',
  );
  const lacking = gauge(
    'degraded',
    'Whether (1) the process works without something, by part: publishers, notify, identity_provider, slow_database, replicas.',
    'part',
  );
  const replicaLag = new Gauge({
    ...named(
      'replica_lag_seconds',
      'How old what would be read from a replica is; +Inf where that is not known.',
    ),
    labelNames: ['replica'],
  });
  const reads = new Counter({
    ...named(
      'reads_total',
      'Reads of clients that may go to a replica, by where they went: replica or primary.',
    ),
    labelNames: ['from'],
  });
  for (const stage of STAGES) stageSeconds.zero({ stage });
  for (const doing of DOINGS) alarmFailures.inc({ doing }, 0);
  for (const act of ACTS) acts.inc({ act }, 0);
  let tickedAt = Number.NEGATIVE_INFINITY;
  let readBacklog: (() => Promise<Backlog>) | null = null;
  const scrapeErrors = counter('scrape_errors_total', 'Scrapes that could not read the database.');

  return {
    ...requestMetrics(registry, PREFIX),
    contentType: registry.contentType,
    picked(source, latenessMs) {
      picks.inc({ source });
      if (latenessMs !== null) lateness.observe(latenessMs / 1_000);
    },
    timeReturned: () => returned.inc(),
    acted: (act) => acts.inc({ act }),
    failed(wasPaused) {
      failures.inc();
      if (wasPaused) paused.inc();
    },
    fellBack: (strategy) => fallbacks.inc({ strategy }),
    measured(stage, ms, drafts) {
      // A ring can find that nothing is due: it then counts neither as a stage of a pick nor as a batch.
      if (drafts === 0 && stage !== 'tick') return;
      if (stage === 'tick') tickedAt = performance.now();
      if (stage === 'apply') batchSize.observe(drafts);
      if (stage === 'prepare') prepared.inc(drafts);
      stageSeconds.observe({ stage }, ms / 1_000);
    },
    alarmFailed: (doing) => alarmFailures.inc({ doing }),
    followers: (count) => followers.set(count),
    resynced: () => resyncs.inc(),
    newsRead(ms, events) {
      eventsRead.inc(events);
      newsSeconds.observe(ms / 1_000);
    },
    delivered(kind, delayMs) {
      deliveries.inc({ kind, outcome: delayMs === null ? 'refused' : 'taken' });
      if (delayMs !== null) deliverySeconds.observe(Math.max(delayMs, 0) / 1_000);
    },
    schemaChanged: (hasChanged) => schemaChanged.set(hasChanged ? 1 : 0),
    replicaLag: (replica, ms) => replicaLag.set({ replica }, ms / 1_000),
    readFrom: (from) => reads.inc({ from }),
    tickedWithin: (ms) => performance.now() - tickedAt <= ms,
    readBacklogWith(read) {
      readBacklog = read;
    },
    expects({ sources = [], kinds = [] }) {
      for (const source of sources) picks.inc({ source }, 0);
      for (const kind of kinds)
        for (const outcome of ['taken', 'refused']) deliveries.inc({ kind, outcome }, 0);
    },
    watchProcess: () => collectDefaultMetrics({ register: registry }),
    async text(onUnread) {
      const missing = degraded.parts();
      for (const part of PARTS) lacking.set({ part }, missing.includes(part) ? 1 : 0);
      setPools();
      try {
        setBacklog(readBacklog && (await inTime(readBacklog())));
      } catch (error) {
        setBacklog(null);
        scrapeErrors.inc();
        onUnread(error);
      }
      return registry.metrics();
    },
  };
}

async function inTime<T>(asked: Promise<T>): Promise<T> {
  const waiting = new AbortController();
  const late = sleep(BACKLOG_WITHIN_MS, undefined, { signal: waiting.signal });
  try {
    return await Promise.race([
      asked,
      late.then(() => {
        throw new Error(`The database did not answer within ${BACKLOG_WITHIN_MS} ms`);
      }),
    ]);
  } finally {
    waiting.abort();
  }
}
