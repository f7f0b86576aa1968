import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSource, receiveMessage } from '../../src/database/inbox.ts';
import type { Program } from '../../src/processes/program.ts';
import { startApi } from '../support/api.ts';
import { newDraft, setDeadline, type TestDraft } from '../support/drafts.ts';
import { metricsOf, startProgram } from '../support/processes.ts';
import {
  goneProcess,
  hasPromtool,
  judgeAlerts,
  type Series,
  seriesOf,
  withoutLoad,
} from '../support/promtool.ts';
import { always, type Receiver, startReceiver } from '../support/receiver.ts';
import { newWebhook, pick, WEBHOOK_SECRET } from '../support/relay.ts';
import { createTestDatabase, type TestDatabase } from '../support/test_database.ts';
import { until } from '../support/until.ts';

/** Longer than every alert here waits. */
const LATER = '5m';
/** Three processes start here one after the other, and a breaker has to open. */
const PATIENCE_MS = 180_000;

let database: TestDatabase;
let receiver: Receiver;
let server: Program;
let serverMetrics: string;
beforeAll(async () => {
  [database, receiver] = await Promise.all([createTestDatabase(), startReceiver()]);
  ({ program: server } = await startApi(database.url, { METRICS_PORT: '0' }));
  serverMetrics = await metricsOf(server);
});
afterAll(async () => {
  await server.kill();
  await receiver.stop();
  await database.drop();
});

async function startWorker(...args: string[]): Promise<{ program: Program; metrics: string }> {
  const program = startProgram(['src/main.ts', 'worker', ...args], {
    DATABASE_URL: database.url,
    ENDPOINT_NETWORKS: '127.0.0.0/8',
    METRICS_PORT: '0',
    LOG_LEVEL: 'info',
  });
  return { program, metrics: await metricsOf(program) };
}

/** What a Prometheus sees of a process, once its metrics have that line. */
function scraped(url: string, instance: string, line: RegExp): Promise<Series> {
  return until(async () => {
    const text = await (await fetch(url)).text();
    return line.test(text) ? seriesOf(withoutLoad(text), instance) : undefined;
  });
}

const ALIVE = 'draft_orchestrator_worker_processes\\{state="alive"\\} 1';
const ALL_IS_WELL = new RegExp(`^${ALIVE}$`, 'm');

/** That line in a scrape that nobody hangs in: on a busy machine a tick may be later than a process counts as alive. */
function whileTheClockTicks(line: string): RegExp {
  return new RegExp(`^draft_orchestrator_${line}\n[^]*^${ALIVE}$`, 'm');
}

describe.skipIf(!hasPromtool)('the alerts of a service', { timeout: PATIENCE_MS }, () => {
  it('are silent while all is well, and fire by its real metrics: an endpoint that fails, an old outbox, an old inbox, no worker', async () => {
    const draft = await newDraft(database.pool, { teams: 2, rounds: 4 });
    const { program: clock, metrics } = await startWorker('--only', 'clock');
    const well = {
      ...(await scraped(serverMetrics, 'server', ALL_IS_WELL)),
      ...(await scraped(metrics, 'clock', ALL_IS_WELL)),
    };

    const waiting = await outboxThatWaits(draft);
    const unheard = await inboxThatWaits();
    const { program: relay, metrics: relayMetrics } = await startWorker('--only', 'relay');
    receiver.answer = always(503, { 'retry-after': '600' });
    const broken = await scraped(relayMetrics, 'relay', whileTheClockTicks('breakers_open 1'));
    expect(await relay.kill()).not.toBe(0);

    await clock.kill();
    await setDeadline(database.pool, draft.draftId, -5);
    const abandoned = await scraped(
      serverMetrics,
      'server',
      /^draft_orchestrator_overdue_drafts 1\n(.|\n)*state="dead"\} 1$/m,
    );
    await judgeAlerts([
      { name: 'all is well', series: well, at: LATER, firing: [] },
      { name: 'an old outbox', series: { ...well, ...waiting }, at: LATER, firing: ['OutboxIsOld'] },
      {
        name: 'an old inbox',
        series: { ...well, ...unheard },
        at: LATER,
        firing: ['InboxIsOld', 'OutboxIsOld'],
      },
      { name: 'an endpoint that fails', series: broken, at: LATER, firing: ['BreakerIsOpen'] },
      {
        name: 'no worker',
        series: { ...abandoned, ...goneProcess('clock') },
        at: LATER,
        firing: [
          ...[
            'BreakerIsOpen',
            'DraftsAreOverdue',
            'NobodyKeepsTheTime',
            'ProcessIsGone',
            'WorkerDiedOrHangs',
          ],
        ],
      },
    ]);
  });

  /** Nobody delivers what an endpoint should have had two minutes ago. */
  async function outboxThatWaits(draft: TestDraft): Promise<Series> {
    await newWebhook(database.pool, receiver.url, draft.leagueId);
    await pick(database.pool, draft, 1, 1);
    await database.pool.query(
      `update app_public.draft_events set at = at - interval '2 minutes' where draft_id = $1`,
      [draft.draftId],
    );
    return scraped(serverMetrics, 'server', whileTheClockTicks('outbox_age_seconds 1[2-9]\\d.*'));
  }

  /** Nobody handles what another system sent two minutes ago. */
  async function inboxThatWaits(): Promise<Series> {
    const who = { kind: 'OPERATOR', userId: null } as const;
    const source = { leagueId: null, name: 'Feed', kinds: ['pool.refreshed'], secret: WEBHOOK_SECRET };
    await receiveMessage(database.pool, await createSource(database.pool, source, who), 'one', {});
    await database.pool.query(`update app_public.inbox set received_at = received_at - interval '2 minutes'`);
    return scraped(serverMetrics, 'server', whileTheClockTicks('inbox_age_seconds 1[2-9]\\d.*'));
  }
});
