import { hostname } from 'node:os';
import { fileURLToPath } from 'node:url';
import { type TaskList, WorkerPreset } from 'graphile-worker';
import { makePgService } from 'postgraphile/adaptors/pg';
import { type ClosableServices, lazyServices } from './api/lazy_services.ts';
import { apiPreset } from './api/preset.ts';
import { alarmHealth } from './clock/alarm_health.ts';
import { alarmPlugin } from './clock/alarm_plugin.ts';
import { completionPlugin } from './clock/completion_plugin.ts';
import { handover } from './clock/handover.ts';
import { runnerQueryable } from './clock/prepared.ts';
import { clockSettings } from './clock/settings.ts';
import type { Config } from './config/config.ts';
import type { EndpointKind } from './database/outbox.ts';
import type { Queryable } from './database/queryable.ts';
import { sessionUrl } from './database/session.ts';
import { readAuthSecret } from './embedded/auth_secret.ts';
import { runningEmbeddedUrl } from './embedded/embedded.ts';
import { handleMessages } from './listeners/handle_messages.ts';
import { RELAY_SCHEMA, WORKER_SCHEMA } from './migrate/migrate.ts';
import { DELIVERIES_AT_ONCE, Relay } from './outbox/relay.ts';
import { relayTasks } from './outbox/relay_tasks.ts';
import { plugIns } from './plug_ins/plug_ins.ts';
import { plugInsPlugin } from './plug_ins/plug_ins_plugin.ts';
import { publishers } from './publishers/registry.ts';
import type { Log } from './telemetry/log.ts';
import { listen, signals } from './telemetry/signals.ts';
import { workerLogger } from './telemetry/worker_logger.ts';
import { draftAlarm } from './worker/draft_alarm.ts';
import { logTimeOuts } from './worker/log_time_outs.ts';

/** The service of one process, wired: nothing is connected yet. */
export interface Wired {
  /** What graphile-worker and PostGraphile run by. */
  readonly preset: GraphileConfig.Preset;
  /** What the API works with; `close` ends it, where the process outlives the API. */
  readonly services: ClosableServices;
}

/**
 * Wires the whole service by a configuration: once for each process, and nowhere else. Where the configuration names no database it
 * is the embedded one that runs under its DATA_DIR at this moment, if any.
 *
 * @param strategies modules with strategies of others
 */
export function wire(config: Config, log: Log, strategies: readonly string[] = []): Wired {
  logSignals(log);
  const directUrl = config.databaseDirectUrl ?? runningEmbeddedUrl(config.dataDir);
  const readUrl = config.databaseUrl ?? directUrl;
  const services = lazyServices({
    ...{ directUrl, readUrl },
    replicas: config.replicas,
    apiRole: config.roles.api,
    visitorRole: config.roles.visitor,
    authSecret: config.authSecret ?? readAuthSecret(config.dataDir),
    access: config.access,
    strategies: plugIns,
    log,
  });
  const preset: GraphileConfig.Preset = {
    extends: [WorkerPreset, apiPreset(services, config.roles.visitor)],
    // The first ends last: the process is among the living until no job of its own is left.
    plugins: [alarmOf(directUrl, log), completionPlugin(), plugInsPlugin(log)],
    draft: { strategies },
    worker: workerOptions(directUrl, log),
    // For the stock command line of PostGraphile, which listens on all addresses where nothing is said.
    grafserv: { host: config.host, port: config.port },
    pgServices:
      readUrl === null
        ? []
        : [makePgService({ pool: services.reads(), schemas: ['app_public'], pubsub: false })],
  };
  return { preset, services };
}

let isLogged = false;

/** Once for each process, however often it is wired: each signal is one line. */
function logSignals(log: Log): void {
  if (!isLogged) listen(logTimeOuts(workerLogger(log)));
  isLogged = true;
}

function alarmOf(listenUrl: string | null, log: Log): GraphileConfig.Plugin {
  return alarmPlugin(
    (withPgClient, keeper) =>
      draftAlarm(runnerQueryable(withPgClient), {
        process: { ...keeper, name: `${hostname()}:${process.pid}` },
        listenUrl,
        observer: signals,
        strategies: plugIns,
        log,
      }),
    alarmHealth,
    handover,
  );
}

/**
 * Completion batching and the local queue stay off: batched completions lock several jobs in any order, and deadlock with a batch of
 * picks that re-arms them.
 */
function workerOptions(directUrl: string | null, log: Log): NonNullable<GraphileConfig.Preset['worker']> {
  return {
    ...(directUrl === null
      ? {}
      : { connectionString: sessionUrl(directUrl, 'draft-orchestrator worker (stock)') }),
    // Whatever GRAPHILE_WORKER_SCHEMA says: our functions make their jobs in this one.
    schema: WORKER_SCHEMA,
    taskDirectory: fileURLToPath(new URL('../tasks', import.meta.url)),
    ...clockSettings,
    logger: workerLogger(log),
  };
}

/**
 * Jobs of the relay at the same time, in one process. Those that deliver take no more than {@link DELIVERIES_AT_ONCE} of them: a job that
 * finds no place ends at once, and leaves its work to the others. So there are always some for the messages of other systems.
 */
const RELAY_JOBS = DELIVERIES_AT_ONCE + 8;
/** Milliseconds between two polls of each of them, the last resort: NOTIFY wakes the runner before, and the sweep makes jobs anew. */
const RELAY_POLL_MS = 120_000;

/** The relay of one process, wired: nothing is connected yet. */
export interface WiredRelay {
  /** What its runner runs by. */
  readonly preset: GraphileConfig.Preset;
  readonly taskList: TaskList;
  /** Of endpoints that it can deliver to. */
  readonly kinds: readonly EndpointKind[];
  /** Ends the connections to endpoints. */
  close(): Promise<void>;
}

/**
 * Wires the relay by a configuration: what delivers events to other systems, on a runner and jobs of its own.
 * @param db where the messages of other systems are handled: what they ask for must not be lost once it was announced
 */
export function wireRelay({ access }: Config, db: Queryable, log: Log): WiredRelay {
  const known = publishers({ networks: access.endpointNetworks, natsUrl: access.natsUrl, log });
  const relay = new Relay({ publishers: known, publicUrl: access.publicUrl, observer: signals, log });
  return {
    preset: {
      extends: [WorkerPreset],
      worker: {
        schema: RELAY_SCHEMA,
        concurrentJobs: RELAY_JOBS,
        pollInterval: RELAY_POLL_MS,
        logger: workerLogger(log),
      },
    },
    kinds: [...known.keys()],
    taskList: relayTasks(relay, (leagueId, signal) => handleMessages(db, leagueId, log, signal)),
    async close() {
      await Promise.all([...known.values()].map((publisher) => publisher.close()));
    },
  };
}
