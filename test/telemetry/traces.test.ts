import { createClient } from 'graphql-ws';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import WebSocket from 'ws';
import type { Program } from '../../src/processes/program.ts';
import { type Api, follow, startApi, tokenFor } from '../support/api.ts';
import { type Collector, type GotSpan, startCollector } from '../support/collector.ts';
import { newDraft, setDeadline, type TestDraft, userIdOf } from '../support/drafts.ts';
import { openStream } from '../support/http_events.ts';
import { startProgram } from '../support/processes.ts';
import { type Receiver, startReceiver } from '../support/receiver.ts';
import { newWebhook } from '../support/relay.ts';
import { createTestDatabase, type TestDatabase } from '../support/test_database.ts';
import { until } from '../support/until.ts';

/** An event may be read in the moment before its hint comes, and then nobody knows here that it belongs to a trace: one of these was not. */
const PICKS = [1, 2, 3, 4];
const MAKE_PICK = `mutation MakePick($draftId: UUID!, $pickNumber: Int!, $playerId: ID!) {
  makePick(draftId: $draftId, pickNumber: $pickNumber, playerId: $playerId) { repeated }
}`;

let database: TestDatabase;
let collector: Collector;
let receiver: Receiver;
let api: Api;
let worker: Program;
beforeAll(async () => {
  [database, collector, receiver] = await Promise.all([
    createTestDatabase(),
    startCollector(),
    startReceiver(),
  ]);
  const env = {
    OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
    OTEL_BSP_SCHEDULE_DELAY: '50',
    LOG_LEVEL: 'debug',
  };
  api = await startApi(database.url, env);
  worker = startProgram(['src/main.ts', 'worker'], {
    ...{ DATABASE_URL: database.url, ENDPOINT_NETWORKS: '127.0.0.0/8' },
    ...env,
  });
  await worker.untilReady();
});
afterAll(async () => {
  worker.child.kill('SIGTERM');
  api.program.child.kill('SIGTERM');
  expect(await Promise.all([worker.ended(), api.program.ended()])).toEqual([0, 0]);
  await Promise.all([receiver.stop(), collector.stop(), database.drop()]);
});

let traces = 0;
/** A trace that a client began: its id, the span that asked, and both as a header. */
function newTrace() {
  traces += 1;
  const [traceId, spanId] = [`${traces}`.padStart(32, 'a'), `${traces}`.padStart(16, 'b')];
  return { traceId, spanId, traceparent: `00-${traceId}-${spanId}-01` };
}

/** A draft whose league has a webhook, and the token of its commissioner. */
async function newWatchedDraft(secondsPerPick: number) {
  const draft = await newDraft(database.pool, { teams: 2, rounds: 2, secondsPerPick });
  await newWebhook(database.pool, receiver.url, draft.leagueId);
  return { draft, token: await tokenFor(userIdOf(draft.commissioner) ?? '') };
}

/** What asks for a pick. */
function asked({ draftId, players }: TestDraft, pickNumber: number) {
  return { query: MAKE_PICK, variables: { draftId, pickNumber, playerId: players[pickNumber - 1] } };
}

async function pickOverHttp(
  draft: TestDraft,
  token: string,
  traceparent: string,
  { pickNumber = 1, url = api.url } = {},
): Promise<void> {
  const answer = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}`, traceparent },
    body: JSON.stringify(asked(draft, pickNumber)),
  });
  expect(await answer.json()).toEqual({ data: { makePick: { repeated: false } } });
}

/** Waits until a trace has spans with all of those names. */
function untilTraced(traceId: string, names: readonly string[]): Promise<GotSpan[]> {
  return until(async () => {
    const got = collector.ofTrace(traceId);
    return names.every((name) => got.some((span) => span.name === name)) ? got : undefined;
  });
}

/** Where the service began a trace of its own for what a client asked: the span that points to the client's. Undefined: not yet. */
function begunFor(client: { readonly spanId: string }): GotSpan | undefined {
  return collector.spans.find(({ links }) => links.some(({ spanId }) => spanId === client.spanId));
}

/** The trace of the service's own, once there is one. */
async function untilBegun(client: { readonly spanId: string }): Promise<string> {
  return (await until(async () => begunFor(client))).traceId;
}

function isWhole(traceId: string): boolean {
  const names = new Set(collector.ofTrace(traceId).map(({ name }) => name));
  return [
    ...['POST /graphql', 'mutation other', 'apply_pick', 'draft event'],
    ...['read draft event', 'tell subscriber', 'deliver to webhook', 'POST'],
  ].every((name) => names.has(name));
}

/** From a span to the beginning of its trace: the names, and the id of what is above the first of ours. */
function wayUp(spans: readonly GotSpan[], span: GotSpan): { names: string[]; above: string | null } {
  const names: string[] = [];
  let at: GotSpan = span;
  for (;;) {
    names.unshift(at.name);
    const parent = spans.find(({ spanId }) => spanId === at.parentId);
    if (!parent) return { names, above: at.parentId };
    at = parent;
  }
}

function named(spans: readonly GotSpan[], name: string): GotSpan {
  const [found] = spans.filter((span) => span.name === name);
  if (!found) throw new Error(`no span ${name} among ${spans.map((span) => span.name).join(', ')}`);
  return found;
}

describe('a pick by hand', () => {
  it('is one trace from the request to the subscribers and the webhook, over two processes, and points to that of the client', async () => {
    const { draft, token } = await newWatchedDraft(600);
    const stream = await openStream(`${api.url}/drafts/${draft.draftId}/events?after=0`);
    const follower = follow(api.url, draft.draftId, 0, token);
    await Promise.all([stream.untilCount(2), follower.untilCount(2)]);
    const begun = PICKS.map(newTrace);
    for (const [place, { traceparent }] of begun.entries()) {
      await pickOverHttp(draft, token, traceparent, { pickNumber: place + 1 });
    }
    const { client, traceId } = await until(async () => {
      const found = begun.map((client) => ({ client, traceId: begunFor(client)?.traceId ?? '' }));
      return found.find((each) => isWhole(each.traceId));
    });
    const spans = collector.ofTrace(traceId);
    expect(named(spans, 'POST /graphql').links).toEqual([{ traceId: client.traceId, spanId: client.spanId }]);
    expect(collector.ofTrace(client.traceId)).toEqual([]);
    const fromClient = ['POST /graphql', 'mutation other'];
    const wayTo = (name: string) => wayUp(spans, named(spans, name));
    expect(wayTo('apply_pick')).toEqual({ names: [...fromClient, 'apply_pick'], above: null });
    expect(wayTo('tell subscriber')).toEqual({
      names: [...fromClient, 'draft event', 'read draft event', 'tell subscriber'],
      above: null,
    });
    expect(wayTo('POST')).toEqual({
      names: [...fromClient, 'draft event', 'deliver to webhook', 'POST'],
      above: null,
    });
    // Nothing stands beside the way.
    expect(new Set(spans.map((span) => wayUp(spans, span).above))).toEqual(new Set([null]));
    expect(new Set(spans.map(({ instance }) => instance)).size).toBe(2);
    const sentAs = `00-${traceId}-${named(spans, 'POST').spanId}-01`;
    const delivered = receiver.received.find(({ headers }) => headers['traceparent'] === sentAs);
    expect(delivered?.event.traceparent).toBe(`00-${traceId}-${named(spans, 'draft event').spanId}-01`);
    stream.stop();
    follower.stop();
  });

  it('over a WebSocket points to what the extensions of its message name', async () => {
    const { draft, token } = await newWatchedDraft(600);
    const asking = newTrace();
    const client = createClient({
      url: `${api.url.replace('http', 'ws')}/graphql`,
      webSocketImpl: WebSocket,
      retryAttempts: 0,
      connectionParams: { authorization: `Bearer ${token}` },
    });
    for await (const { errors } of client.iterate({
      ...asked(draft, 1),
      extensions: { traceparent: asking.traceparent },
    })) {
      expect(errors).toBeUndefined();
    }
    await client.dispose();
    const traceId = await untilBegun(asking);
    const spans = await untilTraced(traceId, ['apply_pick', 'draft event', 'POST']);
    expect(wayUp(spans, named(spans, 'POST'))).toEqual({
      names: ['mutation other', 'draft event', 'deliver to webhook', 'POST'],
      above: null,
    });
  });

  it('that the sampler leaves out leaves no row and no span, whatever flag and id the client sends', async () => {
    const { draft, token } = await newWatchedDraft(600);
    const client = newTrace();
    const sampling = { OTEL_TRACES_SAMPLER: 'parentbased_traceidratio', OTEL_TRACES_SAMPLER_ARG: '0' };
    const quiet = await startApi(database.url, { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, ...sampling });
    await pickOverHttp(draft, token, client.traceparent, { url: quiet.url });
    quiet.program.child.kill('SIGTERM');
    // What it had recorded it would have sent by then.
    expect(await quiet.program.ended()).toBe(0);
    await until(async () =>
      receiver.received.some(({ event }) => event.data['draftId'] === draft.draftId) ? true : undefined,
    );
    const { rows } = await database.pool.query('select from app_private.traces where draft_id = $1', [
      draft.draftId,
    ]);
    expect(rows).toEqual([]);
    expect([collector.ofTrace(client.traceId), begunFor(client)]).toEqual([[], undefined]);
  });
});

describe('a clock that runs out', () => {
  it('is one trace from the ring of the alarm to the webhook, and points to the pick that set the deadline', async () => {
    const { draft, token } = await newWatchedDraft(600);
    const client = newTrace();
    await pickOverHttp(draft, token, client.traceparent);
    const traceId = await untilBegun(client);
    const byHand = await untilTraced(traceId, ['draft event']);
    await setDeadline(database.pool, draft.draftId, 0);
    const rung = await until(async () =>
      collector.spans.find(
        ({ name, attributes }) =>
          name === 'draft event' &&
          attributes['draft.id'] === draft.draftId &&
          Number(attributes['draft.version']) === 4,
      ),
    );
    expect(rung.traceId).not.toBe(traceId);
    expect(rung.links).toEqual([{ traceId, spanId: named(byHand, 'draft event').spanId }]);
    const spans = await untilTraced(rung.traceId, ['alarm ring', 'choose', 'apply_choices', 'POST']);
    expect(wayUp(spans, named(spans, 'POST'))).toEqual({
      names: ['alarm ring', 'draft event', 'deliver to webhook', 'POST'],
      above: null,
    });
    for (const name of ['choose', 'apply_choices']) {
      expect(wayUp(spans, named(spans, name)).names[0]).toBe('alarm ring');
    }
    // The ring points to the tick that told it the instant.
    const [tick] = named(spans, 'alarm ring').links;
    const ticks = await until(async () => {
      const told = collector.ofTrace(tick?.traceId ?? '');
      return told.length > 1 ? told : undefined;
    });
    expect(ticks.map(({ name }) => name)).toEqual(expect.arrayContaining(['alarm tick', 'tick']));
  });
});

describe('a line of the log', () => {
  it('names the trace that it was written in', async () => {
    const { draft } = await newWatchedDraft(600);
    await setDeadline(database.pool, draft.draftId, 0);
    const line = await until(async () =>
      worker
        .said()
        .split('\n')
        .find((each) => ['The clock picked', 'trace_id', draft.draftId].every((part) => each.includes(part))),
    );
    const { trace_id: traceId, span_id: spanId } = JSON.parse(line) as Record<string, string>;
    const spans = await until(async () => {
      const got = collector.ofTrace(traceId ?? '');
      return got.some((span) => span.spanId === spanId) ? got : undefined;
    });
    expect(spans.map(({ name }) => name)).toContain('alarm ring');
  });
});
