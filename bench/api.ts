import { Agent, request } from 'node:http';
import { MakePickDocument } from '../client/operations.generated.ts';
import { mintToken } from '../src/api/identity/own_tokens.ts';
import { createConnectionPool, endConnectionPool } from '../src/database/connect.ts';
import { applyPick } from '../src/database/picks.ts';
import { createLog } from '../src/telemetry/log.ts';
import { measureCpu, secondsOf } from './machine.ts';
import { RealProcess } from './real_process.ts';
import type { Figures } from './report.ts';
import type { Bench, Scene } from './scene.ts';
import { percentiles, round } from './statistics.ts';
import { layTable, Table, type Wanted } from './table.ts';

const SECRET = 'of the bench alone, and long enough for tokens';
const TOKEN_SECONDS = 24 * 3_600;
const WARM_UP_MS = 2_000;
/** The pick as our own client sends it: people who draft use that. */
const MAKE_PICK = MakePickDocument.toString();

/**
 * Picks through HTTP and GraphQL, as clients make them: some connections that are kept open, each picking one after the other in a
 * draft of its own. Beside it in the same run the same picks through apply_pick alone.
 */
export const api: Bench = { drafts: 600, seconds: 10, run };

async function run({ db, url, options, progress }: Scene): Promise<Figures> {
  const { connections, seconds, drafts } = options;
  const { league, sequence, draftIds } = await layTable(db, drafts, (made) =>
    progress('drafts', made, drafts),
  );
  const table = new Table(sequence, draftIds);
  const { commissioner } = league;
  const userId = commissioner.kind === 'USER' ? (commissioner.userId ?? '') : '';
  const token = await mintToken(SECRET, { userId, isOperator: false }, TOKEN_SECONDS);
  const door = createConnectionPool(url, {
    max: connections,
    applicationName: 'bench api',
    prepares: true,
    log: createLog('warn'),
  });
  const { server, url: address } = await RealProcess.server(url, SECRET);
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const measure = async (what: string, pick: (wanted: Wanted) => Promise<unknown>) => {
    progress(what, 0, seconds);
    await table.pickFor(pick, connections, WARM_UP_MS);
    const [cpu, cpuBefore] = [await measureCpu(db), secondsOf(server.pid)];
    const took = await table.pickFor(pick, connections, seconds * 1_000);
    const served = secondsOf(server.pid) - cpuBefore;
    const { p50, p99, max } = percentiles(took);
    return {
      picks_per_second: round(took.length / seconds),
      pick_ms: { p50, p99, max },
      cpu_seconds: { server: round(served), database: round((await cpu(served))?.database ?? 0) },
    };
  };
  try {
    const http = await measure('over HTTP', (wanted) =>
      pickOverHttp(`${address}/graphql`, agent, token, wanted),
    );
    const direct = await measure('apply_pick', (wanted) =>
      applyPick(door, { kind: 'MANUAL', ...wanted, actor: commissioner }),
    );
    return {
      ...http,
      door: direct,
      share_of_door: round(http.picks_per_second / direct.picks_per_second),
    };
  } finally {
    agent.destroy();
    await server.end();
    await endConnectionPool(door);
  }
}

/** node:http rather than fetch: what the client costs is taken from the server's two cores, and fetch takes twice as much. */
function pickOverHttp(url: string, agent: Agent, token: string, variables: Wanted): Promise<void> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
    const asking = request(url, { method: 'POST', agent, headers }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (chunk: string) => {
        body += chunk;
      });
      response.once('end', () => {
        if (body.includes('"repeated":false')) resolve();
        else reject(new Error(`A pick was not made: ${response.statusCode} ${body}`));
      });
    });
    asking.once('error', reject);
    asking.end(JSON.stringify({ query: MAKE_PICK, variables }));
  });
}
