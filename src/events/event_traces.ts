import type { EventRow } from '../database/events.ts';
import { isTracing, openSpan, type SpanAbout } from '../telemetry/spans.ts';
import type { TraceHint } from './announcement.ts';
import type { LiveEvent } from './live_event.ts';

/** Spans that hints named, at most: an event is read within milliseconds of its hint. */
const MOST_HINTED = 2_000;
/** Of one event so many followers have a span of their own: a thousand may follow a draft. */
const MOST_TOLD = 5;

/** An event that was read here, and the span that telling it goes on from. */
interface Traced {
  readonly traceparent: string;
  told: number;
}

const tracedEvents = new WeakMap<LiveEvent, Traced>();

/** Which events were caused by recorded traces, as hints told. */
export class EventTraces {
  readonly #hinted = new Map<string, string>();

  /** Takes in a hint. */
  hear(hint: TraceHint): void {
    if (!isTracing()) return;
    for (const [draftId, version, traceparent] of hint)
      this.#hinted.set(keyOf(draftId, version), traceparent);
    for (const key of this.#hinted.keys()) {
      if (this.#hinted.size <= MOST_HINTED) return;
      this.#hinted.delete(key);
    }
  }

  /** Events were read for all who follow them here: those that belong to a trace get a span. */
  read(events: readonly EventRow[]): void {
    if (this.#hinted.size === 0) return;
    for (const event of events) {
      const key = keyOf(event.draftId, event.version);
      const parent = this.#hinted.get(key);
      if (parent === undefined) continue;
      this.#hinted.delete(key);
      const attributes = { 'draft.id': event.draftId, 'draft.version': event.version };
      const span = openSpan({ name: 'read draft event', kind: 'consumer', attributes, parent });
      if (span?.traceparent) tracedEvents.set(event, { traceparent: span.traceparent, told: 0 });
      span?.end();
    }
  }
}

/** The span of telling an event to one more follower over that protocol; null where it is not recorded. */
export function spanOfTelling(event: LiveEvent, protocol: 'http' | 'websocket'): SpanAbout | null {
  if (!isTracing()) return null;
  const traced = tracedEvents.get(event);
  if (!traced || traced.told === MOST_TOLD) return null;
  traced.told += 1;
  return {
    name: 'tell subscriber',
    kind: 'producer',
    attributes: { 'network.protocol.name': protocol },
    parent: traced.traceparent,
  };
}

function keyOf(draftId: string, version: number): string {
  return `${draftId}:${version}`;
}
