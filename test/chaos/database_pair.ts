import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { BareServer } from '../support/bare_server.ts';
import { freePort } from '../support/free_port.ts';
import { STANDBY_NAME, startStandby, urlOfServers } from '../support/standby.ts';
import { asAdmin } from '../support/test_server.ts';
import { until } from '../support/until.ts';

/** Whether a commit waits until the standby has it. */
export type Replication = 'sync' | 'async';

/** Events that were committed on a server, and are not on the one that was promoted. */
export interface Lost {
  readonly events: number;
  readonly drafts: number;
}

/** A primary and its standby, which take turns. */
export class DatabasePair {
  readonly #folder: string;
  readonly #replication: Replication;
  readonly #ports: readonly number[];
  #primary: BareServer;
  #standby: BareServer;
  #made = 1;

  private constructor(folder: string, replication: Replication, primary: BareServer, standby: BareServer) {
    this.#folder = folder;
    this.#replication = replication;
    this.#primary = primary;
    this.#standby = standby;
    this.#ports = [primary.port, standby.port];
  }

  /** Makes a standby of a server that runs. */
  static async of(primary: BareServer, folder: string, replication: Replication): Promise<DatabasePair> {
    const options = { dataDir: join(folder, 'server_1'), port: await freePort() };
    const pair = new DatabasePair(folder, replication, primary, await startStandby(primary, options));
    await pair.#untilFollowing();
    return pair;
  }

  /** Both servers, whichever is the primary now. */
  get url(): string {
    return urlOfServers(this.#primary.url, this.#ports);
  }

  /** The folder of the primary. */
  get dataDir(): string {
    return this.#primary.dataDir;
  }

  /** Whether commits wait for the standby. */
  get isSynchronous(): boolean {
    return this.#replication === 'sync';
  }

  /**
   * The primary dies, and after `downMs` its standby is promoted and gets a standby of its own. Answers what is not there any more.
   * @param behindMs for so long before, nothing has reached the standby
   */
  async failOver(downMs: number, behindMs: number): Promise<Lost> {
    const dead = this.#primary;
    const promoted = this.#standby;
    const sender = behindMs > 0 ? await senderOf(dead) : null;
    if (sender !== null) process.kill(sender, 'SIGSTOP');
    await sleep(behindMs);
    const killed = dead.kill();
    // Going on, it would send the rest.
    if (sender !== null) process.kill(sender, 'SIGKILL');
    await killed;
    await sleep(downMs);
    // Nobody could pick before a new standby is there, if commits waited for one already.
    await asAdmin(promoted.superuserUrl, async (client) => {
      await client.query('select pg_promote(true, 60)');
      await client.query('alter system reset synchronous_standby_names');
      await client.query('select pg_reload_conf()');
    });
    this.#primary = promoted;
    const lost = await lostBetween(dead, promoted);
    await rm(dead.dataDir, { recursive: true });
    this.#made += 1;
    const options = { dataDir: join(this.#folder, `server_${this.#made}`), port: dead.port };
    this.#standby = await startStandby(promoted, options);
    await this.#untilFollowing();
    return lost;
  }

  async stop(): Promise<void> {
    for (const server of [this.#standby, this.#primary]) {
      await server.kill();
      await rm(server.dataDir, { recursive: true, force: true });
    }
  }

  /** From then on commits wait for the standby, where they are to. */
  async #untilFollowing(): Promise<void> {
    await asAdmin(this.#primary.superuserUrl, async (client) => {
      const states = async () => {
        const { rows } = await client.query<{ state: string }>(
          "select sync_state as state from pg_stat_replication where state = 'streaming'",
        );
        return rows.map(({ state }) => state);
      };
      await until(async () => (await states()).length > 0 || undefined);
      if (this.#replication === 'async') return;
      await client.query(`alter system set synchronous_standby_names = '${STANDBY_NAME}'`);
      await client.query('select pg_reload_conf()');
      await until(async () => (await states()).includes('sync') || undefined);
    });
  }
}

/** The process of a primary that sends the log to its standby. */
async function senderOf({ superuserUrl }: BareServer): Promise<number | null> {
  return asAdmin(superuserUrl, async (client) => {
    const { rows } = await client.query<{ pid: number }>('select pid from pg_stat_replication');
    return rows[0]?.pid ?? null;
  });
}

/** Starts the dead server once more, where nobody else knows it, and compares. */
async function lostBetween(dead: BareServer, promoted: BareServer): Promise<Lost> {
  const alone = await BareServer.start({ dataDir: dead.dataDir, port: await freePort() });
  try {
    const kept = new Set(await eventsOn(promoted));
    const lost = (await eventsOn(alone)).filter((event) => !kept.has(event));
    return { events: lost.length, drafts: new Set(lost.map((event) => event.split(' ')[0])).size };
  } finally {
    await alone.kill();
  }
}

/** Each event as a text that no other one has, first its draft. */
function eventsOn({ superuserUrl }: BareServer): Promise<string[]> {
  return asAdmin(superuserUrl, async (client) => {
    const { rows } = await client.query<{ event: string }>(
      "select concat_ws(' ', draft_id, version, kind, at) as event from app_public.draft_events",
    );
    return rows.map(({ event }) => event);
  });
}
