import { fileURLToPath } from 'node:url';
import { alarmPlugin } from '../../src/clock/alarm_plugin.ts';
import { completionPlugin } from '../../src/clock/completion_plugin.ts';
import { runnerQueryable } from '../../src/clock/prepared.ts';
import { superviseRunner } from '../../src/clock/runner.ts';
import { clockSettings } from '../../src/clock/settings.ts';
import { createConnectionPool, endConnectionPool } from '../../src/database/connect.ts';
import { createLog } from '../../src/telemetry/log.ts';
import { logReady } from '../../src/telemetry/readiness.ts';
import { workerLogger } from '../../src/telemetry/worker_logger.ts';
import { draftAlarm } from '../../src/worker/draft_alarm.ts';
import { logTimeOuts } from '../../src/worker/log_time_outs.ts';

// A worker for the negative control: the product's, but without the reconciler. A tick lists no draft
// that is due, has lost its alarm or belonged to a process that died, and a job picks for no draft but its own.
const { DATABASE_URL: url = '' } = process.env;
const CONNECTIONS = 10;
const log = createLog('info');
const logger = workerLogger(log);
const pool = createConnectionPool(url, {
  max: CONNECTIONS,
  applicationName: 'draft-orchestrator worker',
  log,
});

type Ask = (query: unknown, values?: unknown[], ...more: unknown[]) => unknown;

pool.on('connect', (client) => {
  const ask = client.query.bind(client) as Ask;
  const askWithout: Ask = (query, values, ...more) => {
    const text = typeof query === 'string' ? query : ((query as { text?: string }).text ?? '');
    if (text.includes('app_private.read_due(') && values)
      return ask(query, [values[0], 0, values[2]], ...more);
    const answered = ask(query, values, ...more);
    return text.includes('app_private.tick(') ? forgetting(answered as Promise<Answer>) : answered;
  };
  Object.assign(client, { query: askWithout });
});

type Answer = { rows: Record<string, unknown>[] };

async function forgetting(answered: Promise<Answer>): Promise<Answer> {
  const answer = await answered;
  return {
    ...answer,
    rows: answer.rows.map((row) => ({ ...row, drafts: [], starts: [], unarmed: [], dead: [] })),
  };
}

const alarm = alarmPlugin((withPgClient, keeper) =>
  draftAlarm(runnerQueryable(withPgClient), {
    process: { ...keeper, name: 'without reconciler' },
    listenUrl: url,
    observer: logTimeOuts(logger),
    log,
  }),
);
const taskDirectory = fileURLToPath(new URL('../../tasks', import.meta.url));
const preset = { plugins: [completionPlugin(), alarm], worker: { ...clockSettings, taskDirectory, logger } };
const runner = superviseRunner(pool, preset, log);
process.on('unhandledRejection', (cause) => runner.restart(cause));
logReady(log, { ready: 'worker' }, 'This worker process picks, and repairs no alarm');
process.once('SIGTERM', async () => {
  await runner.stop();
  await endConnectionPool(pool);
});
