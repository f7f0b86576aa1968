import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import type { CloudEvent } from '../../src/publishers/envelope.ts';

/** A request that a receiver got. */
export interface Received {
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
  readonly event: CloudEvent;
}

/** How a receiver answers a request. */
export type Answering = (received: Received, res: ServerResponse, req: IncomingMessage) => void;

/** A system outside that gets events: a server with a real socket. */
export interface Receiver {
  readonly url: string;
  readonly received: Received[];
  /** Answers from now on so; 200 at the beginning. */
  answer: Answering;
  /** Waits until it has got so many requests. */
  untilReceived(count: number): Promise<void>;
  stop(): Promise<void>;
}

export const TAKE: Answering = (_received, res) => {
  res.writeHead(204).end();
};

/** Answers every request with a status. */
export function always(status: number, headers: Record<string, string> = {}): Answering {
  return (_received, res) => {
    res.writeHead(status, headers).end('no');
  };
}

export async function startReceiver(): Promise<Receiver> {
  const received: Received[] = [];
  let wake: () => void = () => undefined;
  const server = createServer(async (req, res) => {
    const parts: Buffer[] = [];
    for await (const part of req) parts.push(part as Buffer);
    const body = Buffer.concat(parts).toString();
    const got: Received = { path: req.url ?? '', headers: req.headers, body, event: JSON.parse(body) };
    received.push(got);
    receiver.answer(got, res, req);
    wake();
  });
  server.on('clientError', () => undefined);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const receiver: Receiver = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    answer: TAKE,
    async untilReceived(count) {
      while (received.length < count) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    },
    async stop() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
  return receiver;
}

/** Whether a request carries a signature by that secret, as a receiver with a right clock checks it. */
export function isSigned({ body, headers }: Received, secret: string): boolean {
  try {
    new Webhook(secret).verify(body, headers as Record<string, string>);
    return true;
  } catch {
    return false;
  }
}

/** What was received first of each event, as `stream:number`, in order. */
export function firsts(received: readonly Received[]): string[] {
  return [...new Set(received.map(({ event }) => event.id))];
}
