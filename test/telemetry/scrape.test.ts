import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readBacklog } from '../../src/database/backlog.ts';
import { startMetricsServer } from '../../src/http/metrics_server.ts';
import type { Backlog } from '../../src/telemetry/backlog.ts';
import { createMetrics, type Metrics } from '../../src/telemetry/metrics.ts';
import { newDraft, runTimeOut, setDeadline } from '../support/drafts.ts';
import { silentLog } from '../support/silent_log.ts';
import { createTestDatabase, type TestDatabase } from '../support/test_database.ts';

const METRICS_DOCS = new URL('../../docs/metrics.md', import.meta.url);
const NOTHING_WAITS: Backlog = {
  ...{
    overdueDrafts: 0,
    overtimeDrafts: 0,
    jobsDue: 0,
    outboxAge: 0,
    inboxAge: 0,
    breakersOpen: 0,
    deadLetters: 0,
  },
  workers: { alive: 0, failing: 0, hung: 0, dead: 0 },
};
const nobody = () => expect.fail('the backlog could not be read');

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

/** The value of one of our metrics; undefined where it is not told. */
function figureOf(text: string, name: string): string | undefined {
  return text
    .split('\n')
    .find((line) => line.startsWith(`draft_orchestrator_${name} `))
    ?.split(' ')[1];
}

async function withServer(metrics: Metrics, use: (url: string) => Promise<void>): Promise<void> {
  const server = await startMetricsServer({
    host: '127.0.0.1',
    port: 0,
    metrics,
    isReady: () => true,
    log: silentLog,
  });
  await use(server.url).finally(() => server.stop());
}

describe('a scrape', () => {
  it('says how many drafts are overdue and how many jobs are due, of any priority', async () => {
    const draft = await newDraft(database.pool);
    await newDraft(database.pool, { poolId: draft.poolId });
    expect(await readBacklog(database.pool)).toEqual(NOTHING_WAITS);
    await setDeadline(database.pool, draft.draftId, -5);
    for (const [runAt, priority] of [
      ['-1 s', 0],
      ['-1 s', -3],
      ['-1 s', 7],
      ['1 h', 7],
    ]) {
      await database.pool.query(
        `select graphile_worker.add_job('nothing', run_at => now() + $1::interval, priority => $2)`,
        [runAt, priority],
      );
    }
    expect(await readBacklog(database.pool)).toEqual({ ...NOTHING_WAITS, overdueDrafts: 1, jobsDue: 3 });
    await database.pool.query(
      `update graphile_worker._private_jobs set locked_at = now() where priority = 7`,
    );
    expect(await readBacklog(database.pool)).toMatchObject({ jobsDue: 2 });
  });

  it('says how many drafts wait in overtime, which are not overdue', async () => {
    const draft = await newDraft(database.pool, { time: { atZero: 'WAIT' } });
    await setDeadline(database.pool, draft.draftId, -5);
    await runTimeOut(database.pool, draft.draftId);
    expect(await readBacklog(database.pool)).toMatchObject({ overdueDrafts: 0, overtimeDrafts: 1 });
  });

  it('is answered without the gauges, and counted, while the database does not answer', async () => {
    const metrics = createMetrics();
    let backlog: () => Promise<Backlog> = async () => ({ ...NOTHING_WAITS, overdueDrafts: 3, jobsDue: 4 });
    metrics.readBacklogWith(() => backlog());
    await withServer(metrics, async (url) => {
      const healthy = await (await fetch(url)).text();
      expect(figureOf(healthy, 'overdue_drafts')).toBe('3');
      expect(figureOf(healthy, 'jobs_due')).toBe('4');
      expect(figureOf(healthy, 'scrape_errors_total')).toBe('0');
      for (const failing of [() => Promise.reject(new Error('gone')), () => new Promise<never>(() => {})]) {
        backlog = failing;
        const answer = await fetch(url);
        expect(answer.status).toBe(200);
        expect(figureOf(await answer.text(), 'overdue_drafts')).toBeUndefined();
      }
      expect(figureOf(await metrics.text(() => undefined), 'scrape_errors_total')).toBe('3');
    });
  });

  it('is a GET of /metrics, and nothing else', async () => {
    await withServer(createMetrics(), async (url) => {
      expect((await fetch(url)).headers.get('content-type')).toContain('text/plain; version=0.0.4');
      expect((await fetch(url, { method: 'POST' })).status).toBe(404);
      expect((await fetch(`${url}/more`)).status).toBe(404);
    });
  });

  it('counts failures, pauses, fallbacks, and drafts read ahead', async () => {
    const metrics = createMetrics();
    metrics.failed(false);
    metrics.failed(true);
    metrics.fellBack('roster_need');
    metrics.measured('prepare', 3, 25);
    metrics.measured('apply', 4, 7);
    metrics.measured('apply', 0, 0);
    metrics.measured('announce', 1, 7);
    const text = await metrics.text(nobody);
    expect(figureOf(text, 'failures_total')).toBe('2');
    expect(figureOf(text, 'drafts_paused_as_failing_total')).toBe('1');
    expect(figureOf(text, 'strategy_fallbacks_total{strategy="roster_need"}')).toBe('1');
    expect(figureOf(text, 'alarms_prepared_total')).toBe('25');
    expect(figureOf(text, 'batch_size_sum')).toBe('7');
    expect(figureOf(text, 'batch_size_count')).toBe('1');
    expect(figureOf(text, 'stage_seconds_sum{stage="announce"}')).toBe('0.001');
  });
});

describe('counters with labels', () => {
  it('begin at 0 for what a process may count', async () => {
    const metrics = createMetrics();
    metrics.expects({ sources: ['MANUAL'], kinds: ['WEBHOOK'] });
    metrics.expectOperations(['MakePick']);
    const text = await metrics.text(nobody);
    for (const counter of [
      'picks_total{source="MANUAL"}',
      'deliveries_total{kind="WEBHOOK",outcome="refused"}',
      'graphql_operations_total{operation="MakePick",code="INTERNAL"}',
      'graphql_operations_total{operation="other",code="SERVICE_UNAVAILABLE"}',
      'alarm_failures_total{doing="ring"}',
      'stage_seconds_count{stage="read"}',
    ]) {
      expect(figureOf(text, counter), counter).toBe('0');
    }
  });
});

describe('docs/metrics.md', () => {
  it('lists exactly the metrics there are, with their kinds and in their words', async () => {
    const text = await createMetrics().text(nobody);
    const kinds = new Map([...text.matchAll(/^# TYPE (\S+) (\S+)$/gm)].map(([, name, kind]) => [name, kind]));
    const told = [...text.matchAll(/^# HELP (\S+) (.+)$/gm)].map(
      ([, name, help]) => `| \`${name}\` | ${kinds.get(name)} | ${help} |`,
    );
    const listed = [...readFileSync(METRICS_DOCS, 'utf8').matchAll(/^\| `.+ \|$/gm)].map(String);
    expect(listed.sort()).toEqual(told.sort());
  });
});
