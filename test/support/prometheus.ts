import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Program } from '../../src/processes/program.ts';
import { freePort } from './free_port.ts';
import { ALERTS_FILE, PROMTOOL } from './promtool.ts';
import { until } from './until.ts';

/** Debian's package has the server beside promtool. */
const PROMETHEUS = join(dirname(PROMTOOL), 'prometheus');
/** Scrapes, and evaluations of the rules: in production every 15 seconds. */
const EVERY = '1s';
/** What a range query looks back at. */
const RANGE_SECONDS = 30;

/** Whether this machine has a Prometheus to scrape with. */
export const hasPrometheus = existsSync(PROMETHEUS);
if (!hasPrometheus) {
  process.stderr.write(`There is no ${PROMETHEUS}: what a dashboard of real metrics shows is not tested.\n`);
}

/** A series that Prometheus answered: its labels, and its values in the last half minute, NaN and infinity among them. */
export interface AnsweredSeries {
  readonly labels: Readonly<Record<string, string>>;
  readonly values: readonly number[];
}

/** A rule as Prometheus has it: `health` is "unknown" until it was evaluated, then "ok" or "err". */
export interface LoadedRule {
  readonly name: string;
  readonly health: string;
  readonly lastError?: string;
}

interface RangeData {
  readonly result: readonly {
    readonly metric: AnsweredSeries['labels'];
    readonly values: readonly (readonly [number, string])[];
  }[];
}

/** A Prometheus server with the rules of ops/prometheus, which scrapes every second. */
export class Prometheus {
  readonly url: string;
  readonly #program: Program;
  readonly #folder: string;

  private constructor(url: string, program: Program, folder: string) {
    this.url = url;
    this.#program = program;
    this.#folder = folder;
  }

  /**
   * Starts one and waits until it answers.
   * @param metricsUrls of the processes that it scrapes, as the job of the documents
   */
  static async start(metricsUrls: readonly string[]): Promise<Prometheus> {
    const folder = await mkdtemp(join(tmpdir(), 'draft-orchestrator-prometheus-'));
    const file = join(folder, 'prometheus.json');
    const targets = metricsUrls.map((url) => new URL(url).host);
    const config = {
      global: { scrape_interval: EVERY, scrape_timeout: EVERY, evaluation_interval: EVERY },
      rule_files: [ALERTS_FILE],
      scrape_configs: [{ job_name: 'draft-orchestrator', static_configs: [{ targets }] }],
    };
    await writeFile(file, JSON.stringify(config));
    const address = `127.0.0.1:${await freePort()}`;
    const program = new Program({
      executable: PROMETHEUS,
      args: [
        ...[`--config.file=${file}`, `--storage.tsdb.path=${join(folder, 'data')}`],
        `--web.listen-address=${address}`,
      ],
    });
    const started = new Prometheus(`http://${address}`, program, folder);
    await until(async () => {
      if (program.hasEnded()) throw new Error(`Prometheus does not start:\n${program.said()}`);
      const answer = await fetch(`${started.url}/-/ready`).catch(() => null);
      return answer?.ok || undefined;
    });
    return started;
  }

  /** What Grafana would draw of an expression. Throws where Prometheus refuses it. */
  async range(expression: string): Promise<AnsweredSeries[]> {
    const end = Date.now() / 1_000;
    const { result } = await this.#ask<RangeData>('query_range', {
      query: expression,
      start: String(end - RANGE_SECONDS),
      end: String(end),
      step: '1',
    });
    return result.map(({ metric, values }) => ({
      labels: metric,
      values: values.map(([, value]) => Number(value.replace('Inf', 'Infinity'))),
    }));
  }

  /** Its rules: recordings and alerts. */
  async rules(): Promise<LoadedRule[]> {
    const { groups } = await this.#ask<{ groups: { rules: LoadedRule[] }[] }>('rules', {});
    return groups.flatMap(({ rules }) => rules);
  }

  async stop(): Promise<void> {
    await this.#program.kill();
    await rm(this.#folder, { recursive: true });
  }

  async #ask<Data>(path: string, parameters: Readonly<Record<string, string>>): Promise<Data> {
    const answer = await fetch(`${this.url}/api/v1/${path}?${new URLSearchParams(parameters)}`);
    const body = (await answer.json()) as { status: string; error?: string; data: Data };
    if (body.status !== 'success')
      throw new Error(`Prometheus refuses ${parameters['query']}: ${body.error}`);
    return body.data;
  }
}
