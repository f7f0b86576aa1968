import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { jetstreamManager } from '@nats-io/jetstream';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { Program } from '../../src/processes/program.ts';

/** Whether this machine has Debian's nats-server; without one there is nothing to test against. */
export const hasNats = (() => {
  try {
    execFileSync('nats-server', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    process.stderr.write(
      'nats-server is not installed: what needs it is skipped (apt-get install nats-server)\n',
    );
    return false;
  }
})();

/** A nats-server with JetStream on a port and a folder of its own, which keep while it is killed and started again. */
export class Nats {
  readonly url: string;
  readonly #port: number;
  readonly #folder = mkdtempSync(join(tmpdir(), 'nats-'));
  #program: Program;

  private constructor(port: number) {
    this.#port = port;
    this.url = `nats://127.0.0.1:${port}`;
    this.#program = this.#started();
  }

  /** Starts one, with the stream EVENTS of all subjects that begin with `events.`. */
  static async start(): Promise<Nats> {
    const nats = new Nats(await freePort());
    const connection = await nats.connected();
    await (await jetstreamManager(connection)).streams.add({ name: 'EVENTS', subjects: ['events.>'] });
    await connection.close();
    return nats;
  }

  #started(): Program {
    const args = ['-a', '127.0.0.1', '-p', String(this.#port), '-js', '-sd', this.#folder];
    return new Program({ executable: 'nats-server', args });
  }

  /** kill -9; waits until it is gone. */
  async kill(): Promise<void> {
    await this.#program.kill();
  }

  startAgain(): void {
    this.#program = this.#started();
  }

  /** A connection, as soon as one can be had. */
  async connected(): Promise<NatsConnection> {
    for (;;) {
      const connection = await connect({ servers: this.url, timeout: 1_000 }).catch(() => null);
      if (connection) return connection;
      await sleep(50);
    }
  }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  return typeof address === 'object' && address !== null ? address.port : 0;
}
