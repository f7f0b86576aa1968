import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { hasCommitted, PICK, Wire } from './wire.ts';

/** A statement that was held back on its way to the server. */
export interface Held {
  /** Lets it go on. */
  release(): void;
  /** The port by which the server knows its connection. */
  readonly port: number;
}

interface Hold {
  /** What the statement has in its text or name. */
  readonly what: string;
  onHeld(held: Held): void;
}

/** What passes through one connection, both ways. */
interface Line {
  readonly client: Socket;
  readonly server: Socket;
  /** Nothing that the server says arrives any more; once it has committed, both ends are disconnected. */
  losing: ((committed: boolean) => void) | null;
}

/** Stands between one process and PostgreSQL, and does what networks do. */
export class TcpProxy {
  readonly #listener: Server;
  #target: number;
  readonly #lines = new Set<Line>();
  #isStalled = false;
  #loseNext: ((committed: boolean) => void) | null = null;
  #holdNext: Hold | null = null;

  private constructor(target: number) {
    this.#target = target;
    this.#listener = createServer((client) => this.#pass(client));
  }

  /** A proxy in front of a port of this machine. */
  static async open(target: number): Promise<TcpProxy> {
    const proxy = new TcpProxy(target);
    proxy.#listener.listen(0, '127.0.0.1');
    await once(proxy.#listener, 'listening');
    return proxy;
  }

  get port(): number {
    const address = this.#listener.address();
    return typeof address === 'object' && address !== null ? address.port : 0;
  }

  /** From now on new connections go to another port, as where a name moves. */
  lead(target: number): void {
    this.#target = target;
  }

  /** Cuts every connection; answers how many. */
  cut(): number {
    const count = this.#lines.size;
    for (const { client, server } of this.#lines) {
      client.resetAndDestroy();
      server.resetAndDestroy();
    }
    return count;
  }

  /** From now on nothing arrives, in either direction, and nothing is closed; the answer ends that. */
  stall(): () => void {
    this.#isStalled = true;
    for (const line of this.#lines) pause(line);
    return () => {
      this.#isStalled = false;
      for (const { client, server } of this.#lines) {
        client.resume();
        server.resume();
      }
    };
  }

  /** Lets the next statement that picks reach the server, and loses the answer: `onLost` is called with whether it was committed. */
  loseReplyToPick(onLost: (committed: boolean) => void): () => void {
    this.#loseNext = onLost;
    return () => {
      this.#loseNext = null;
    };
  }

  /** Holds the next statement back that has something in its text or name, and all that its connection says after it. */
  hold(what: string, onHeld: (held: Held) => void): () => void {
    this.#holdNext = { what, onHeld };
    return () => {
      this.#holdNext = null;
    };
  }

  /** The ports by which the server knows the connections. */
  get serverPorts(): number[] {
    return [...this.#lines].flatMap(({ server }) => server.localPort ?? []);
  }

  async close(): Promise<void> {
    this.#listener.close();
    this.cut();
    await once(this.#listener, 'close');
  }

  #pass(client: Socket): void {
    const server = connect(this.#target, '127.0.0.1');
    const line: Line = { client, server, losing: null };
    const wire = new Wire();
    this.#lines.add(line);
    const end = () => {
      if (!this.#lines.delete(line)) return;
      client.destroy();
      server.destroy();
      line.losing?.(false);
    };
    for (const socket of [client, server]) {
      socket.setNoDelay(true);
      // Its end is what counts; without a listener it would end the run.
      socket.on('error', () => undefined);
      socket.on('close', end);
      socket.on('end', end);
    }
    client.on('data', (chunk: Buffer) => {
      wire.hear(chunk);
      if (this.#holdNext && wire.asksFor(chunk, this.#holdNext.what)) {
        const { onHeld } = this.#holdNext;
        this.#holdNext = null;
        client.pause();
        const release = () => {
          server.write(chunk);
          if (!this.#isStalled) client.resume();
        };
        onHeld({ release, port: server.localPort ?? 0 });
        return;
      }
      if (this.#loseNext && wire.asksFor(chunk, PICK)) {
        line.losing = this.#loseNext;
        this.#loseNext = null;
      }
      server.write(chunk);
    });
    server.on('data', (chunk: Buffer) => {
      if (line.losing === null) client.write(chunk);
      else if (hasCommitted(chunk)) {
        line.losing(true);
        line.losing = null;
        client.resetAndDestroy();
        server.resetAndDestroy();
      }
    });
    if (this.#isStalled) pause(line);
  }
}

function pause({ client, server }: Line): void {
  client.pause();
  server.pause();
}
