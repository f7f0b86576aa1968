import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { describe, expect, it } from 'vitest';
import { measure } from '../../src/telemetry/measure.ts';
import { createMetrics } from '../../src/telemetry/metrics.ts';
import { listen, signals } from '../../src/telemetry/signals.ts';
import { openSpan, spanNames, traceparent, within } from '../../src/telemetry/spans.ts';
import { startCollector } from '../support/collector.ts';
import { startProgram } from '../support/processes.ts';
import { createTestDatabase } from '../support/test_database.ts';

describe('a signal', () => {
  it('reaches everybody who listens, as long as they do, and programs beside ours', async () => {
    const heard: unknown[] = [];
    const metrics = createMetrics();
    const [stop, stopMeasuring] = [
      listen({ delivered: (kind, delayMs) => heard.push([kind, delayMs]) }),
      measure(metrics),
    ];
    const beside = (message: unknown) => void heard.push(message);
    subscribe('draft_orchestrator.delivered', beside);
    signals.delivered('WEBHOOK', 12);
    expect(heard).toEqual([
      ['WEBHOOK', 12],
      ['WEBHOOK', 12],
    ]);
    stop();
    stopMeasuring();
    unsubscribe('draft_orchestrator.delivered', beside);
    signals.delivered('WEBHOOK', 13);
    expect(heard).toHaveLength(2);
    expect(await metrics.text(() => undefined)).toContain(
      'draft_orchestrator_deliveries_total{kind="WEBHOOK",outcome="taken"} 1',
    );
  });
});

describe('a span', () => {
  it('is nothing but its work where nobody traces', async () => {
    const work = async () => [traceparent(), spanNames(), openSpan({ name: 'inner' })];
    expect(await within({ name: 'outer', begins: true }, work)).toEqual([null, {}, null]);
  });
});

/** Says each module of OpenTelemetry's SDK that a program loads. (prom-client loads its types, for everybody.) */
const WATCH = `data:text/javascript,import { registerHooks } from 'node:module';
registerHooks({ resolve(name, context, next) {
  if (name.includes('@opentelemetry/sdk')) process.stderr.write('loads ' + name + '\\n');
  return next(name, context);
} });`.replaceAll('\n', '');

describe('OpenTelemetry', () => {
  it('is not loaded by a process that has no collector', async () => {
    const [database, collector] = await Promise.all([createTestDatabase(), startCollector()]);
    const start = (env: Record<string, string>) =>
      startProgram(['--import', WATCH, 'src/main.ts', 'worker', '--only', 'relay'], {
        ...{ DATABASE_URL: database.url, LOG_LEVEL: 'info' },
        ...env,
      });
    const programs = [start({}), start({ OTEL_EXPORTER_OTLP_ENDPOINT: collector.url })];
    await Promise.all(programs.map((program) => program.untilReady()));
    const [without, traced] = programs.map((program) => program.said().includes('loads @opentelemetry/sdk'));
    expect({ without, traced }).toEqual({ without: false, traced: true });
    for (const { child } of programs) child.kill('SIGTERM');
    expect(await Promise.all(programs.map((program) => program.ended()))).toEqual([0, 0]);
    await Promise.all([collector.stop(), database.drop()]);
  });
});
