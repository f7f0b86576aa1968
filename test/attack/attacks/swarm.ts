import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { AttackRun, AttackTarget } from '../attack.ts';

/** A client that was refused sends the same again after this pause. */
const AGAIN_MS = 20;

/**
 * So many bare connections at once, each used by `use` from its opening on, and opened again whenever it is closed. Resolves soon
 * after the signal, with all of them closed.
 */
export async function swarm(
  target: AttackTarget,
  { signal }: AttackRun,
  count: number,
  use: (socket: Socket) => void,
): Promise<void> {
  await Promise.all(
    Array.from({ length: count }, async () => {
      while (!signal.aborted) {
        await untilClosed(target, signal, use);
        await sleep(AGAIN_MS);
      }
    }),
  );
}

async function untilClosed(
  { url, localAddress }: AttackTarget,
  signal: AbortSignal,
  use: (socket: Socket) => void,
): Promise<void> {
  const { hostname, port } = new URL(url);
  const socket = connect({ host: hostname, port: Number(port), localAddress });
  const closed = new Promise((resolve) => socket.once('close', resolve));
  const end = () => socket.destroy();
  signal.addEventListener('abort', end);
  // It is refused, or cut: what an attack is there for.
  socket.on('error', () => undefined);
  socket.once('connect', () => use(socket));
  await closed;
  signal.removeEventListener('abort', end);
}

/** Runs something every so many milliseconds for as long as the connection lasts. */
export function whileOpen(socket: Socket, everyMs: number, act: () => void): void {
  const timer = setInterval(act, everyMs);
  socket.once('close', () => clearInterval(timer));
}

/** The text of an HTTP request; a body is sent as JSON. */
export function requestText(
  method: string,
  path: string,
  { body, headers = {} }: { body?: object; headers?: Record<string, string> } = {},
): string {
  const text = body === undefined ? '' : JSON.stringify(body);
  const all = {
    host: 'service',
    ...(body === undefined
      ? {}
      : { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(text)) }),
    ...headers,
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`);
  return [`${method} ${path} HTTP/1.1`, ...lines, '', text].join('\r\n');
}

const OPCODES = { text: 0x81, ping: 0x89, pong: 0x8a } as const;

/** A frame of a WebSocket as a client sends it; the mask is all zeros. */
export function frame(kind: keyof typeof OPCODES, text: string): Buffer {
  const payload = Buffer.from(text);
  const length =
    payload.length < 126
      ? [0x80 | payload.length]
      : payload.length < 65_536
        ? [0x80 | 126, payload.length >> 8, payload.length & 0xff]
        : [0x80 | 127, 0, 0, 0, 0, ...[24, 16, 8, 0].map((shift) => (payload.length >> shift) & 0xff)];
  return Buffer.concat([Buffer.from([OPCODES[kind], ...length, 0, 0, 0, 0]), payload]);
}

/** Asks for a WebSocket and begins the protocol, without waiting for answers. */
export function openWebSocket(socket: Socket): void {
  socket.write(
    requestText('GET', '/graphql', {
      headers: {
        connection: 'Upgrade',
        upgrade: 'websocket',
        'sec-websocket-version': '13',
        'sec-websocket-key': Buffer.alloc(16).toString('base64'),
        'sec-websocket-protocol': 'graphql-transport-ws',
      },
    }),
  );
  socket.write(frame('text', '{"type":"connection_init"}'));
}

/** A query of few fields whose answer is about two and a half megabytes for a board of several hundred cells. */
export function largeQuery(draftId: string): string {
  const fields = Array.from({ length: 50 }, (_, n) => `${'a'.repeat(60)}${n}: round`).join(' ');
  return `{ draft(id: "${draftId}") { picks(first: 640) { nodes { ${fields} } } } }`;
}
