import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

/** Prometheus's own judge of rules: Debian's package "prometheus" has it. */
export const PROMTOOL = process.env['PROMTOOL'] ?? '/usr/bin/promtool';
export const ALERTS_FILE = fileURLToPath(new URL('../../ops/prometheus/alerts.yaml', import.meta.url));
/** How often Prometheus looks, in these tests. */
const EVERY = '15s';

/** Whether rules can be judged on this machine. */
export const hasPromtool = existsSync(PROMTOOL);
if (!hasPromtool) {
  process.stderr.write(`There is no ${PROMTOOL}: what Prometheus makes of the alerts is not tested.\n`);
}

/** Series by their names and labels; values as promtool writes them, such as `0+1x20`. */
export type Series = Readonly<Record<string, string>>;

/** What a Prometheus sees, and the alerts that fire at a time such as `2m`: those, and no others. */
export interface AlertCase {
  readonly name: string;
  readonly series: Series;
  readonly at: string;
  readonly firing: readonly string[];
}

/** Runs promtool; throws with what it says where it refuses. */
export async function promtool(...args: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(PROMTOOL, args).catch(
    (error: { stdout?: string; stderr?: string }) => {
      throw new Error(`promtool ${args[0]} ${args[1]} refuses:\n${error.stdout ?? ''}${error.stderr ?? ''}`);
    },
  );
  return stdout;
}

/** Has Prometheus's rule engine evaluate the alerts over each case. Throws where another alert fires, or one does not. */
export async function judgeAlerts(cases: readonly AlertCase[]): Promise<void> {
  const tests = cases.map(({ name, series, at, firing }) => ({
    name,
    interval: EVERY,
    input_series: Object.entries(series).map(([one, values]) => ({ series: one, values })),
    promql_expr_test: [
      {
        expr: 'group by (alertname) (ALERTS{alertstate="firing"})',
        eval_time: at,
        exp_samples: firing.map((alert) => ({
          labels: `{alertname="${alert}"}`,
          value: 1,
        })),
      },
    ],
  }));
  const folder = await mkdtemp(join(tmpdir(), 'draft-orchestrator-alerts-'));
  try {
    const file = join(folder, 'tests.json');
    await writeFile(file, JSON.stringify({ rule_files: [ALERTS_FILE], evaluation_interval: EVERY, tests }));
    await promtool('test', 'rules', file);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** What a process says of one moment, and the load of other tests moves. */
const MOMENTARY = /^(nodejs_eventloop_lag_p99_seconds|draft_orchestrator_pool_waiting\{.*\}) .*$/gm;

/** A scrape as on a machine that does nothing else: how late an event loop was and which statements waited is 0, but in the lines that are looked for. */
export function withoutLoad(text: string, looked: readonly RegExp[] = []): string {
  return text.replace(MOMENTARY, (line, metric: string) =>
    looked.some((one) => one.test(line)) ? line : `${metric} 0`,
  );
}

/** What a scrape answered, as series that stay as they are: with the labels that Prometheus adds. */
export function seriesOf(text: string, instance: string): Series {
  const own = `job="draft-orchestrator",instance="${instance}"`;
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  const series = lines.map((line) => {
    const [, name = '', labels, value = ''] = /^(\w+)(?:\{(.*)\})? (\S+)/.exec(line) ?? [];
    return [`${name}{${labels ? `${labels},` : ''}${own}}`, `${value}+0x80`];
  });
  return { ...Object.fromEntries(series), [`up{${own}}`]: '1+0x80' };
}

/** A process that does not answer scrapes. */
export function goneProcess(instance: string): Series {
  return { [`up{job="draft-orchestrator",instance="${instance}"}`]: '0+0x80' };
}

/** Metrics that only rise. */
const COUNTED = /_(?:total|count|sum|bucket)\{/;

/** Two scrapes of a process: what they count goes on rising as it did between them, and the rest stays as it was in the second. */
export function risingSeries(before: string, after: string, instance: string): Series {
  const [first, second] = [seriesOf(before, instance), seriesOf(after, instance)];
  return Object.fromEntries(
    Object.entries(second).map(([name, values]) => {
      if (!COUNTED.test(name)) return [name, values];
      const [from, to] = [first[name] ?? '0+', values].map((each) => Number.parseFloat(each));
      return [name, `${from}+${Math.max(0, (to ?? 0) - (from ?? 0))}x80`];
    }),
  );
}
