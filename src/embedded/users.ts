import { setTimeout as wait } from 'node:timers/promises';
import type pg from 'pg';
import { ClosingClient } from '../database/closing_client.ts';
import { sessionConfig } from '../database/session.ts';
import { EmbeddedError } from './errors.ts';
import type { Layout } from './layout.ts';
import { findPostmaster } from './postmaster.ts';

/** Namespace of the advisory locks that processes hold while they use the server; the key is the number of the process. */
const USING = 0x0d0d;
/** Namespace and key of the lock under which a process says that it uses the server, or finds out whether it is the last. */
const USE_CHANGES = { namespace: 0x0d0e, key: 1 } as const;

const LOOK_EVERY_MS = 500;
/** A server that is away for less is being started again. */
const GONE_AFTER_MS = 5_000;
const MOST_ATTEMPTS = 20;

/** What joins a process to the server it uses. */
export interface UseOptions {
  readonly url: string;
  readonly layout: Layout;
}

/**
 * That this process uses the embedded server. The server itself knows who does: each process holds a session with an advisory
 * lock, which ends with the process however that ends. So the last one can tell that it is the last, also after kill -9 of the
 * process that started the server, and no file can be left behind that says otherwise.
 */
export class ServerUse {
  /** Rejects with an EmbeddedError once the server has ended while this process used it; else never settles. */
  readonly lost: Promise<never>;
  readonly #options: UseOptions;
  #client: pg.Client;
  #isLeaving = false;
  #lose: (error: EmbeddedError) => void = () => undefined;

  private constructor(options: UseOptions, client: pg.Client) {
    this.#options = options;
    this.#client = client;
    this.lost = new Promise((_, reject) => {
      this.#lose = reject;
    });
    // Rejects for those who await `lost`; without a handler here, an unhandled rejection would end the process before.
    this.lost.catch(() => undefined);
    this.#watch(client);
  }

  /** Says that this process uses a running server. Rejects where the server ends meanwhile. */
  static async begin(options: UseOptions): Promise<ServerUse> {
    return new ServerUse(options, await enter(options.url));
  }

  /** The numbers of the other processes that use the server. */
  others(): Promise<number[]> {
    return othersOn(this.#client);
  }

  /**
   * Ends the use. `stopServer` is called where no other process uses the server, and while none can begin to use it.
   * @returns the numbers of the processes that go on using it; empty where this was the last
   */
  async end(stopServer: () => Promise<void>): Promise<number[]> {
    this.#isLeaving = true;
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.#leave(stopServer);
      } catch (error) {
        // The session broke. Where the server has ended there is nothing left to do.
        if (findPostmaster(this.#options.layout.folder) === null) return [];
        if (attempt === MOST_ATTEMPTS) throw error;
        await wait(LOOK_EVERY_MS);
        this.#client = await enter(this.#options.url).catch(() => this.#client);
      }
    }
  }

  async #leave(stopServer: () => Promise<void>): Promise<number[]> {
    const client = this.#client;
    try {
      await client.query('select pg_advisory_lock($1, $2)', [USE_CHANGES.namespace, USE_CHANGES.key]);
      const others = await othersOn(client);
      if (others.length === 0) await stopServer();
      return others;
    } finally {
      await client.end().catch(() => undefined);
    }
  }

  #watch(client: pg.Client): void {
    client.once('end', () => {
      if (!this.#isLeaving) void this.#enterAgain();
    });
  }

  /** Until the server answers again, or is gone for good. */
  async #enterAgain(): Promise<void> {
    const { url, layout } = this.#options;
    let goneSince: number | null = null;
    while (!this.#isLeaving) {
      const client = await enter(url).catch(() => null);
      if (client !== null) {
        this.#client = client;
        return this.#watch(client);
      }
      if (findPostmaster(layout.folder) !== null) goneSince = null;
      else goneSince ??= performance.now();
      if (goneSince !== null && performance.now() - goneSince > GONE_AFTER_MS)
        return this.#lose(gone(layout));
      await wait(LOOK_EVERY_MS, undefined, { ref: false });
    }
  }
}

/** A session that says which process it belongs to. */
async function enter(url: string): Promise<pg.Client> {
  const client = new ClosingClient(sessionConfig(url, { applicationName: 'draft-orchestrator presence' }));
  // A session that breaks ends, which is what is listened to.
  client.on('error', () => undefined);
  try {
    await client.connect();
    // Waits while the last process stops the server: this session then ends with it, instead of counting as a user of a server that
    // is gone.
    await client.query('select pg_advisory_lock_shared($1, $2)', [USE_CHANGES.namespace, USE_CHANGES.key]);
    await client.query('select pg_advisory_lock_shared($1, $2)', [USING, process.pid]);
    await client.query('select pg_advisory_unlock_shared($1, $2)', [USE_CHANGES.namespace, USE_CHANGES.key]);
    return client;
  } catch (error) {
    await client.end().catch(() => undefined);
    throw error;
  }
}

async function othersOn(client: pg.Client): Promise<number[]> {
  const { rows } = await client.query<{ process: number }>(
    `select distinct objid::int as process from pg_locks
      where locktype = 'advisory' and granted and pid <> pg_backend_pid() and classid = $1
        and database = (select oid from pg_database where datname = current_database())
      order by process`,
    [USING],
  );
  return rows.map((row) => row.process);
}

function gone({ folder, logFile }: Layout): EmbeddedError {
  return new EmbeddedError(
    `The embedded PostgreSQL on ${folder} has ended while this process used it; its log is ${logFile}. ` +
      'Start this process again: no clock is lost meanwhile.',
  );
}
