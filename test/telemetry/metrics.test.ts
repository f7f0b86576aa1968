import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Program } from '../../src/processes/program.ts';
import { draftRow, newDraft, newPool } from '../support/drafts.ts';
import { metricsOf, startProgram } from '../support/processes.ts';
import { createTestDatabase, type TestDatabase } from '../support/test_database.ts';
import { until } from '../support/until.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

function startMeasuredWorker(port: number): Program {
  return startProgram(['src/main.ts', 'worker'], {
    DATABASE_URL: database.url,
    METRICS_PORT: String(port),
    LOG_LEVEL: 'debug',
  });
}

/** The value of one line of the text format, 0 where it is not there. */
function figure(text: string, line: string): number {
  const found = text.split('\n').find((candidate) => candidate.startsWith(`draft_orchestrator_${line} `));
  return Number(found?.split(' ').at(-1) ?? 0);
}

describe('the metrics of a worker process', () => {
  it('count every pick of the clock and its lateness, and what waits', async () => {
    const worker = startMeasuredWorker(0);
    const url = await metricsOf(worker);
    const poolId = await newPool(database.pool, 100);
    const { draftId } = await newDraft(database.pool, { teams: 2, rounds: 3, secondsPerPick: 0.2, poolId });
    await until(async () =>
      (await draftRow(database.pool, draftId)).state === 'COMPLETED' ? true : undefined,
    );
    // The row is committed a moment before the worker counts the pick.
    const text = await until(async () => {
      const scraped = await (await fetch(url)).text();
      return figure(scraped, 'picks_total{source="AUTO"}') === 6 ? scraped : undefined;
    });
    const { timeoutCount } = await draftRow(database.pool, draftId);
    expect(timeoutCount).toBe(6);
    expect(figure(text, 'picks_total{source="AUTO"}')).toBe(6);
    expect(figure(text, 'pick_lateness_seconds_count')).toBe(6);
    expect(figure(text, 'pick_lateness_seconds_bucket{le="30"}')).toBe(6);
    expect(figure(text, 'pick_lateness_seconds_sum')).toBeGreaterThanOrEqual(0);
    expect(figure(text, 'batch_size_count')).toBeGreaterThanOrEqual(6);
    for (const stage of ['choose', 'apply', 'tick']) {
      expect(figure(text, `stage_seconds_count{stage="${stage}"}`)).toBeGreaterThan(0);
    }
    expect(text).toContain('draft_orchestrator_overdue_drafts 0');
    expect(text).toContain('process_cpu_seconds_total');
    // At this level the log has each pick as well, as JSON.
    // They come through a pipe, which may be slower than the answer to the scrape.
    const lines = await until(async () => {
      const picked = worker
        .said()
        .split('\n')
        .filter((line) => line.includes('The clock picked'));
      return picked.length >= 6 ? picked : undefined;
    });
    expect(lines).toHaveLength(6);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      draftId,
      pickNumber: 1,
      latenessMs: expect.any(Number),
    });
    expect((await fetch(url.replace('/metrics', '/'))).status).toBe(404);
    worker.child.kill('SIGTERM');
    expect(await worker.ended()).toBe(0);
  });

  it('are refused on a port that is taken, with what to do', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => taken.once('listening', resolve));
    const worker = startMeasuredWorker((taken.address() as AddressInfo).port);
    expect(await worker.ended()).toBe(1);
    expect(worker.said()).toContain('set METRICS_PORT to another one');
    taken.close();
  });
});
