import {
  type Context,
  context,
  type Tracer as OtelTracer,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  TraceFlags,
  trace,
} from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { parseTraceParent } from '@opentelemetry/core';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { detectResources, envDetector, resourceFromAttributes } from '@opentelemetry/resources';
import {
  AlwaysOffSampler,
  AlwaysOnSampler,
  BatchSpanProcessor,
  ParentBasedSampler,
  type Sampler,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import { NOT_RECORDED, type OpenSpan, type SpanAbout, type Tracer } from './spans.ts';
import type { SamplerName, TracingOptions } from './tracing_config.ts';

const KINDS = {
  server: SpanKind.SERVER,
  client: SpanKind.CLIENT,
  producer: SpanKind.PRODUCER,
  consumer: SpanKind.CONSUMER,
} as const;

/** Spans as OpenTelemetry has them, sent to a collector as OTLP over HTTP. */
export class OpenTelemetryTracer implements Tracer {
  readonly #provider: TracerProvider;
  readonly #tracer: OtelTracer;
  readonly #contexts = new AsyncLocalStorageContextManager().enable();

  /** The exporter reads the rest of its settings from the environment, as OTEL_EXPORTER_OTLP_HEADERS. */
  constructor({ sampler, ratio, sendEveryMs, version, instance }: TracingOptions) {
    // The exporter keeps its own requests out of traces by it.
    context.setGlobalContextManager(this.#contexts);
    const named = resourceFromAttributes({
      'service.name': 'draft-orchestrator',
      'service.version': version,
      'service.instance.id': instance,
    });
    this.#provider = new TracerProvider({
      // What the environment says counts more.
      resource: named.merge(detectResources({ detectors: [envDetector] })),
      sampler: samplerOf(sampler, ratio),
      spanProcessors: [
        new BatchSpanProcessor({ exporter: new OTLPTraceExporter(), scheduledDelayMillis: sendEveryMs }),
      ],
    });
    this.#tracer = this.#provider.getTracer('draft-orchestrator', version);
  }

  within<T>(about: SpanAbout, work: (span: OpenSpan) => Promise<T>): Promise<T> {
    const parent = parentOf(about);
    if (parent === null) return work(NOT_RECORDED);
    const span = this.#start(about, parent);
    const open = new Opened(span);
    return context.with(trace.setSpan(parent, span), async () => {
      try {
        const answer = await work(open);
        open.end();
        return answer;
      } catch (error) {
        open.end(error);
        throw error;
      }
    });
  }

  open(about: SpanAbout): OpenSpan | null {
    const parent = parentOf(about);
    const span = parent && this.#start(about, parent);
    return span?.isRecording() ? new Opened(span) : null;
  }

  traceparent(): string | null {
    const span = trace.getActiveSpan();
    return span?.isRecording() ? named(span) : null;
  }

  names() {
    const span = trace.getActiveSpan();
    if (!span?.isRecording()) return null;
    const { traceId, spanId } = span.spanContext();
    return { trace_id: traceId, span_id: spanId };
  }

  /** Sends what is left. */
  async stop(): Promise<void> {
    await this.#provider.shutdown();
    context.disable();
    this.#contexts.disable();
  }

  #start({ name, kind, attributes = {} }: SpanAbout, parent: Context): Span {
    return this.#tracer.startSpan(
      name,
      { attributes, kind: kind === undefined ? SpanKind.INTERNAL : KINDS[kind] },
      parent,
    );
  }
}

/**
 * What a span goes on from; null: it is not to be. A span under way that has ended is that of some earlier work, in which whatever runs
 * now happened to be begun, such as a connection: nothing goes on from it.
 */
function parentOf({ parent, begins = false }: SpanAbout): Context | null {
  const remote = parent === null || parent === undefined ? null : parseTraceParent(parent);
  if (remote) return trace.setSpanContext(ROOT_CONTEXT, { ...remote, isRemote: true });
  const active = context.active();
  const span = trace.getSpan(active);
  if (span?.isRecording()) return active;
  if (!begins) return null;
  const isLeftOut = span !== undefined && (span.spanContext().traceFlags & TraceFlags.SAMPLED) === 0;
  return isLeftOut ? null : ROOT_CONTEXT;
}

function named(span: Span): string {
  const { traceId, spanId, traceFlags } = span.spanContext();
  return `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, '0')}`;
}

class Opened implements OpenSpan {
  readonly #span: Span;

  constructor(span: Span) {
    this.#span = span;
  }

  get traceparent(): string | null {
    return this.#span.isRecording() ? named(this.#span) : null;
  }

  set(attributes: Record<string, string | number | boolean>): void {
    this.#span.setAttributes(attributes);
  }

  link(traceparent: string): void {
    const linked = parseTraceParent(traceparent);
    if (linked) this.#span.addLink({ context: { ...linked, isRemote: true } });
  }

  end(error?: unknown): void {
    if (error !== undefined) {
      // Its message may hold what somebody wrote; the log has it.
      this.#span.setAttribute('error.type', typeOf(error));
      this.#span.setStatus({ code: SpanStatusCode.ERROR });
    }
    this.#span.end();
  }
}

function typeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}

function samplerOf(name: SamplerName, ratio: number): Sampler {
  const root = rootSamplerOf(name, ratio);
  return name.startsWith('parentbased_') ? new ParentBasedSampler({ root }) : root;
}

function rootSamplerOf(name: SamplerName, ratio: number): Sampler {
  if (name.endsWith('always_on')) return new AlwaysOnSampler();
  return name.endsWith('always_off') ? new AlwaysOffSampler() : new TraceIdRatioBasedSampler(ratio);
}
