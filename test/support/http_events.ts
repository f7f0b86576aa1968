import { get, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';

/** An event as the stream over HTTP sends it. */
export interface HttpEvent {
  readonly id: number;
  readonly data: {
    draftId: string;
    version: number;
    at: string;
    kind: string;
    deadline: string | null;
    format: number;
    data: Record<string, unknown>;
  };
}

/** A stream of events over HTTP: what came so far, and how it ended. */
export interface HttpStream {
  readonly headers: IncomingHttpHeaders;
  readonly events: HttpEvent[];
  /** Waits until that many events have come. */
  untilCount(count: number): Promise<HttpEvent[]>;
  /** What the stream said as it ended; undefined where the connection was just closed. */
  readonly ended: Promise<Record<string, unknown> | undefined>;
  /** Reads nothing more, and leaves the connection open. */
  pause(): void;
  stop(): void;
}

/** An answer that is no stream. */
export class NoStream extends Error {
  readonly status: number;
  readonly code: string | undefined;

  constructor(status: number, body: string) {
    super(`${status} ${body}`);
    this.status = status;
    const { errors } = JSON.parse(body || '{}') as { errors?: { extensions: { code: string } }[] };
    this.code = errors?.[0]?.extensions.code;
  }
}

/** When to give up a stream: where nothing comes for so long, or the signal aborts. */
export interface Patience {
  readonly silenceMs?: number;
  readonly signal?: AbortSignal;
  /** Which address of this machine asks; unless told, the system's choice. */
  readonly localAddress?: string | undefined;
}

/** Opens a stream, as a browser's EventSource does. Throws NoStream where the answer is none. */
export async function openStream(
  url: string,
  headers: Record<string, string> = {},
  { silenceMs = 0, signal, localAddress }: Patience = {},
): Promise<HttpStream> {
  const options = { headers, agent: false, timeout: silenceMs, localAddress, ...(signal ? { signal } : {}) };
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    const request = get(url, options, resolve);
    request.on('error', reject);
    request.on('timeout', () => request.destroy());
  });
  response.setEncoding('utf8');
  if (response.statusCode !== 200) {
    let body = '';
    for await (const chunk of response) body += String(chunk);
    throw new NoStream(response.statusCode ?? 0, body);
  }
  return read(response);
}

function read(response: IncomingMessage): HttpStream {
  const events: HttpEvent[] = [];
  let text = '';
  let wake = () => {};
  let said: Record<string, unknown> | undefined;
  response.on('data', (chunk: string) => {
    const pieces = (text + chunk).split('\n\n');
    text = pieces.pop() ?? '';
    for (const piece of pieces) {
      const fields = new Map(piece.split('\n').map((line) => line.split(/: (.*)/s) as [string, string]));
      const data = fields.get('data');
      if (data === undefined) continue;
      if (fields.get('event') === 'end') said = JSON.parse(data);
      else events.push({ id: Number(fields.get('id')), data: JSON.parse(data) });
    }
    wake();
  });
  const ended = new Promise<Record<string, unknown> | undefined>((resolve) => {
    response.on('error', () => undefined);
    response.once('close', () => resolve(said));
  });
  return {
    headers: response.headers,
    events,
    ended,
    async untilCount(count) {
      let isOver = false;
      while (events.length < count && !isOver) {
        const more = new Promise<void>((resolve) => {
          wake = resolve;
        });
        isOver = await Promise.race([more.then(() => false), ended.then(() => true)]);
      }
      if (events.length < count) throw new Error(`the stream ended after ${events.length} events`);
      return events;
    },
    pause: () => response.pause(),
    stop: () => {
      response.destroy();
    },
  };
}
