import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { WIDE_LIMITS } from '../../bench/wide_limits.ts';
import { type ChaosDatabase, freePort } from './database.ts';
import { ManagedProcess, type Role } from './managed_process.ts';
import { oneOf, type Random } from './random.ts';
import { TcpProxy } from './tcp_proxy.ts';

const SECRET_BYTES = 32;
const WRONG_BY_MS = 90_000;
/** By how much the clocks of the first processes are wrong, in the order of their start; later ones are right. */
const WORKER_SHIFTS = [0, WRONG_BY_MS, -WRONG_BY_MS];
const SERVER_SHIFTS = [0, WRONG_BY_MS];
const LOOK_AGAIN_MS = 50;
const READY_WITHIN_MS = 60_000;

/** How many processes there are, and which program keeps the time. */
export interface FleetSize {
  readonly workers: number;
  readonly servers: number;
  readonly workerProgram: readonly string[];
  readonly logFolder: string;
  /** Whether all clocks are right; default: some are wrong. */
  readonly clocksAreRight?: boolean;
  /** Limits and other settings of the servers; default: limits that no client reaches. */
  readonly serverEnv?: Readonly<Record<string, string>>;
  /** Every second process of each kind is the program of this folder, the last release; null: none is. */
  readonly formerRoot?: string | null;
  /** Processes reach the database without a proxy, which costs time of its own. */
  readonly isDirect?: boolean;
}

/** Every worker and server process of a run, each with its own way to the database. */
export class Fleet {
  /** Signs the tokens of users. */
  readonly secret = randomBytes(SECRET_BYTES).toString('hex');
  readonly processes: ManagedProcess[] = [];
  /** Where the servers answer. */
  readonly urls: string[] = [];
  /** The metrics URL of each process, by its name. */
  readonly metricsUrls = new Map<string, string>();

  /** Starts all of them and waits until they work. */
  async start(database: ChaosDatabase, random: Random, size: FleetSize): Promise<void> {
    for (let i = 0; i < size.workers; i += 1) {
      await this.#add(database, random, size, {
        name: `worker ${i + 1}`,
        role: 'worker',
        args: size.workerProgram,
        env: {},
        root: rootOf(i, size),
        clockShiftMs: WORKER_SHIFTS[i] ?? 0,
      });
    }
    for (let i = 0; i < size.servers; i += 1) {
      const port = await freePort(random);
      await this.#add(database, random, size, {
        name: `server ${i + 1}`,
        role: 'server',
        args: ['bin/draft-orchestrator.mjs', 'server'],
        env: {
          AUTH_SECRET: this.secret,
          HOST: '127.0.0.1',
          PORT: String(port),
          ...(size.serverEnv ?? WIDE_LIMITS),
        },
        root: rootOf(i, size),
        clockShiftMs: SERVER_SHIFTS[i] ?? 0,
      });
      this.urls.push(`http://127.0.0.1:${port}`);
    }
    await this.untilReady();
  }

  async #add(
    database: ChaosDatabase,
    random: Random,
    { logFolder, clocksAreRight = false, isDirect = false }: FleetSize,
    options: Omit<ConstructorParameters<typeof ManagedProcess>[0], 'proxy' | 'logFolder'>,
  ): Promise<void> {
    const proxy = await TcpProxy.open(database.port);
    const port = isDirect ? database.port : proxy.port;
    const url = database.pair?.url ?? Object.assign(new URL(database.url), { port: String(port) }).href;
    const metricsPort = String(await freePort(random));
    const env = {
      DATABASE_URL: url,
      METRICS_PORT: metricsPort,
      GRAPHILE_ENV: 'production',
      LOG_LEVEL: 'info',
      ...options.env,
    };
    this.metricsUrls.set(options.name, `http://127.0.0.1:${metricsPort}/metrics`);
    const clockShiftMs = clocksAreRight ? 0 : options.clockShiftMs;
    const managed = new ManagedProcess({ ...options, clockShiftMs, env, proxy, logFolder });
    this.processes.push(managed);
    managed.start();
  }

  of(role: Role): ManagedProcess[] {
    return this.processes.filter((one) => one.role === role);
  }

  /** How many processes have the wrong time. */
  get wrongClocks(): number {
    const wrong = (shifts: readonly number[], role: Role) =>
      shifts.slice(0, this.of(role).length).filter((shift) => shift !== 0).length;
    return wrong(WORKER_SHIFTS, 'worker') + wrong(SERVER_SHIFTS, 'server');
  }

  /** Waits until every process does its work; throws when one never does. */
  async untilReady(): Promise<void> {
    const giveUpAt = performance.now() + READY_WITHIN_MS;
    while (!this.processes.every((one) => one.isReady())) {
      if (performance.now() > giveUpAt) {
        const late = this.processes.filter((one) => !one.isReady()).map(({ name }) => name);
        throw new Error(`Not ready within ${READY_WITHIN_MS / 1_000} s: ${late.join(', ')}`);
      }
      await sleep(LOOK_AGAIN_MS);
    }
  }

  /** Does something to a process that works and that no other fault has; waits for one. Null where the run ended first. */
  async withOne<T>(
    random: Random,
    role: Role | null,
    signal: AbortSignal,
    act: (victim: ManagedProcess) => Promise<T>,
  ): Promise<T | null> {
    while (!signal.aborted) {
      const victim = oneOf(
        random,
        this.processes.filter((one) => one.isReady() && !one.isTaken && (role ?? one.role) === one.role),
      );
      if (victim) {
        victim.isTaken = true;
        try {
          return await act(victim);
        } finally {
          victim.isTaken = false;
        }
      }
      await sleep(LOOK_AGAIN_MS);
    }
    return null;
  }

  /** Asks all processes of a role to stop; answers what was wrong with how they did. */
  async stop(role: Role): Promise<string[]> {
    const stopped = await Promise.all(this.of(role).map((one) => one.stop()));
    return stopped.filter((wrong) => wrong !== null);
  }

  /** Leaves no process behind. */
  async end(): Promise<void> {
    for (const one of this.processes) one.kill();
    await Promise.all(this.processes.map((one) => one.stop()));
    await Promise.all(this.processes.map((one) => one.proxy.close()));
  }
}

/** Where the program of the nth process of its kind is, from 0; undefined: here. */
function rootOf(index: number, { formerRoot = null }: FleetSize): string | undefined {
  return index % 2 === 1 ? (formerRoot ?? undefined) : undefined;
}
