import { get } from 'node:http';
import pg from 'pg';
import WebSocket from 'ws';

/** What a process of subscribers is told to do, one message after the other. */
export type Order =
  | { readonly kind: 'open'; readonly databaseUrl: string; readonly subscribers: readonly Place[] }
  | { readonly kind: 'measure' }
  | { readonly kind: 'see'; readonly versions: Readonly<Record<string, number>>; readonly withinMs: number }
  | { readonly kind: 'leave' };

/** What one subscriber follows, where, over which transport, and the number of the last event that it knows. */
export interface Place {
  readonly url: string;
  readonly draftId: string;
  readonly after: number;
  readonly transport: 'websocket' | 'http';
}

/** What the subscribers of a process saw since they were told to measure; times in milliseconds. */
export interface Seen {
  readonly latencies: readonly number[];
  readonly missed: number;
  readonly repeated: number;
  readonly outOfOrder: number;
  readonly cpuSeconds: number;
  readonly clockErrorMs: number;
}

const QUERY = `subscription ($d: UUID!, $a: Int) {
  draftEvents(draftId: $d, after: $a) { draftId version at kind deadline data }
}`;
const OPENED_AT_ONCE = 50;
const ROUND_TRIPS = 30;
const LOOK_EVERY_MS = 20;
const MICROSECONDS_PER_SECOND = 1_000_000;

interface Subscriber {
  readonly draftId: string;
  last: number;
  close: () => void;
}

const subscribers: Subscriber[] = [];
let offsetMs = 0;
let clockErrorMs = 0;
let latencies: number[] = [];
let repeated = 0;
let outOfOrder = 0;
let cpuBefore = process.cpuUsage();

const now = () => performance.timeOrigin + performance.now();

/** How far the database's clock is ahead of this process's, by the quickest of some round trips. */
async function measureClock(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  let best = Number.POSITIVE_INFINITY;
  for (let trip = 0; trip < ROUND_TRIPS; trip += 1) {
    const asked = now();
    const { rows } = await client.query<{ at: number }>(
      'select (extract(epoch from clock_timestamp()) * 1000)::float8 as at',
    );
    const took = now() - asked;
    if (took >= best) continue;
    best = took;
    offsetMs = (rows[0]?.at ?? 0) - (asked + took / 2);
    clockErrorMs = took / 2;
  }
  await client.end();
}

/** Notes an event as it is told. Cut out of the text: parsing all of it would take more than the server's sending. */
function hear(subscriber: Subscriber, text: string): void {
  const receivedAt = now() + offsetMs;
  const version = Number(/"version":(\d+)/.exec(text)?.[1]);
  const at = Date.parse(/"at":"([^"]+)"/.exec(text)?.[1] ?? '');
  if (version <= subscriber.last) repeated += 1;
  else if (version !== subscriber.last + 1) outOfOrder += 1;
  subscriber.last = Math.max(subscriber.last, version);
  latencies.push(receivedAt - at);
}

function openSocket({ url, draftId, after }: Place, subscriber: Subscriber): Promise<void> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
  subscriber.close = () => socket.close();
  const payload = { query: QUERY, variables: { d: draftId, a: after } };
  return new Promise((resolve, reject) => {
    socket.on('error', reject);
    socket.on('open', () => socket.send('{"type":"connection_init"}'));
    socket.on('message', (data: Buffer) => {
      const text = data.toString();
      if (text.includes('"type":"next"')) hear(subscriber, text);
      else if (text.includes('"type":"connection_ack"'))
        socket.send(JSON.stringify({ type: 'subscribe', id: '1', payload }), () => resolve());
      else if (!text.includes('"type":"p')) reject(new Error(text));
    });
  });
}

function openStream({ url, draftId, after }: Place, subscriber: Subscriber): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = get(
      `${url}/drafts/${draftId}/events`,
      { agent: false, headers: { 'last-event-id': String(after) } },
      (response) => {
        if (response.statusCode !== 200) reject(new Error(`status ${response.statusCode}`));
        let rest = '';
        response.setEncoding('utf8').on('data', (chunk: string) => {
          const pieces = (rest + chunk).split('\n\n');
          rest = pieces.pop() ?? '';
          for (const piece of pieces) if (piece.startsWith('id:')) hear(subscriber, piece);
        });
        resolve();
      },
    );
    subscriber.close = () => request.destroy();
    request.on('error', reject);
  });
}

async function open(places: readonly Place[]): Promise<void> {
  const left = [...places];
  const openAlong = async () => {
    for (let place = left.pop(); place; place = left.pop()) {
      const subscriber = { draftId: place.draftId, last: place.after, close: () => undefined };
      subscribers.push(subscriber);
      await (place.transport === 'http' ? openStream : openSocket)(place, subscriber);
      if (subscribers.length % OPENED_AT_ONCE === 0) process.send?.({ opened: subscribers.length });
    }
  };
  await Promise.all(Array.from({ length: OPENED_AT_ONCE }, openAlong));
}

function cpuSeconds(): number {
  const { user, system } = process.cpuUsage(cpuBefore);
  return (user + system) / MICROSECONDS_PER_SECOND;
}

/** Waits until all subscribers have seen that much, at most so long, and answers what they saw. */
async function see(versions: Readonly<Record<string, number>>, withinMs: number): Promise<Seen> {
  const behind = ({ draftId, last }: Subscriber) => Math.max(0, (versions[draftId] ?? 0) - last);
  const giveUpAt = performance.now() + withinMs;
  while (subscribers.some((subscriber) => behind(subscriber) > 0) && performance.now() < giveUpAt) {
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
  const missed = subscribers.reduce((sum, subscriber) => sum + behind(subscriber), 0);
  return { latencies, missed, repeated, outOfOrder, cpuSeconds: cpuSeconds(), clockErrorMs };
}

async function obey(order: Order): Promise<unknown> {
  switch (order.kind) {
    case 'open':
      await measureClock(order.databaseUrl);
      return open(order.subscribers);
    case 'measure':
      latencies = [];
      cpuBefore = process.cpuUsage();
      return;
    case 'see':
      return see(order.versions, order.withinMs);
    case 'leave':
      for (const { close } of subscribers) close();
  }
}

process.on('message', (order: Order) => {
  obey(order).then(
    (answer) => process.send?.({ done: order.kind, answer }),
    (error: unknown) => process.send?.({ failed: String(error) }),
  );
});
process.on('disconnect', () => process.exit());
