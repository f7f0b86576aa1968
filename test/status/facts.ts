import type { WorkerStatus } from '../../src/database/status.ts';
import type { ServiceFacts } from '../../src/status/judge.ts';

/** A worker process that is well, unless told otherwise. */
export function worker(told: Partial<WorkerStatus> = {}): WorkerStatus {
  return {
    number: 1,
    name: 'host:1',
    isDrained: false,
    pool: 'pool-1',
    registeredFor: 60,
    silentFor: 0.5,
    holdsLock: true,
    failingFor: null,
    failure: null,
    ...told,
  };
}

/** What the database says when all is well, unless told otherwise. */
export function facts(told: Partial<ServiceFacts> = {}): ServiceFacts {
  return {
    at: '2026-09-04T20:00:00.123456+00:00',
    database: 'drafts',
    server: { upFor: 3_600, isStandby: false, isReadOnly: false },
    pulse: { silentFor: 0.4, outageBegan: null, outageLasted: null, longestSilence: 5, mostReturned: 30 },
    workers: [worker()],
    lateness: { longest: 0.004, over100ms: 0, over1s: 0, longestOverdue: [], nextIn: 1.5 },
    punctuality: { picks: 40_000, late: 4, picksLately: 1_200, lateLately: 0 },
    drafts: { inProgress: 12, inOvertime: 0, paused: 1, scheduled: 2, opensLateBy: 0 },
    failing: { retried: 0, paused: 0, standOffs: 0, drafts: [] },
    longLocks: [],
    connections: {
      used: 12,
      most: 97,
      byProgram: ['events', 'relay', 'worker'].map((name) => ({ name, count: 4 })),
    },
    outbox: { endpoints: 0, failing: 0, failingFor: 0, age: 0, deadLetters: 0 },
    inbox: { age: 0 },
    answeredIn: 0.002,
    provider: null,
    ...told,
  };
}

const LATE = { longest: 45, over100ms: 300, over1s: 291, nextIn: null };
const ID = '0d5f0f3e-8a54-4b52-9a6f-2f9d1f3c7e11';

/** Everything that can be wrong at once, with names and numbers as long as they get. */
export const everythingIsWrong = facts({
  database: 'a_database_with_a_rather_long_name',
  server: { upFor: 400_000, isStandby: false, isReadOnly: false },
  pulse: {
    silentFor: 2,
    outageBegan: '2026-09-04T19:00:00+00:00',
    outageLasted: 7_300,
    longestSilence: 5,
    mostReturned: 172_800,
  },
  workers: [
    worker(),
    worker({ name: `draft-worker-${'x'.repeat(60)}:123456`, pool: 'pool-2', silentFor: 12 }),
    worker({ name: 'host:3', pool: 'pool-3', silentFor: 40, holdsLock: false }),
    worker({ name: 'host:4', holdsLock: false }),
    worker({ name: 'host:5', failingFor: 7, failure: `ring: ${'so it is '.repeat(50)}` }),
  ],
  lateness: {
    ...LATE,
    longestOverdue: [
      { id: ID, overdueFor: 45, hasJob: true, lockedBy: 'pool-2', lockedFor: 44 },
      { id: ID, overdueFor: 45, hasJob: true, lockedBy: 'gone', lockedFor: 86_000 },
      { id: ID, overdueFor: 44, hasJob: true, lockedBy: null, lockedFor: null },
      { id: ID, overdueFor: 44, hasJob: false, lockedBy: null, lockedFor: null },
    ],
  },
  punctuality: { picks: 123_456_789, late: 1_234_567, picksLately: 1_234_567, lateLately: 123_456 },
  drafts: { inProgress: 100_000, inOvertime: 100_000, paused: 100_000, scheduled: 100_000, opensLateBy: 11 },
  failing: {
    retried: 2,
    paused: 2,
    standOffs: 1,
    drafts: [
      {
        id: ID,
        isPaused: true,
        attempts: 8,
        error: `No player fits:\n  ${'so it is '.repeat(20)}`,
        retryIn: null,
      },
      { id: ID, isPaused: false, attempts: 3, error: 'short', retryIn: 1.2 },
    ],
  },
  longLocks: [{ pool: 'pool-2', jobs: 4, longest: 400 }],
  connections: {
    used: 97,
    most: 97,
    byProgram: ['api', 'import', 'migrate', 'start', 'status', 'token', 'worker', null].map((name) => ({
      name,
      count: 11,
    })),
  },
  outbox: { endpoints: 10, failing: 3, failingFor: 86_400, age: 7_200, deadLetters: 100_000 },
  inbox: { age: 300 },
  answeredIn: 1.25,
  provider: 'it did not answer within 2 seconds',
});
