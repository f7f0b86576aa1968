import type { Gauge } from 'prom-client';

/** Work that waits in the database, for whichever process, and who is there to do it. */
export interface Backlog {
  readonly overdueDrafts: number;
  /** Drafts that wait for a team whose clock has run out. */
  readonly overtimeDrafts: number;
  readonly jobsDue: number;
  /** For how many seconds the event waits that should have been sent first; 0: none waits. */
  readonly outboxAge: number;
  /** For how many seconds the message of another system waits that came first; 0: none waits. */
  readonly inboxAge: number;
  /** Endpoints from which the circuit breaker keeps deliveries. */
  readonly breakersOpen: number;
  readonly deadLetters: number;
  /** Worker processes by their state. */
  readonly workers: Readonly<Record<WorkerCondition, number>>;
}

/** Alive; alive, but its alarm fails; connected, but silent; gone without having been taken over from. */
export const WORKER_CONDITIONS = ['alive', 'failing', 'hung', 'dead'] as const;
export type WorkerCondition = (typeof WORKER_CONDITIONS)[number];

/** Makes a gauge with a name, a help text, and a label where it has one. */
export type MakeGauge = (name: string, help: string, label?: string) => Gauge;

/** Gauges of what waits in the database: they are there only while it can be read, since an old number would be taken for a new one. */
export function backlogGauges(gauge: MakeGauge): (backlog: Backlog | null) => void {
  const overdue = gauge('overdue_drafts', 'Drafts of the whole database overdue by more than a second.');
  const overtime = gauge(
    'overtime_drafts',
    'Drafts of the whole database that wait for a team whose clock has run out.',
  );
  const jobsDue = gauge('jobs_due', 'Jobs of the whole database that are due and that no worker has taken.');
  const outboxAge = gauge(
    'outbox_age_seconds',
    'For how long the oldest event waits that an endpoint should have by now; endpoints with an open circuit breaker are left out.',
  );
  const inboxAge = gauge(
    'inbox_age_seconds',
    'For how long the oldest message of another system waits to be handled.',
  );
  const breakers = gauge('breakers_open', 'Endpoints from which the circuit breaker keeps deliveries.');
  const deadLetters = gauge(
    'dead_letters',
    'Events that were given up, and wait for somebody to replay or drop them.',
  );
  const workers = gauge(
    'worker_processes',
    'Worker processes of the whole database, by state: alive, failing (its alarm), hung (connected and silent), dead (not yet taken over from).',
    'state',
  );
  const plain = [overdue, overtime, jobsDue, outboxAge, inboxAge, breakers, deadLetters];
  return (backlog) => {
    for (const each of plain) each.remove();
    workers.reset();
    if (backlog === null) return;
    overdue.set(backlog.overdueDrafts);
    overtime.set(backlog.overtimeDrafts);
    jobsDue.set(backlog.jobsDue);
    outboxAge.set(backlog.outboxAge);
    inboxAge.set(backlog.inboxAge);
    breakers.set(backlog.breakersOpen);
    deadLetters.set(backlog.deadLetters);
    for (const state of WORKER_CONDITIONS) workers.set({ state }, backlog.workers[state]);
  };
}
