import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DraftClient } from '../../client/draft_client.ts';
import type { FollowedEvent, FollowOptions } from '../../client/follow.ts';
import { applyPick } from '../../src/database/picks.ts';
import { TcpProxy } from '../chaos/tcp_proxy.ts';
import { type Api, startApi } from '../support/api.ts';
import { newDraft, type TestDraft } from '../support/drafts.ts';
import { createTestDatabase, type TestDatabase } from '../support/test_database.ts';
import { until } from '../support/until.ts';

let database: TestDatabase;
let api: Api;
let proxy: TcpProxy;
let client: DraftClient;
beforeAll(async () => {
  database = await createTestDatabase();
  api = await startApi(database.url);
  proxy = await TcpProxy.open(Number(new URL(api.url).port));
  client = new DraftClient({ url: `http://127.0.0.1:${proxy.port}` });
});
afterAll(async () => {
  await proxy.close();
  api.program.child.kill('SIGTERM');
  await api.program.ended();
  await database.drop();
});

const numbers = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i);

async function pick({ draftId, players, commissioner }: TestDraft, pickNumber: number): Promise<void> {
  const playerId = players[pickNumber - 1] ?? 0;
  await applyPick(database.pool, { kind: 'MANUAL', draftId, pickNumber, playerId, actor: commissioner });
}

/** Follows in the background: what came so far, and the end. */
function listen(draftId: string, after: number, options?: FollowOptions) {
  const seen: FollowedEvent[] = [];
  const ended = (async () => {
    for await (const event of client.follow(draftId, after, options)) seen.push(event);
  })();
  // The rejection is awaited below; until then it must not count as unhandled.
  ended.catch(() => undefined);
  return {
    seen,
    ended,
    untilVersion: (n: number) => until(async () => seen.at(-1)?.version === n || undefined),
  };
}

describe('following with the client', () => {
  it('yields every event once and in order, however often the connection is cut, and ends with the draft', async () => {
    const draft = await newDraft(database.pool, { teams: 2, rounds: 20 });
    let cuts = 0;
    const { seen, ended, untilVersion } = listen(draft.draftId, 0, { onCut: () => (cuts += 1) });
    for (let pickNumber = 1; pickNumber <= 40; pickNumber += 1) {
      // Half of the cuts find a quiet line, half one that events are on.
      if (pickNumber % 8 === 0) await untilVersion(pickNumber + 1);
      if (pickNumber % 4 === 0) proxy.cut();
      await pick(draft, pickNumber);
    }
    await ended;
    expect(seen.map(({ version }) => version)).toEqual(numbers(1, 43));
    expect(seen.at(-1)?.__typename).toBe('DraftCompleted');
    expect(cuts).toBeGreaterThanOrEqual(5);
  });

  it('replaces a connection that is open but silent', async () => {
    const draft = await newDraft(database.pool, { teams: 2, rounds: 2 });
    const stop = new AbortController();
    const cut = Promise.withResolvers<void>();
    const { seen, ended, untilVersion } = listen(draft.draftId, 0, {
      signal: stop.signal,
      onCut: () => cut.resolve(),
    });
    await untilVersion(2);
    const goOn = proxy.stall();
    await pick(draft, 1);
    await cut.promise;
    goOn();
    await untilVersion(3);
    stop.abort();
    await ended;
    expect(seen.map(({ version }) => version)).toEqual([1, 2, 3]);
  }, 30_000);

  it('says where events are missing, and goes on after them', async () => {
    const draft = await newDraft(database.pool, { teams: 2, rounds: 2 });
    const stop = new AbortController();
    const { seen, ended, untilVersion } = listen(draft.draftId, 99, { signal: stop.signal });
    await untilVersion(2);
    await pick(draft, 1);
    await untilVersion(3);
    stop.abort();
    await ended;
    expect(seen.map(({ __typename, version }) => [__typename, version])).toEqual([
      ['DraftResync', 2],
      ['DraftPicked', 3],
    ]);
  });

  it('is told to read the draft again where its last event is another one when it comes back', async () => {
    const draft = await newDraft(database.pool, { teams: 2, rounds: 4 });
    const stop = new AbortController();
    const { seen, ended, untilVersion } = listen(draft.draftId, 0, { signal: stop.signal });
    await pick(draft, 1);
    await untilVersion(3);
    // Nobody comes back until the event is another one, and newer ones have come, as after a fail-over that lost it.
    const goOn = proxy.stall();
    proxy.cut();
    await database.pool.query(
      `update app_public.draft_events set at = at - interval '1 microsecond' where draft_id = $1 and version = 3`,
      [draft.draftId],
    );
    await pick(draft, 2);
    goOn();
    await untilVersion(4);
    await pick(draft, 3);
    await untilVersion(5);
    stop.abort();
    await ended;
    expect(seen.slice(3).map(({ __typename, version }) => [__typename, version])).toEqual([
      ['DraftResync', 4],
      ['DraftPicked', 5],
    ]);
  });

  it('ends with the code of a refusal', async () => {
    const nowhere = '00000000-0000-4000-8000-000000000000';
    await expect(listen(nowhere, 0).ended).rejects.toMatchObject({ code: 'DRAFT_NOT_FOUND' });
    await expect(listen(nowhere, -1).ended).rejects.toMatchObject({ code: 'INPUT_INVALID' });
    const { draftId } = await newDraft(database.pool);
    const stranger = new DraftClient({ url: api.url, token: 'forged' });
    await expect(stranger.follow(draftId, 0).next()).rejects.toMatchObject({ code: 'TOKEN_INVALID' });
  });
});
