import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import type { Log } from './log.ts';
import { traceWith } from './spans.ts';

/** Which traces are recorded, by the names of OTEL_TRACES_SAMPLER. */
export const SAMPLERS = [
  ...(['always_on', 'always_off', 'traceidratio'] as const),
  ...(['parentbased_always_on', 'parentbased_always_off', 'parentbased_traceidratio'] as const),
] as const;
export type SamplerName = (typeof SAMPLERS)[number];

/** How this process traces, as the environment says. */
export interface TracingConfig {
  readonly sampler: SamplerName;
  /** Which share of traces the samplers by ratio record: 0 to 1. */
  readonly ratio: number;
}

export interface TracingOptions extends TracingConfig {
  readonly version: string;
  /** Which process it is. */
  readonly instance: string;
}

/**
 * Switches tracing on, where it is configured; else nothing of OpenTelemetry is loaded. Answers what sends the spans that are left and
 * switches it off.
 */
export async function startTracing(config: TracingConfig | null, log: Log): Promise<() => Promise<void>> {
  if (config === null) return async () => undefined;
  const { OpenTelemetryTracer } = await import('./open_telemetry.ts');
  const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  const instance = `${hostname()}:${process.pid}:${randomUUID()}`;
  const tracer = new OpenTelemetryTracer({ ...config, version: String(version), instance });
  traceWith(tracer);
  log.info({ sampler: config.sampler, ratio: config.ratio }, 'This process sends traces');
  return async () => {
    traceWith(null);
    await tracer
      .stop()
      .catch((error: unknown) => log.warn({ err: error }, 'The last spans could not be sent'));
  };
}
