import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** 3.0, as in the first message of every client. */
const PROTOCOL = 196_608;

/** What a client asked for when it connected. */
export interface Startup {
  readonly user: string;
  readonly database: string;
  readonly application_name: string;
  readonly options: string;
  /** Its port as the server sees it: client_port in pg_stat_activity. */
  readonly port: number;
}

/** Stands in front of a server and remembers what each session asked for. */
export interface RecordingFront {
  /** The URL that was given, leading here. */
  readonly url: string;
  readonly startups: readonly Startup[];
  /**
   * From now on the connections that there are carry nothing and are not closed; new ones work. Resolves for each of them when the
   * client has given it up; it holds their names in pg_stat_activity.
   */
  swallow(): { name: string; givenUp: Promise<unknown> }[];
  stop(): Promise<void>;
}

interface Line {
  readonly client: Socket;
  readonly server: Socket;
  name: string;
}

/** Opens a front on a free port. Connections through it must not be encrypted. */
export async function openRecordingFront(url: string): Promise<RecordingFront> {
  const target = new URL(url);
  const startups: Startup[] = [];
  const lines = new Set<Line>();
  const front = createServer((client) => {
    const server = connect(Number(target.port), target.hostname);
    const line: Line = { client, server, name: '' };
    lines.add(line);
    client.once('data', (chunk: Buffer) => {
      client.pause();
      const record = () => {
        const startup = readStartup(chunk, server.localPort ?? 0);
        if (startup !== null) startups.push(startup);
        line.name = startup?.application_name ?? '';
        server.write(chunk);
        client.pipe(server);
        server.pipe(client);
      };
      if (server.connecting) server.once('connect', record);
      else record();
    });
    for (const socket of [client, server]) {
      socket.on('error', () => undefined);
      socket.on('close', () => {
        lines.delete(line);
        client.destroy();
        server.destroy();
      });
    }
  }).listen(0, '127.0.0.1');
  await once(front, 'listening');
  const address = front.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: Object.assign(new URL(url), { hostname: '127.0.0.1', port: String(port) }).href,
    startups,
    swallow: () =>
      [...lines].map(({ client, server, name }) => {
        client.unpipe(server);
        server.unpipe(client);
        server.pause();
        // What it sends is read, so that its end is noticed, and discarded.
        client.resume();
        return { name, givenUp: once(client, 'close') };
      }),
    async stop() {
      front.close();
      for (const { client } of lines) client.destroy();
      await once(front, 'close');
    },
  };
}

function readStartup(message: Buffer, port: number): Startup | null {
  if (message.readInt32BE(4) !== PROTOCOL) return null;
  const words = message.subarray(8, message.readInt32BE(0)).toString('utf8').split('\0');
  const said = new Map(
    words.flatMap((word, i) => (i % 2 === 0 ? [[word, words[i + 1] ?? ''] as const] : [])),
  );
  const get = (name: string) => said.get(name) ?? '';
  return {
    ...{ user: get('user'), database: get('database'), application_name: get('application_name') },
    ...{ options: get('options'), port },
  };
}
