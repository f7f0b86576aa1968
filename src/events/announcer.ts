import { setImmediate, setTimeout } from 'node:timers/promises';
import { notify, notifyTraced } from '../database/events.ts';
import type { Queryable } from '../database/queryable.ts';
import type { Stage } from '../telemetry/signals.ts';
import { isTracing, type OpenSpan, openSpan } from '../telemetry/spans.ts';
import { type Announcement, CHANNEL, type TraceHint, writeTraceHint } from './announcement.ts';

/** Milliseconds between two NOTIFYs: drafts that change in between are sent together. */
const GAP_MS = 10;
/** PostgreSQL refuses payloads of 8,000 bytes and more. A draft with its number and deadline takes about 70, one with its trace 110. */
const DRAFTS_PER_NOTIFY = 70;

/** A draft that changed, the number of its last event, and its next deadline: null for none, left out where not known. */
export interface Changed {
  readonly draftId: string;
  readonly version: number;
  readonly nextDeadline?: Date | null;
}

/** Is told how many milliseconds a NOTIFY took, and for how many drafts. */
export interface AnnouncerObserver {
  measured?(stage: Stage, ms: number, drafts: number): void;
}

/** Announces changes of drafts. */
export type Announces = Pick<Announcer, 'announce'>;

/** Sends hints (NOTIFY) about drafts that changed, after their commit; changes at about the same time share one. */
export class Announcer {
  readonly #db: Queryable;
  readonly #onFailure: (error: unknown) => void;
  readonly #observer: AnnouncerObserver;
  readonly #waiting = new Map<string, Changed>();
  /** Spans of what waits, where a trace is recorded. */
  readonly #spans = new Map<string, OpenSpan>();
  #sending: Promise<void> | null = null;
  #isSettling = false;

  /**
   * @param onFailure is called when a hint could not be sent; listeners find those changes at their next read
   * @param observer is told how long sending took
   */
  constructor(db: Queryable, onFailure: (error: unknown) => void, observer: AnnouncerObserver = {}) {
    this.#db = db;
    this.#onFailure = onFailure;
    this.#observer = observer;
  }

  /** Never waits and never fails: a hint may be lost, since listeners also read without one. */
  announce(changed: Changed): void {
    const { draftId, version } = changed;
    if (version >= (this.#waiting.get(draftId)?.version ?? 0)) {
      this.#waiting.set(draftId, changed);
      if (isTracing()) this.#trace(changed);
    }
    this.#sending ??= this.#sendAll();
  }

  /** Waits until everything announced so far was sent. */
  async settled(): Promise<void> {
    this.#isSettling = true;
    await this.#sending;
    this.#isSettling = false;
  }

  /** What this change causes in other processes goes on from a span of its own. */
  #trace({ draftId, version }: Changed): void {
    this.#spans.get(draftId)?.end();
    this.#spans.delete(draftId);
    const attributes = { 'draft.id': draftId, 'draft.version': version };
    const span = openSpan({ name: 'draft event', kind: 'producer', attributes });
    if (span) this.#spans.set(draftId, span);
  }

  async #sendAll(): Promise<void> {
    await setImmediate();
    while (this.#waiting.size > 0) {
      const batch = [...this.#waiting.values()].slice(0, DRAFTS_PER_NOTIFY);
      for (const { draftId } of batch) this.#waiting.delete(draftId);
      await this.#send(batch);
      if (this.#waiting.size < DRAFTS_PER_NOTIFY && !this.#isSettling) await setTimeout(GAP_MS);
    }
    this.#sending = null;
  }

  async #send(batch: readonly Changed[]): Promise<void> {
    const startedAt = performance.now();
    const spans = this.#spans.size === 0 ? [] : this.#takeSpans(batch);
    try {
      const payload = JSON.stringify(batch.map(toAnnounced));
      if (spans.length === 0) await notify(this.#db, CHANNEL, payload);
      else await this.#sendTraced(payload, spans);
      this.#observer.measured?.('announce', performance.now() - startedAt, batch.length);
    } catch (error) {
      this.#onFailure(error);
    } finally {
      for (const [, span] of spans) span.end();
    }
  }

  #takeSpans(batch: readonly Changed[]): [Changed, OpenSpan][] {
    return batch.flatMap((changed) => {
      const span = this.#spans.get(changed.draftId);
      this.#spans.delete(changed.draftId);
      return span ? [[changed, span]] : [];
    });
  }

  /** Each span points to that of the event before, such as the one that set the deadline which ran out. */
  async #sendTraced(payload: string, spans: readonly [Changed, OpenSpan][]): Promise<void> {
    const traced = spans.flatMap(([{ draftId, version }, span]) =>
      span.traceparent === null ? [] : [{ draftId, version, span, traceparent: span.traceparent }],
    );
    const events: TraceHint = traced.map((each) => [each.draftId, each.version, each.traceparent]);
    const before = await notifyTraced(this.#db, CHANNEL, payload, {
      events,
      payload: writeTraceHint(events),
    });
    for (const [place, { span }] of traced.entries()) {
      const linked = before[place];
      if (linked) span.link(linked);
    }
  }
}

/** A Date cuts off microseconds: one millisecond later is never before the deadline. */
function toAnnounced({ draftId, version, nextDeadline }: Changed): Announcement[number] {
  if (nextDeadline === undefined) return [draftId, version];
  return [draftId, version, nextDeadline === null ? null : nextDeadline.getTime() + 1];
}
