import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SILENCE_MS } from '../../src/database/connect.ts';
import type { Program } from '../../src/processes/program.ts';
import { type Api, ask, follow, startApi } from '../support/api.ts';
import { newDraft } from '../support/drafts.ts';
import { startWorker } from '../support/processes.ts';
import { openRecordingFront, type RecordingFront } from '../support/recording_front.ts';
import { createTestDatabase, type TestDatabase } from '../support/test_database.ts';
import { until } from '../support/until.ts';

/** What a machine under load may add to the limit. */
const SLACK_MS = 4_000;

let database: TestDatabase;
let front: RecordingFront;
let api: Api;
let worker: Program;
beforeAll(async () => {
  database = await createTestDatabase();
  front = await openRecordingFront(database.url);
  [api, worker] = await Promise.all([startApi(front.url), startWorker(front.url)]);
});
afterAll(async () => {
  for (const program of [api.program, worker]) {
    program.child.kill('SIGTERM');
    expect(await program.ended()).toBe(0);
  }
  await front.stop();
  await database.drop();
});

async function readiness(): Promise<{ status: number; silent?: string[] }> {
  const response = await fetch(`${api.url}/readyz`);
  return { status: response.status, ...((await response.json()) as object) };
}

const read = (draftId: string) =>
  ask(api.url, 'query ($id: UUID!) { draft(id: $id) { state } }', { id: draftId });

describe('pooled connections that went silent while new ones work', () => {
  it('are named by /readyz, delay no read beyond the limit, and are all replaced', async () => {
    const { draftId } = await newDraft(database.pool);
    const follower = follow(api.url, draftId, 0);
    await follower.untilCount(1);
    // Several connections of the pool, so that one that is given up leaves others behind.
    await Promise.all(Array.from({ length: 12 }, () => read(draftId)));
    expect(await readiness()).toMatchObject({ status: 200 });

    const lost = front.swallow();
    expect(lost.filter(({ name }) => name === 'draft-orchestrator reads').length).toBeGreaterThan(1);
    const lostAt = performance.now();
    const answered = read(draftId).then((answer) => ({ answer, ms: performance.now() - lostAt }));
    expect(await readiness()).toEqual({
      ...{ status: 503, ready: false },
      silent: expect.arrayContaining(['draft-orchestrator api', 'draft-orchestrator reads']),
    });
    const { answer, ms } = await answered;
    expect(answer.errors[0]?.extensions?.code).toBe('SERVICE_UNAVAILABLE');
    expect(ms).toBeLessThan(SILENCE_MS + SLACK_MS);

    // The idle ones have gone with the one that was asked: the next is answered at once.
    const again = performance.now();
    expect(await read(draftId)).toMatchObject({ data: { draft: { state: 'IN_PROGRESS' } } });
    expect(performance.now() - again).toBeLessThan(SLACK_MS);
    await until(async () => ((await readiness()).status === 200 ? true : undefined));
    // What listens is asked now and then, so its silence is noticed as well.
    await Promise.all(lost.map(({ givenUp }) => givenUp));
    expect(performance.now() - lostAt).toBeLessThan(1.5 * SILENCE_MS + 2 * SLACK_MS);
    follower.stop();
  });
});
