import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createUser } from '../../src/database/leagues.ts';
import type { Program } from '../../src/processes/program.ts';
import { ask, startApi, tokenFor } from '../support/api.ts';
import { managerId, newDraft, setDeadline } from '../support/drafts.ts';
import { metricsOf, startProgram } from '../support/processes.ts';
import {
  ALERTS_FILE,
  hasPromtool,
  judgeAlerts,
  risingSeries,
  type Series,
  seriesOf,
  withoutLoad,
} from '../support/promtool.ts';
import { always, type Receiver, startReceiver } from '../support/receiver.ts';
import { newWebhook, pick } from '../support/relay.ts';
import { whileLocked } from '../support/table_lock.ts';
import { createTestDatabase, type TestDatabase } from '../support/test_database.ts';
import { until } from '../support/until.ts';

/** Longer than an alert waits: those that wait for minutes say so. */
const LATER = '5m';
const PATIENCE_MS = 180_000;
/** Where faults are made, and alerts fire by what processes say then. */
const MADE_IN = ['faults.test.ts', 'made_faults.test.ts'];
/** The functions that pick. */
const PICKING = ['apply_pick', 'apply_picks', 'apply_choices'];

let database: TestDatabase;
let receiver: Receiver;
let server: Program;
let serverUrl: string;
let serverMetrics: string;
let worker: Program;
let workerMetrics: string;
let undo: (() => Promise<unknown>) | null = null;

beforeAll(async () => {
  [database, receiver] = await Promise.all([createTestDatabase(), startReceiver()]);
  ({ program: server, url: serverUrl } = await startApi(database.url, {
    ...{ METRICS_PORT: '0', TRUSTED_PROXIES: 'loopback' },
  }));
  worker = startProgram(['src/main.ts', 'worker'], {
    ...{ DATABASE_URL: database.url, ENDPOINT_NETWORKS: '127.0.0.0/8' },
    ...{ METRICS_PORT: '0', LOG_LEVEL: 'info' },
  });
  [serverMetrics, workerMetrics] = await Promise.all([metricsOf(server), metricsOf(worker)]);
}, PATIENCE_MS);
afterEach(async () => {
  await undo?.();
  undo = null;
});
afterAll(async () => {
  await Promise.all([server.kill(), worker.kill()]);
  await receiver.stop();
  await database.drop();
});

const scrape = async (url: string) => (await fetch(url)).text();

/** The first scrape in which each of these is found, without what else the load does: these tests share their machine with others. */
function scraped(url: string, ...lines: readonly RegExp[]): Promise<string> {
  return until(async () => {
    const text = await scrape(url);
    return lines.every((line) => line.test(text)) ? withoutLoad(text, lines) : undefined;
  });
}

/** In the order of the metrics of a process. */
const ALIVE = /^draft_orchestrator_worker_processes\{state="alive"\} 1$/m;

async function fires(series: Series, firing: readonly string[], at = LATER): Promise<void> {
  await judgeAlerts([{ name: firing.join(', '), series, at, firing }]);
}

it('is made of each alert what it is about', () => {
  const alerts = [...readFileSync(ALERTS_FILE, 'utf8').matchAll(/- alert: (\w+)/g)].map(([, name]) => name);
  const texts = MADE_IN.map((name) => readFileSync(join(import.meta.dirname, name), 'utf8'));
  expect(alerts.filter((name) => !texts.some((text) => text.includes(`'${name}'`)))).toEqual([]);
});

describe.skipIf(!hasPromtool)('an alert fires by real metrics', { timeout: PATIENCE_MS }, () => {
  it('where a worker stands still for a while: its picks are late, and its event loop was', async () => {
    const { draftId } = await newDraft(database.pool, { teams: 2, rounds: 20, secondsPerPick: 3_600 });
    const before = await scraped(workerMetrics, ALIVE);
    worker.child.kill('SIGSTOP');
    await setDeadline(database.pool, draftId, 0);
    await until(async () => {
      const { rows } = await database.pool.query<{ late: boolean }>(
        `select next_deadline < clock_timestamp() - interval '0.6 seconds' as late from app_public.drafts where id = $1`,
        [draftId],
      );
      return rows[0]?.late || undefined;
    });
    worker.child.kill('SIGCONT');
    const awake = await scrape(workerMetrics);
    const after = await scraped(
      workerMetrics,
      /^draft_orchestrator_picks_total\{source="AUTO"\} [1-9]/m,
      ALIVE,
    );
    const lag = /^nodejs_eventloop_lag_p99_seconds .*$/m;
    const blocked = after.replace(lag, lag.exec(awake)?.[0] ?? '');
    await fires(risingSeries(before, after, 'worker'), [
      'LatePicksSpendTheBudget',
      'LatePicksSpendTheBudgetFast',
    ]);
    await fires(seriesOf(blocked, 'worker'), ['EventLoopIsBlocked']);
  });

  it('where nobody fits a roster any more: the draft is paused', async () => {
    const { draftId } = await newDraft(database.pool, { teams: 2, rounds: 2, secondsPerPick: 3_600 });
    await database.pool.query(
      `update app_public.draft_settings set limit_positions = '{-1}', limit_players = '{0}' where draft_id = $1`,
      [draftId],
    );
    const before = await scraped(workerMetrics, ALIVE);
    await setDeadline(database.pool, draftId, 0);
    const after = await scraped(
      workerMetrics,
      /^draft_orchestrator_drafts_paused_as_failing_total 1$/m,
      ALIVE,
    );
    await fires(risingSeries(before, after, 'worker'), ['DraftWasPausedAsFailing']);
  });

  it('where the functions that pick are gone: the worker fails, drafts are overdue, and requests fail', async () => {
    const draft = await newDraft(database.pool, { teams: 2, rounds: 20, secondsPerPick: 3_600 });
    const byHand = await newDraft(database.pool, { teams: 2, rounds: 2, secondsPerPick: 3_600 });
    const before = await scrape(serverMetrics);
    await rename((name) => [name, `${name}_elsewhere`]);
    undo = () => rename((name) => [`${name}_elsewhere`, name]);
    await setDeadline(database.pool, draft.draftId, 0);
    const { errors } = await ask(
      serverUrl,
      `mutation ($id: UUID!, $player: ID!) { makePick(draftId: $id, pickNumber: 1, playerId: $player) { draft { id } } }`,
      { id: byHand.draftId, player: String(byHand.players[0]) },
      await tokenFor(managerId(byHand, 1)),
    );
    expect(errors[0]?.extensions?.code).toBe('INTERNAL');
    const after = await scraped(
      serverMetrics,
      /^draft_orchestrator_worker_processes\{state="failing"\} 1$/m,
      /^draft_orchestrator_overdue_drafts 1$/m,
    );
    await fires(risingSeries(before, after, 'server'), ['DraftsAreOverdue', 'RequestsFail', 'WorkerFails']);
  });

  it('where another version has migrated the database', async () => {
    const change = (text: string) => database.pool.query(text);
    await change(
      `insert into app_migrations.file_hashes (file_name, sha256) values ('functions/next.sql', 'a')`,
    );
    undo = async () => {
      await change(`delete from app_migrations.file_hashes where file_name = 'functions/next.sql'`);
      await scraped(serverMetrics, /^draft_orchestrator_schema_changed 0$/m);
    };
    const text = await scraped(serverMetrics, /^draft_orchestrator_schema_changed 1$/m, ALIVE);
    await fires(seriesOf(text, 'server'), ['OldProcessIsLeft'], '16m');
  });

  it('where the replica of a server is gone', async () => {
    const url = Object.assign(new URL(database.url), { port: '1' }).href;
    const { program } = await startApi(database.url, { METRICS_PORT: '0', DATABASE_READ_URL: url });
    undo = () => program.kill();
    const text = await scraped(
      await metricsOf(program),
      /^draft_orchestrator_degraded\{part="replicas"\} 1$/m,
      ALIVE,
    );
    await fires(seriesOf(text, 'other'), ['ProcessIsDegraded'], '6m');
  });

  it('where processes cannot read what waits', async () => {
    const { before, after } = await whileLocked(database.pool, 'dead_letters', async () => ({
      before: await scrape(serverMetrics),
      // What was asked for the scrape before waits still.
      after: await scraped(serverMetrics, /^draft_orchestrator_pool_waiting\{.+\} [1-9]/m),
    }));
    // Nobody can say who is alive.
    const firing = ['BacklogIsUnknown', 'NobodyKeepsTheTime', 'StatementsWaitForConnections'];
    await fires(risingSeries(before, after, 'server'), firing);
  });

  it('where statements wait for connections', async () => {
    // The mutations of one person, and of one address, wait for each other and not for connections.
    const people = Array.from({ length: 30 }, () => createUser(database.pool, 'Commissioner'));
    const tokens = await Promise.all((await Promise.all(people)).map((userId) => tokenFor(userId)));
    const text = await whileLocked(database.pool, 'teams', async (release) => {
      const asked = tokens.map((token, i) =>
        fetch(`${serverUrl}/graphql`, {
          method: 'POST',
          headers: {
            ...{ 'content-type': 'application/json', 'x-forwarded-for': `203.0.113.${i}` },
            authorization: `Bearer ${token}`,
          },
          body: JSON.stringify({
            query: `mutation { createLeague(name: "League ${i}", teams: [{ name: "A" }]) { league { id } } }`,
          }),
        }),
      );
      const busy = await scraped(
        serverMetrics,
        /^draft_orchestrator_pool_waiting\{pool="api"\} [1-9]/m,
        ALIVE,
      );
      await release();
      await Promise.all(asked);
      return busy;
    });
    await fires(seriesOf(text, 'server'), ['StatementsWaitForConnections']);
  });

  it('where an event was given up', async () => {
    const draft = await newDraft(database.pool, { teams: 2, rounds: 4, secondsPerPick: 3_600 });
    receiver.answer = always(422);
    await newWebhook(database.pool, receiver.url, draft.leagueId);
    await pick(database.pool, draft, 1, 1);
    const text = await until(async () => {
      await database.pool.query(
        'update app_private.endpoint_cursors set attempts = 15, retry_at = clock_timestamp()',
      );
      await database.pool.query(
        'update app_public.endpoints set failures = 0, failing_since = null, open_until = null',
      );
      const now = await scrape(workerMetrics);
      const isOne = /^draft_orchestrator_dead_letters [1-9]/m.test(now);
      return isOne && /^draft_orchestrator_breakers_open 0$/m.test(now) && ALIVE.test(now) ? now : undefined;
    });
    await fires(seriesOf(withoutLoad(text), 'worker'), ['DeadLetters']);
  });
});

/** Gives the functions that pick other names. */
async function rename(names: (name: string) => readonly [string, string]): Promise<void> {
  for (const [from, to] of PICKING.map(names)) {
    const { rows } = await database.pool.query<{ renaming: string }>(
      `select format('alter function %s rename to %I', p.oid::regprocedure, $2::text) as renaming
         from pg_proc p where p.pronamespace = 'app_private'::regnamespace and p.proname = $1`,
      [from, to],
    );
    await database.pool.query(rows[0]?.renaming ?? '');
  }
}
