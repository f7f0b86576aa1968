import { chmod, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { readConfig } from '../../src/config/config.ts';
import { type Embedded, startEmbedded } from '../../src/embedded/embedded.ts';
import { layoutOf } from '../../src/embedded/layout.ts';
import { findPostmaster, isAlive } from '../../src/embedded/postmaster.ts';
import { migrate } from '../../src/migrate/migrate.ts';
import { BareServer } from '../support/bare_server.ts';
import type { FormerRelease } from '../support/former_release.ts';
import { FIRST_PORT, isFree, LAST_PORT } from '../support/free_port.ts';
import { silentLog } from '../support/silent_log.ts';
import { DatabasePair, type Replication } from './database_pair.ts';
import { between, type Random } from './random.ts';

const LOOK_AGAIN_MS = 5;

/** How a server goes down: "pg_ctl stop -m immediate" is a signal to its main process, and so is kill -9. */
export type Crash = 'SIGQUIT' | 'SIGKILL';

/** A server of the run's own, that crashes and comes back at the same place. */
export class ChaosDatabase {
  readonly #dataDir: string;
  readonly #settings: Readonly<Record<string, string>>;
  #server: Embedded;
  /** The two servers, where one stands by; null: there is one. */
  readonly pair: DatabasePair | null;

  private constructor(
    dataDir: string,
    settings: Readonly<Record<string, string>>,
    server: Embedded,
    pair: DatabasePair | null,
  ) {
    this.#dataDir = dataDir;
    this.#settings = settings;
    this.#server = server;
    this.pair = pair;
  }

  /**
   * Starts a server below a folder, with our schema in its database, which the last release made first where `former` is given; and its
   * standby, where one is to follow.
   */
  static async start(
    folder: string,
    random: Random,
    replication: Replication | null = null,
    former: FormerRelease | null = null,
  ): Promise<ChaosDatabase> {
    const dataDir = join(folder, 'data');
    await mkdir(dataDir);
    await chmod(dataDir, 0o755);
    const settings = { port: String(await freePort(random)) };
    const server = await startEmbedded({ dataDir, log: silentLog, settings });
    await former?.migrate(server.url);
    await migrate({ url: server.url, roles: readConfig(process.env).roles, log: silentLog });
    if (replication === null) return new ChaosDatabase(dataDir, settings, server, null);
    // From now on nobody starts it again where it ends.
    await server.stop();
    const primary = await BareServer.start({ dataDir, port: Number(settings.port) });
    const pair = await DatabasePair.of(primary, folder, replication);
    return new ChaosDatabase(dataDir, settings, server, pair);
  }

  get url(): string {
    return this.pair?.url ?? this.#server.url;
  }

  get port(): number {
    return Number(this.#settings['port']);
  }

  /** Where the server writes its log. */
  get logFile(): string {
    return layoutOf(this.pair?.dataDir ?? this.#dataDir).logFile;
  }

  /** Lets the server crash, be down for so long, and start again. */
  async restart(crash: Crash, downMs: number): Promise<void> {
    const { folder } = layoutOf(this.#dataDir);
    const pid = findPostmaster(folder)?.pid;
    if (pid !== undefined) {
      process.kill(pid, crash);
      while (isAlive(pid)) await sleep(LOOK_AGAIN_MS);
    }
    await sleep(downMs);
    this.#server = await startEmbedded({ dataDir: this.#dataDir, log: silentLog, settings: this.#settings });
  }

  /** Stops the server and removes its files. */
  async stop(): Promise<void> {
    await (this.pair ?? this.#server).stop();
    await rm(this.#dataDir, { recursive: true, force: true });
  }
}

/** A free port outside the range that the system assigns by itself. */
export async function freePort(random: Random): Promise<number> {
  for (;;) {
    const port = Math.floor(between(random, FIRST_PORT, LAST_PORT));
    if (await isFree(port)) return port;
  }
}
