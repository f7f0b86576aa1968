import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import type { Log } from './log.ts';
import { traceWith } from './spans.ts';
import type { TracingConfig } from './tracing_config.ts';

/**
 * Switches tracing on, where it is configured; else its SDK is not loaded. Answers what sends the spans that are left and
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
