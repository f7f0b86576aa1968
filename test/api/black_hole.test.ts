import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Program } from '../../src/processes/program.ts';
import { type Api, ask, follow, startApi } from '../support/api.ts';
import { newDraft } from '../support/drafts.ts';
import { startWorker } from '../support/processes.ts';
import { openRecordingFront, type RecordingFront } from '../support/recording_front.ts';
import { createTestDatabase, type TestDatabase } from '../support/test_database.ts';
import { until } from '../support/until.ts';

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
  it('are named by /readyz, end a read at the limit, and are all replaced', async () => {
    const { draftId } = await newDraft(database.pool);
    const follower = follow(api.url, draftId, 0);
    await follower.untilCount(1);
    // A query that is not known is planned alone; afterwards several run at once.
    await read(draftId);
    // Several connections of the pool, so that one that is given up leaves others behind.
    await Promise.all(Array.from({ length: 12 }, () => read(draftId)));
    expect(await readiness()).toMatchObject({ status: 200 });

    const lost = front.swallow();
    expect(lost.filter(({ name }) => name === 'draft-orchestrator reads').length).toBeGreaterThan(1);
    const answered = read(draftId);
    // What it said last holds for a moment.
    const red = await until(async () => {
      const said = await readiness();
      return said.status === 200 ? undefined : said;
    });
    expect(red).toEqual({
      ...{ status: 503, ready: false },
      silent: expect.arrayContaining(['draft-orchestrator api', 'draft-orchestrator reads']),
    });
    // Nothing but the limit ends it: TCP would wait for a quarter of an hour.
    expect((await answered).errors[0]?.extensions?.code).toBe('SERVICE_UNAVAILABLE');

    // The idle ones have gone with the one that was asked: on one of them the next would end in the same way.
    expect(await read(draftId)).toMatchObject({ data: { draft: { state: 'IN_PROGRESS' } } });
    await until(async () => ((await readiness()).status === 200 ? true : undefined));
    // What listens is asked now and then, so its silence is noticed as well.
    await Promise.all(lost.map(({ givenUp }) => givenUp));
    follower.stop();
  });
});
