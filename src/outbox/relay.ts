import { randomUUID } from 'node:crypto';
import {
  beginDelivery,
  type DeliveryResult,
  type EndpointKind,
  type ExtraDelivery,
  readExtraDelivery,
  readNames,
  recordDeliveries,
  recordExtraDelivery,
  type StreamEvent,
  type Target,
  type Way,
} from '../database/outbox.ts';
import type { Queryable } from '../database/queryable.ts';
import { type CloudEvent, envelope, type Stream, testEnvelope } from '../publishers/envelope.ts';
import type { Published, Publisher } from '../publishers/publisher.ts';
import type { Log } from '../telemetry/log.ts';
import { within } from '../telemetry/spans.ts';
import { Owners } from './owners.ts';
import { Turns } from './turns.ts';

/** Events that are read, and recorded, together. */
const MOST_EVENTS = 20;
/** After this time what was delivered is recorded, however few events it was: long before the lease ends. */
const RECORD_AFTER_MS = 5_000;
/** What is delivered at the same time, in one process. Most of that time it waits for somebody's answer. */
export const DELIVERIES_AT_ONCE = 24;

/** Is told what became of deliveries. None of these may throw. */
export interface RelayObserver {
  /** An event was sent. `delayMs`: from when it happened until the endpoint took it; null: it did not. */
  delivered(kind: EndpointKind, delayMs: number | null): void;
}

/** What a relay works with. */
export interface RelayOptions {
  readonly publishers: ReadonlyMap<EndpointKind, Publisher>;
  /** Where the service is, for the addresses in events; undefined: it does not know. */
  readonly publicUrl: string | undefined;
  readonly observer: RelayObserver;
  readonly log: Log;
}

/** Delivers events to endpoints: each stream (a draft, or a league) in order, at least once. */
export class Relay {
  readonly #options: RelayOptions;
  readonly #owners = new Owners();
  readonly #turns = new Turns<() => Promise<void>>(DELIVERIES_AT_ONCE);

  constructor(options: RelayOptions) {
    this.#options = options;
  }

  /**
   * Delivers what is new of a stream to an endpoint, as the job of both. Where there is no place for it here, whoever delivers does this
   * afterwards.
   */
  deliver(db: Queryable, way: Way, signal: AbortSignal): Promise<void> {
    return this.#inTurn(db, way.endpointId, way.streamId, signal, () => this.#deliver(db, way, signal));
  }

  /** Sends a dead letter once more, or a test (null), likewise. */
  sendExtra(
    db: Queryable,
    endpointId: string,
    deadLetterId: string | null,
    signal: AbortSignal,
  ): Promise<void> {
    const name = deadLetterId ?? 'test';
    return this.#inTurn(db, endpointId, name, signal, () =>
      this.#sendExtra(db, endpointId, deadLetterId, signal),
    );
  }

  async #inTurn(
    db: Queryable,
    endpointId: string,
    name: string,
    signal: AbortSignal,
    work: () => Promise<void>,
  ): Promise<void> {
    const bounds = await this.#owners.boundsOf(db, endpointId);
    const unlessEnding = async () => {
      if (!signal.aborted) await work();
    };
    await this.#turns.run(bounds, name, unlessEnding, (next) => next());
  }

  async #sendExtra(
    db: Queryable,
    endpointId: string,
    deadLetterId: string | null,
    signal: AbortSignal,
  ): Promise<void> {
    const extra = await readExtraDelivery(db, endpointId, deadLetterId);
    if (!extra) return;
    const [event] = extra.events;
    const wrap = () => this.#wrapExtra(endpointId, extra, event);
    const result = await this.#send(db, extra, wrap, new Clock(extra.at), event?.version ?? null, signal);
    await recordExtraDelivery(db, endpointId, deadLetterId, result);
  }

  #wrapExtra(endpointId: string, extra: ExtraDelivery, event: StreamEvent | undefined): CloudEvent {
    const { streamId, leagueId, isDraft, at } = extra;
    if (!event || streamId === null) return testEnvelope(endpointId, at, this.#options.publicUrl);
    const stream: Stream = {
      kind: isDraft ? 'draft' : 'league',
      id: streamId,
      leagueId: leagueId ?? streamId,
    };
    return envelope(stream, event, this.#options.publicUrl);
  }

  async #deliver(db: Queryable, way: Way, signal: AbortSignal): Promise<void> {
    const lease = randomUUID();
    const begun = await beginDelivery(db, way, lease, MOST_EVENTS);
    if (!begun) return;
    const { leagueId, isDraft } = begun;
    const stream: Stream = { kind: isDraft ? 'draft' : 'league', id: way.streamId, leagueId };
    const clock = new Clock(begun.at);
    let events = begun.events;
    while (events.length > 0) {
      const results = await this.#sendInOrder(db, begun, stream, events, clock, signal);
      events = await recordDeliveries(db, way, lease, results, signal.aborted ? 0 : MOST_EVENTS);
    }
  }

  /** Sends events until one is not taken, or it is time to record; answers what became of them. */
  async #sendInOrder(
    db: Queryable,
    to: Target,
    stream: Stream,
    events: readonly StreamEvent[],
    clock: Clock,
    signal: AbortSignal,
  ): Promise<DeliveryResult[]> {
    const startedAt = performance.now();
    const results: DeliveryResult[] = [];
    for (const event of events) {
      const wrap = () => envelope(stream, event, this.#options.publicUrl);
      const result = await within(
        {
          name: `deliver to ${to.kind.toLowerCase()}`,
          kind: 'consumer',
          attributes: { 'draft.version': event.version, 'draft_orchestrator.stream': stream.id },
          parent: event.traceparent,
        },
        async (span) => {
          const sent = await this.#send(db, to, wrap, clock, event.version, signal);
          span.set({ 'draft_orchestrator.taken': sent.ok });
          return sent;
        },
      );
      results.push(result);
      const delay = clock.now().getTime() - Date.parse(event.at);
      this.#options.observer.delivered(to.kind, result.ok ? delay : null);
      const isTime = performance.now() - startedAt > RECORD_AFTER_MS;
      if (!result.ok || isTime || signal.aborted) break;
    }
    return results;
  }

  async #send(
    db: Queryable,
    to: Target,
    wrap: () => CloudEvent,
    clock: Clock,
    version: number | null,
    signal: AbortSignal,
  ): Promise<DeliveryResult> {
    const startedAt = performance.now();
    const { ok, status, request, response, error, gone, retryAfter } = await this.#publish(
      db,
      to,
      wrap,
      clock,
      signal,
    );
    return {
      ...{ version, ok, milliseconds: performance.now() - startedAt },
      ...{
        status: status ?? null,
        request: request ?? '',
        response: response === undefined ? null : withoutSecrets(response, to),
      },
      error: ok ? null : (error ?? 'It did not take the event.'),
      ...{ gone: gone ?? false, retryAfter: retryAfter ?? null },
    };
  }

  async #publish(
    db: Queryable,
    to: Target,
    wrap: () => CloudEvent,
    clock: Clock,
    signal: AbortSignal,
  ): Promise<Published> {
    const publisher = this.#options.publishers.get(to.kind);
    if (!publisher)
      return { ok: false, error: `This service sends nothing to endpoints of the kind ${to.kind}.` };
    try {
      const names = (teams: readonly string[], players: readonly number[]) => readNames(db, teams, players);
      return await publisher.publish({ event: wrap(), to, at: clock.now(), names }, signal);
    } catch (error) {
      this.#options.log.error({ err: error, kind: to.kind }, 'An event could not be published');
      return { ok: false, error: 'The service could not send it; its log says why.' };
    }
  }
}

/** The database's time: as it was told, plus what has passed here since. */
class Clock {
  readonly #at: number;
  readonly #toldAt = performance.now();

  constructor(at: Date) {
    this.#at = at.getTime();
  }

  now(): Date {
    return new Date(this.#at + performance.now() - this.#toldAt);
  }
}

/** An answer may repeat what was sent, with the address and what is secret in it: the log of deliveries is read by people. */
function withoutSecrets(text: string, { target, secrets }: Target): string {
  const url = URL.canParse(target) ? new URL(target) : null;
  const hidden = [
    target,
    ...secrets,
    ...(url ? [url.pathname + url.search, url.pathname, url.search.slice(1)] : []),
  ];
  return hidden
    .filter((secret) => secret.length > 1)
    .reduce((shown, secret) => shown.replaceAll(secret, '***'), text);
}
