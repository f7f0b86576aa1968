import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createConnectionPool, endConnectionPool } from '../src/database/connect.ts';
import { applyPick } from '../src/database/picks.ts';
import { Announcer } from '../src/events/announcer.ts';
import { createLog } from '../src/telemetry/log.ts';
import { openSpan, type SpanAbout, within } from '../src/telemetry/spans.ts';
import { startTracing } from '../src/telemetry/tracing.ts';
import { measureCpu } from './machine.ts';
import type { Figures } from './report.ts';
import type { Bench, Scene } from './scene.ts';
import { percentiles, round } from './statistics.ts';
import { layTable, Table, type Wanted } from './table.ts';

/** As an operation of GraphQL is. */
const OPERATION: SpanAbout = { name: 'mutation MakePick', begins: true };
/** Which share of the picks is recorded; null: tracing is off. */
const SHARES = { off: null, traced_0: 0, traced_1_percent: 0.01, traced_all: 1 } as const;
type Mode = keyof typeof SHARES;
/** The spans of so many picks, without the picks. */
const BARE = 20_000;
const STATEMENT: SpanAbout = { name: 'apply_pick', kind: 'client' };
const EVENT: SpanAbout = { name: 'draft event', kind: 'producer' };

/** What tracing costs picks: manual picks through apply_pick, and the hint behind each, without tracing and with it, by turns. */
export const tracing: Bench = { drafts: 1_000, seconds: 2, run };

async function run({ db, url, options, progress }: Scene): Promise<Figures> {
  const { drafts, connections, seconds, runs } = options;
  const log = createLog('warn');
  const { league, sequence, draftIds } = await layTable(db, drafts, (made) =>
    progress('drafts', made, drafts),
  );
  const table = new Table(sequence, draftIds);
  const clients = createConnectionPool(url, {
    ...{ max: connections, applicationName: 'bench tracing', prepares: true, log },
  });
  const announcer = new Announcer(clients, (error) => log.warn({ err: error }, 'could not announce'));
  const pick = (wanted: Wanted) =>
    within(OPERATION, async () => {
      announcer.announce(await applyPick(clients, { kind: 'MANUAL', ...wanted, actor: league.manager }));
    });
  const collector = await startSink();
  process.env['OTEL_EXPORTER_OTLP_ENDPOINT'] = collector.url;
  const used = new Map<Mode, Used>();
  try {
    await table.pickFor(pick, connections, seconds * 1_000);
    for (let turn = 0; turn < runs; turn += 1) {
      for (const mode of inTurn(turn)) {
        const ratio = SHARES[mode];
        progress(mode, turn, runs);
        const stop = await startTracing(
          ratio === null ? null : { sampler: 'traceidratio', ratio, sendEveryMs: 1_000 },
          log,
        );
        const [cpu, before] = [await measureCpu(db), process.cpuUsage()];
        const took = await table.pickFor(pick, connections, seconds * 1_000);
        const { user, system } = process.cpuUsage(before);
        const database = (await cpu(0))?.database ?? 0;
        const bare = await bareSpans();
        await stop();
        const turnOf = { picks: took.length, process: user + system, database: database * MICROSECONDS };
        const { picks, process: own, database: theirs, rates, costs, spans } = used.get(mode) ?? NOTHING;
        used.set(mode, {
          picks: picks + turnOf.picks,
          process: own + turnOf.process,
          database: theirs + turnOf.database,
          rates: [...rates, took.length / seconds],
          costs: [...costs, costOf(turnOf)],
          spans: [...spans, bare],
        });
      }
    }
  } finally {
    await announcer.settled();
    await endConnectionPool(clients);
    collector.stop();
  }
  const off = used.get('off')?.costs ?? [];
  return Object.fromEntries(
    [...used].map(([mode, each]) => [
      mode,
      {
        picks_per_second: round(percentiles(each.rates).p50),
        cpu_us_per_pick: {
          process: round(each.process / each.picks),
          database: round(each.database / each.picks),
        },
        cpu_percent_of_off: percentiles(each.costs.map((cost, turn) => (100 * cost) / (off[turn] ?? cost)))
          .p50,
        spans_us_per_pick: round(percentiles(each.spans).p50),
      },
    ]),
  );
}

/** What picks of one mode took in all: microseconds of CPU in this process and in the database. */
interface Used {
  readonly picks: number;
  readonly process: number;
  readonly database: number;
  /** Picks a second, turn by turn. */
  readonly rates: readonly number[];
  /** CPU of a pick, turn by turn: what other programs do to the machine differs less within a turn than from one to the next. */
  readonly costs: readonly number[];
  /** What the spans of a pick take by themselves, turn by turn, in microseconds of CPU. */
  readonly spans: readonly number[];
}
const NOTHING: Used = { picks: 0, process: 0, database: 0, rates: [], costs: [], spans: [] };
const MICROSECONDS = 1_000_000;

/** CPU of a pick. Other programs on the machine change it less than they change how many picks there are in a second. */
function costOf({ picks, process: own, database }: Pick<Used, 'picks' | 'process' | 'database'>): number {
  return (own + database) / picks;
}

/** Microseconds of CPU that the spans of a pick take, without what they are about. */
async function bareSpans(): Promise<number> {
  const before = process.cpuUsage();
  for (let pick = 0; pick < BARE; pick += 1) {
    await within(OPERATION, async () => {
      await within(STATEMENT, async () => undefined);
      openSpan(EVENT)?.end();
    });
  }
  const { user, system } = process.cpuUsage(before);
  return (user + system) / BARE;
}

/** The modes, each turn beginning with another one, and every other turn backwards: what comes later finds a larger database. */
function inTurn(turn: number): Mode[] {
  const modes = Object.keys(SHARES) as Mode[];
  const begun = turn % modes.length;
  const turned = [...modes.slice(begun), ...modes.slice(0, begun)];
  return turn % 2 === 0 ? turned : turned.reverse();
}

/** Takes what is sent, and throws it away. */
async function startSink(): Promise<{ url: string; stop(): void }> {
  const server = createServer((req, res) => {
    req.resume().once('end', () => res.writeHead(200, { 'content-type': 'application/json' }).end('{}'));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop() {
      server.close();
      server.closeAllConnections();
    },
  };
}
