/** What a span is about. */
export interface SpanAbout {
  readonly name: string;
  /** What it is between processes; left out: work inside this one. */
  readonly kind?: 'server' | 'client' | 'producer' | 'consumer';
  readonly attributes?: Attributes;
  /** The span of another process or another time that this one goes on from, as a W3C `traceparent`. */
  readonly parent?: string | null | undefined;
  /** Whether it begins a trace where none is under way; else there is no span then. */
  readonly begins?: boolean;
}

/** Facts of a span, by names of OpenTelemetry's semantic conventions or `draft.…`. Never what people wrote, and no secret. */
export type Attributes = Readonly<Record<string, string | number | boolean>>;

/** A span under way. */
export interface OpenSpan {
  /** How other processes go on from it; null where it is not recorded. */
  readonly traceparent: string | null;
  set(attributes: Attributes): void;
  /** Points to a span of another trace, by its `traceparent`. */
  link(traceparent: string): void;
  end(error?: unknown): void;
}

/** The names of the span under way, as logs have them. */
export interface SpanNames {
  readonly trace_id: string;
  readonly span_id: string;
}

/** What makes spans, where tracing is on (open_telemetry.ts). */
export interface Tracer {
  within<T>(about: SpanAbout, work: (span: OpenSpan) => Promise<T>): Promise<T>;
  open(about: SpanAbout): OpenSpan | null;
  /** The traceparent of the span under way; null where there is none, or it is not recorded. */
  traceparent(): string | null;
  names(): SpanNames | null;
}

/** The span of work that nobody traces. */
export const NOT_RECORDED: OpenSpan = {
  traceparent: null,
  set: () => undefined,
  link: () => undefined,
  end: () => undefined,
};
const NO_NAMES = {};

let tracer: Tracer | null = null;

/** Switches tracing on for this process; null: off, as at the beginning. */
export function traceWith(given: Tracer | null): void {
  tracer = given;
}

/** Whether this process traces at all. */
export function isTracing(): boolean {
  return tracer !== null;
}

/** Does the work in a span, which ends with it. Where tracing is off that is one comparison. */
export function within<T>(about: SpanAbout, work: (span: OpenSpan) => Promise<T>): Promise<T> {
  return tracer === null ? work(NOT_RECORDED) : tracer.within(about, work);
}

/** Begins a span that its caller ends, beside the one under way; null where it would not be recorded. */
export function openSpan(about: SpanAbout): OpenSpan | null {
  return tracer === null ? null : tracer.open(about);
}

/** How another process goes on from the span under way, as a W3C `traceparent`; null where nothing is recorded. */
export function traceparent(): string | null {
  return tracer === null ? null : tracer.traceparent();
}

/** The ids of the trace and the span under way, for a line of the log; empty where there is none. */
export function spanNames(): SpanNames | Record<string, never> {
  return tracer?.names() ?? NO_NAMES;
}
