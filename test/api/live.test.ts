import { createClient } from 'graphql-ws';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import WebSocket from 'ws';
import { createUser } from '../../src/database/leagues.ts';
import { applyPick } from '../../src/database/picks.ts';
import type { Program } from '../../src/processes/program.ts';
import { type Api, ask, codeOf, follow, startApi, tokenFor } from '../support/api.ts';
import { newDraft, newPool, type TestDraft } from '../support/drafts.ts';
import { events } from '../support/events.ts';
import { cutEverybody, letIn } from '../support/lock_out.ts';
import { startWorker } from '../support/processes.ts';
import { createTestDatabase, type TestDatabase } from '../support/test_database.ts';
import { until } from '../support/until.ts';

let database: TestDatabase;
let poolId: string;
let apis: Api[];
let workers: Program[];
beforeAll(async () => {
  database = await createTestDatabase();
  poolId = await newPool(database.pool, 200);
  apis = [await startApi(database.url), await startApi(database.url)];
  workers = [await startWorker(database.url), await startWorker(database.url)];
});
afterAll(async () => {
  for (const program of [...apis.map((api) => api.program), ...workers]) {
    program.child.kill('SIGTERM');
    expect(await program.ended()).toBe(0);
  }
  await database.drop();
});

const [first, second] = [() => apis[0]?.url ?? '', () => apis[1]?.url ?? ''];

function userIdOf(draft: TestDraft): string {
  return draft.commissioner.kind === 'CLOCK' ? '' : (draft.commissioner.userId ?? '');
}

const MAKE_PICK = `mutation ($draftId: UUID!, $pickNumber: Int!, $playerId: ID!) {
  makePick(draftId: $draftId, pickNumber: $pickNumber, playerId: $playerId) {
    repeated pick { pickNumber player { id name } source } draft { currentPick state nextDeadline }
  }
}`;

describe('a subscription', () => {
  it('sends past events, then live ones, each once and in order, on every server', async () => {
    const draft = await newDraft(database.pool, { teams: 2, rounds: 6, secondsPerPick: 0.3, poolId });
    const followers = [
      follow(first(), draft.draftId, 0),
      follow(second(), draft.draftId, 0),
      follow(second(), draft.draftId, 2),
    ];
    const token = await tokenFor(userIdOf(draft));
    for (const pickNumber of [1, 2, 3]) {
      await ask(
        first(),
        MAKE_PICK,
        { draftId: draft.draftId, pickNumber, playerId: draft.players[pickNumber] },
        token,
      );
    }
    // The clock makes the rest: 1 created, 1 opened, 12 picks, 1 completed.
    await followers[0]?.untilCount(15);
    const stored = await events(database.pool, draft.draftId);
    // As ISO texts, to the microsecond.
    expect(stored[1]?.at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+\+00:00$/);
    const seenBy = async (i: number, count: number) =>
      (await followers[i]?.untilCount(count))?.map(({ version, at, kind, data }) => ({
        version,
        at,
        kind,
        data,
      }));
    expect(await seenBy(0, 15)).toEqual(stored);
    expect(await seenBy(1, 15)).toEqual(stored);
    expect(await seenBy(2, 13)).toEqual(stored.slice(2));
    for (const follower of followers) follower.stop();
  });

  it('survives a database that is gone for a while, and misses nothing', async () => {
    const own = await createTestDatabase();
    const api = await startApi(own.url);
    try {
      const draft = await newDraft(own.pool, { teams: 2, rounds: 2 });
      const follower = follow(api.url, draft.draftId, 0);
      await follower.untilCount(2);
      await letIn(own, false);
      await cutEverybody(own);
      await api.program.untilSaid(/Cannot read new events/);
      await letIn(own, true);
      const [playerId = 0] = draft.players;
      const pick = { kind: 'MANUAL' as const, draftId: draft.draftId, pickNumber: 1, playerId };
      await applyPick(own.pool, { ...pick, actor: draft.commissioner });
      expect((await follower.untilCount(3)).map(({ kind }) => kind)).toEqual(['CREATED', 'OPENED', 'PICKED']);
      follower.stop();
    } finally {
      api.program.child.kill('SIGTERM');
      await api.program.ended();
      await own.drop();
    }
  });

  it('goes on for longer than a request may take, also where it shares no result with others', async () => {
    const { draftId } = await newDraft(database.pool, { poolId, teams: 2, rounds: 2, secondsPerPick: 11 });
    const client = createClient({
      url: `${first().replace('http', 'ws')}/graphql`,
      webSocketImpl: WebSocket,
    });
    const subscription = client.iterate<{ draftEvents: { kind: string } }>({
      query: `subscription { draftEvents(draftId: "${draftId}", after: 1) @include(if: true) { kind } }`,
    });
    const kinds: unknown[] = [];
    for await (const { data, errors } of subscription) {
      expect(errors).toBeUndefined();
      kinds.push(data?.draftEvents.kind);
      if (kinds.length === 2) break;
    }
    expect(kinds).toEqual(['OPENED', 'PICKED']);
    await client.dispose();
  }, 30_000);

  it('from now sends only events to come', async () => {
    const draft = await newDraft(database.pool, { teams: 2, rounds: 2, secondsPerPick: 60, poolId });
    const follower = follow(first(), draft.draftId, undefined);
    const token = await tokenFor(userIdOf(draft));
    // Nothing says when the subscription is established: pauses and resumes go on until it sends one.
    let change = 'resumeDraft';
    await until(async () => {
      change = change === 'resumeDraft' ? 'pauseDraft' : 'resumeDraft';
      await ask(
        second(),
        `mutation ($d: UUID!) { ${change}(draftId: $d) { draft { id } } }`,
        { d: draft.draftId },
        token,
      );
      return follower.events.length > 0 || undefined;
    });
    const { version } = follower.events[0] ?? expect.fail('nothing came');
    expect(version).toBeGreaterThan(2);
    follower.stop();
  });

  it('to a draft that does not exist, or that one may not see, ends with an error', async () => {
    const draft = await newDraft(database.pool, { poolId });
    await database.pool.query(`update app_public.drafts set visibility = 'PRIVATE' where id = $1`, [
      draft.draftId,
    ]);
    const stranger = await tokenFor(await createUser(database.pool, 'Stranger'));
    for (const [draftId, token] of [
      [draft.draftId, stranger],
      [draft.draftId, undefined],
      [draft.leagueId, stranger],
    ] as const) {
      const errors = await follow(first(), draftId, 0, token).failed;
      expect(errors).toMatchObject([{ extensions: { code: 'DRAFT_NOT_FOUND' } }]);
    }
    const member = follow(first(), draft.draftId, 0, await tokenFor(userIdOf(draft)));
    await member.untilCount(2);
    member.stop();
  });

  it('to a draft that becomes private ends, after the event that says so, for whoever is not of its league', async () => {
    const draft = await newDraft(database.pool, { poolId });
    const stranger = follow(first(), draft.draftId, 0);
    const member = follow(first(), draft.draftId, 0, await tokenFor(userIdOf(draft)));
    await Promise.all([stranger.untilCount(2), member.untilCount(2)]);
    const changed = await ask(
      second(),
      `mutation ($d: UUID!) { changeDraftSettings(draftId: $d, settings: { visibility: PRIVATE }) { draft { visibility } } }`,
      { d: draft.draftId },
      await tokenFor(userIdOf(draft)),
    );
    expect(changed.data).toEqual({ changeDraftSettings: { draft: { visibility: 'PRIVATE' } } });
    expect(await stranger.failed).toMatchObject([{ extensions: { code: 'DRAFT_NOT_FOUND' } }]);
    await member.untilCount(3);
    member.stop();
  });

  it('with a token that is not valid, or with arguments that are not, is an error', async () => {
    const draft = await newDraft(database.pool, { poolId });
    expect(await follow(first(), draft.draftId, 0, 'forged').failed).toMatchObject([
      { extensions: { code: 'TOKEN_INVALID' } },
    ]);
    expect(await follow(first(), draft.draftId, -1).failed).toMatchObject([
      { extensions: { code: 'INPUT_INVALID' } },
    ]);
  });

  it('whose client disconnects in mid-stream does not disturb the others', async () => {
    const draft = await newDraft(database.pool, { teams: 2, rounds: 3, secondsPerPick: 0.2, poolId });
    const leaving = Array.from({ length: 10 }, () => follow(first(), draft.draftId, 0));
    const staying = follow(first(), draft.draftId, 0);
    await Promise.all(leaving.map((follower) => follower.untilCount(3)));
    for (const follower of leaving) follower.stop();
    const all = await staying.untilCount(9);
    expect(all.map((event) => event.version)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    staying.stop();
  });

  it('misses nothing when the connection that listens is cut again and again', async () => {
    const draft = await newDraft(database.pool, { teams: 2, rounds: 10, secondsPerPick: 0.1, poolId });
    const follower = follow(first(), draft.draftId, 0);
    for (let cut = 0; cut < 5; cut += 1) {
      await follower.untilCount(3 + cut * 3);
      await database.pool.query(
        `select pg_terminate_backend(pid) from pg_stat_activity
          where datname = current_database() and application_name = 'draft-orchestrator events'`,
      );
    }
    const all = await follower.untilCount(23);
    expect(all.map((event) => event.version)).toEqual(Array.from({ length: 23 }, (_, i) => i + 1));
    follower.stop();
  });
});

describe('two API processes', () => {
  it('that get the same pick at once make it once and answer alike', async () => {
    const draft = await newDraft(database.pool, { poolId });
    const token = await tokenFor(userIdOf(draft));
    const variables = { draftId: draft.draftId, pickNumber: 1, playerId: draft.players[0] };
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        ask(i % 2 === 0 ? first() : second(), MAKE_PICK, variables, token),
      ),
    );
    for (const answer of answers)
      expect(answer).toMatchObject({ errors: [], data: { makePick: { pick: { pickNumber: 1 } } } });
    const made = answers.filter(({ data }) => JSON.stringify(data).includes('"repeated":false'));
    expect(made).toHaveLength(1);
  });

  it('send at once what was changed by neither of them', async () => {
    const draft = await newDraft(database.pool, { poolId });
    await applyPick(database.pool, {
      kind: 'MANUAL',
      draftId: draft.draftId,
      pickNumber: 1,
      playerId: draft.players[0] ?? 0,
      actor: draft.commissioner,
    });
    const token = await tokenFor(userIdOf(draft));
    const late = await ask(
      second(),
      MAKE_PICK,
      { draftId: draft.draftId, pickNumber: 1, playerId: draft.players[1] },
      token,
    );
    expect(codeOf(late)).toBe('PICK_ALREADY_MADE');
  });
});
