import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createConnectionPool, endConnectionPool } from '../src/database/connect.ts';
import { applyPick } from '../src/database/picks.ts';
import { Announcer } from '../src/events/announcer.ts';
import { createLog } from '../src/telemetry/log.ts';
import { type SpanAbout, within } from '../src/telemetry/spans.ts';
import { startTracing } from '../src/telemetry/tracing.ts';
import type { Figures } from './report.ts';
import type { Bench, Scene } from './scene.ts';
import { percentiles, round } from './statistics.ts';
import { layTable, Table, type Wanted } from './table.ts';

/** As an operation of GraphQL is. */
const OPERATION: SpanAbout = { name: 'mutation MakePick', begins: true };
/** Which share of the picks is recorded; null: tracing is off. */
const SHARES = { off: null, traced_0: 0, traced_1_percent: 0.01, traced_all: 1 } as const;
type Mode = keyof typeof SHARES;

/** What tracing costs picks: manual picks through apply_picks, and the hint behind each, without tracing and with it, by turns. */
export const tracing: Bench = { drafts: 1_000, seconds: 2, run };

async function run({ db, url, options, progress }: Scene): Promise<Figures> {
  const { drafts, connections, seconds, runs } = options;
  const log = createLog('warn');
  const { league, sequence, draftIds } = await layTable(db, drafts, (made) =>
    progress('drafts', made, drafts),
  );
  const table = new Table(sequence, draftIds);
  const clients = createConnectionPool(url, { max: connections, applicationName: 'bench tracing', log });
  const announcer = new Announcer(clients, (error) => log.warn({ err: error }, 'could not announce'));
  const pick = (wanted: Wanted) =>
    within(OPERATION, async () => {
      announcer.announce(await applyPick(clients, { kind: 'MANUAL', ...wanted, actor: league.manager }));
    });
  const collector = await startSink();
  process.env['OTEL_EXPORTER_OTLP_ENDPOINT'] = collector.url;
  const rates = new Map<Mode, number[]>();
  try {
    await table.pickFor(pick, connections, seconds * 1_000);
    for (let turn = 0; turn < runs; turn += 1) {
      for (const mode of inTurn(turn)) {
        const ratio = SHARES[mode];
        progress(mode, turn, runs);
        const stop = await startTracing(ratio === null ? null : { sampler: 'traceidratio', ratio }, log);
        const took = await table.pickFor(pick, connections, seconds * 1_000);
        await stop();
        rates.set(mode, [...(rates.get(mode) ?? []), took.length / seconds]);
      }
    }
  } finally {
    await announcer.settled();
    await endConnectionPool(clients);
    collector.stop();
  }
  const median = (each: readonly number[]) => percentiles(each).p50;
  const off = median(rates.get('off') ?? []);
  return Object.fromEntries(
    [...rates].map(([mode, each]) => [
      mode,
      { picks_per_second: round(median(each)), of_off: round(median(each) / off) },
    ]),
  );
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
