import { isTracing } from '../telemetry/spans.ts';
import { call, rowsOf } from './call.ts';
import { asTold } from './events.ts';
import type { Queryable } from './queryable.ts';

/** How an endpoint is reached. */
export type EndpointKind = 'WEBHOOK' | 'DISCORD' | 'NATS' | 'LOG';

/** An event of a stream, as its row has it; `at` is an ISO text with microseconds. */
export interface StreamEvent {
  readonly version: number;
  readonly at: string;
  readonly kind: string;
  readonly data: Readonly<Record<string, unknown>>;
  /** The span that it was caused by, where that was recorded and this process traces. */
  readonly traceparent?: string | undefined;
}

/** Where to send events to. */
export interface Target {
  readonly kind: EndpointKind;
  /** The whole address, with what is secret in it. */
  readonly target: string;
  /** What to sign with, the newest first. */
  readonly secrets: readonly string[];
}

/** Events of a stream that were leased for delivery; `at`: the database's time. */
export interface Begun extends Target {
  readonly at: Date;
  readonly leagueId: string;
  readonly isDraft: boolean;
  /** The circuit breaker lets this one delivery try whether the endpoint works again. */
  readonly isProbe: boolean;
  readonly events: readonly StreamEvent[];
}

/** What became of one event. */
export interface DeliveryResult {
  readonly version: number | null;
  readonly ok: boolean;
  readonly status: number | null;
  readonly milliseconds: number;
  readonly request: string;
  readonly response: string | null;
  readonly error: string | null;
  /** The endpoint said that it will never take anything again. */
  readonly gone: boolean;
  /** The endpoint said after how many seconds to come back. */
  readonly retryAfter: number | null;
}

/** The events of one draft or one league, on their way to one endpoint. */
export interface Way {
  readonly endpointId: string;
  readonly streamId: string;
}

const BEGIN_DELIVERY = rowsOf('begin_delivery').as<Begun>();

/** By version. */
type Traces = Readonly<Record<string, string>>;
const BEGIN_TRACED_DELIVERY = rowsOf('begin_traced_delivery').as<Begun & { readonly traces: Traces }>();

/** Leases what is new for an endpoint, at most so many events; null: nothing can be delivered now. */
export async function beginDelivery(
  db: Queryable,
  { endpointId, streamId }: Way,
  lease: string,
  most: number,
): Promise<Begun | null> {
  const way = [endpointId, streamId, lease, most] as const;
  if (!isTracing()) return withEventsTold(await BEGIN_DELIVERY.first(db, [...way]));
  const begun = withEventsTold(await BEGIN_TRACED_DELIVERY.first(db, [...way]));
  return begun && { ...begun, events: withTraces(begun.events, begun.traces) };
}

function withEventsTold<Found extends { readonly events: readonly StreamEvent[] }>(
  found: Found | null,
): Found | null {
  return found && { ...found, events: found.events.map(asTold) };
}

function withTraces(events: readonly StreamEvent[], traces: Traces): StreamEvent[] {
  return events.map((event) => ({ ...event, traceparent: traces[event.version] }));
}

/** Records what became of events, in order; answers the next ones to send under the same lease, none where it was given back. */
export async function recordDeliveries(
  db: Queryable,
  { endpointId, streamId }: Way,
  lease: string,
  results: readonly DeliveryResult[],
  most: number,
): Promise<readonly StreamEvent[]> {
  const answered = await call(db, 'record_deliveries', [endpointId, streamId, lease, results, most]);
  const next = (answered as readonly StreamEvent[]).map(asTold);
  if (!isTracing() || next.length === 0) return next;
  return withTraces(next, (await call(db, 'traces_of', [streamId, next])) as Traces);
}

/** Whose an endpoint is; of all leagues where there is no league. */
export interface EndpointOwner {
  readonly leagueId: string | null;
  /** Who runs the league. */
  readonly commissionerId: string | null;
}

const ENDPOINT_OWNER = rowsOf('endpoint_owner').as<EndpointOwner>();

/** Whose an endpoint is; null: there is no such endpoint. */
export function endpointOwner(db: Queryable, endpointId: string): Promise<EndpointOwner | null> {
  return ENDPOINT_OWNER.first(db, [endpointId]);
}

/** Makes jobs for drafts that changed; answers how many. */
export function enqueueDeliveries(db: Queryable, draftIds: readonly string[]): Promise<number> {
  return call(db, 'enqueue_deliveries', [draftIds]);
}

/** A place in the list of cursors; null: its beginning. */
export interface SweepPlace {
  readonly endpointId: string | null;
  readonly streamId: string | null;
}

/** What a sweep found: the place it came to, how many cursors it looked at, and how many jobs it made. */
export interface Swept extends SweepPlace {
  readonly cursors: number;
  readonly jobs: number;
}

const SWEEP = rowsOf('sweep_deliveries').as<Swept>();

/** Looks at so many cursors after a place, and makes jobs, at most so many, for those that are behind; answers the place it came to. */
export function sweepDeliveries(
  db: Queryable,
  after: SweepPlace,
  mostCursors: number,
  mostJobs: number,
): Promise<Swept> {
  return SWEEP.one(db, [after.endpointId, after.streamId, mostCursors, mostJobs]);
}

/** A dead letter that is replayed, or a test: without a stream, and without events. */
export interface ExtraDelivery extends Target {
  readonly at: Date;
  readonly leagueId: string | null;
  readonly streamId: string | null;
  readonly isDraft: boolean | null;
  readonly events: readonly StreamEvent[];
}

const READ_EXTRA = rowsOf('read_extra_delivery').as<ExtraDelivery>();

/** What is sent out of order; null: the endpoint or the dead letter is gone. */
export async function readExtraDelivery(
  db: Queryable,
  endpointId: string,
  deadLetterId: string | null,
): Promise<ExtraDelivery | null> {
  return withEventsTold(await READ_EXTRA.first(db, [endpointId, deadLetterId]));
}

/** Records what became of it. */
export async function recordExtraDelivery(
  db: Queryable,
  endpointId: string,
  deadLetterId: string | null,
  result: DeliveryResult,
): Promise<void> {
  await call(db, 'record_extra_delivery', [endpointId, deadLetterId, result]);
}

/** Whether the session of this connection is the one of the relays that leads: for as long as the connection lasts. */
export function leadOutbox(db: Queryable): Promise<boolean> {
  return call(db, 'lead_outbox', []);
}

/** Removes what is too old, at most so many of each; answers how many. */
export function pruneOutbox(db: Queryable, most: number): Promise<number> {
  return call(db, 'prune_outbox', [most]);
}

/** Names of teams and players by their ids. */
export interface Names {
  readonly teams: Readonly<Record<string, string>>;
  readonly players: Readonly<Record<string, string>>;
}

/** Reads the names that a message for people needs. */
export async function readNames(
  db: Queryable,
  teamIds: readonly string[],
  playerIds: readonly number[],
): Promise<Names> {
  return (await call(db, 'read_names', [teamIds, playerIds])) as Names;
}
