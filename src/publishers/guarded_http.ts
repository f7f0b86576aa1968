import { lookup as systemLookup } from 'node:dns';
import { isIP, type LookupFunction, type Socket } from 'node:net';
import { Agent, buildConnector, request } from 'undici';
import type { Networks } from './networks.ts';

/** A whole exchange, from the first look-up to the end of the answer. */
const EXCHANGE_WITHIN_MS = 10_000;
const CONNECT_WITHIN_MS = 5_000;
const CONNECTIONS_PER_HOST = 16;
const IDLE_MS = 10_000;
/** More of an answer is not read. */
const ANSWER_BYTES = 16_384;
/** Answers that only say that one will come (1xx); a server that makes sense sends none or one. */
const MOST_ANNOUNCEMENTS = 10;
/** Names and values of headers, in characters. Each header costs the thread, and there are many of them in few characters. */
const MOST_HEADERS = 8_192;
/** Bytes of an answer that are taken apart at once: what makes it one that is given up is noticed after as many. */
const BYTES_AT_ONCE = 4_096;
/** So much of it is kept. */
const KEPT_CHARACTERS = 1_000;

/** One text for both: else whoever adds endpoints learns which names there are in our network. */
const NOWHERE = 'There is no such host, or it has no public address';

/** An answer: its status, the headers that matter, and the beginning of its body. */
export interface Answer {
  readonly status: number;
  readonly retryAfter: number | null;
  readonly text: string;
}

/** What is sent. */
export interface Posted {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** An address that may not be connected to. */
class AddressRefused extends Error {
  override readonly name = 'AddressRefused';
  readonly code = 'ADDRESS_REFUSED';
}

/** An answer that is announced again and again. */
class NeverAnswers extends Error {
  override readonly name = 'NeverAnswers';
  readonly code = 'NEVER_ANSWERS';
}

/**
 * HTTP to addresses that somebody else named: only to public ones and to allowed networks, looked at after the name was resolved and
 * again when connected; no redirects; with an end in time and in bytes.
 */
export class GuardedHttp {
  readonly #networks: Networks;
  readonly #agent: Agent;
  readonly #withinMs: number;

  /**
   * @param lookup how names are resolved; as the system does unless told
   * @param withinMs how long a whole exchange may take
   */
  constructor(
    networks: Networks,
    { lookup = systemLookup as LookupFunction, withinMs = EXCHANGE_WITHIN_MS } = {},
  ) {
    this.#networks = networks;
    this.#withinMs = withinMs;
    this.#agent = new Agent({
      connect: this.#connector(lookup),
      connections: CONNECTIONS_PER_HOST,
      pipelining: 1,
      keepAliveTimeout: IDLE_MS,
      maxHeaderSize: MOST_HEADERS,
    });
  }

  /** Sends a POST request. Throws where there is no answer; the message is for people and holds no secret. */
  async post({ url, headers, body }: Posted, signal: AbortSignal): Promise<Answer> {
    this.#checkUrl(new URL(url));
    const ending = AbortSignal.any([signal, AbortSignal.timeout(this.#withinMs)]);
    const answer = await request(url, {
      ...{ method: 'POST', headers, body, dispatcher: this.#agent, signal: ending },
      ...{ headersTimeout: this.#withinMs, bodyTimeout: this.#withinMs, onInfo: announced() },
    });
    const text = await beginningOf(answer.body, ending);
    return { status: answer.statusCode, retryAfter: retryAfter(answer.headers), text };
  }

  close(): Promise<void> {
    return this.#agent.destroy();
  }

  /** Written addresses are resolved by nobody: they are looked at here. */
  #checkUrl(url: URL): void {
    const host = url.hostname.replace(/^\[|\]$/g, '');
    if (isIP(host) && !this.#networks.isReachable(host))
      throw new AddressRefused('The address is not a public one');
  }

  #connector(lookup: LookupFunction): buildConnector.connector {
    const networks = this.#networks;
    const guardedLookup: LookupFunction = (hostname, options, callback) => {
      lookup(hostname, { ...options, all: true }, (error, found) => {
        if (error) return callback(new AddressRefused(NOWHERE), '', 0);
        const addresses = (Array.isArray(found) ? found : []).filter(({ address }) =>
          networks.isReachable(address),
        );
        const [first] = addresses;
        if (first === undefined) return callback(new AddressRefused(NOWHERE), '', 0);
        if (options.all) return callback(null, addresses);
        return callback(null, first.address, first.family);
      });
    };
    const connect = buildConnector({ lookup: guardedLookup, timeout: CONNECT_WITHIN_MS });
    return (options, callback) =>
      connect(options, (...[error, socket]) => {
        if (error) return callback(error, null);
        const address = socket.remoteAddress ?? '';
        const isPlain = options.protocol !== 'https:';
        const isAllowed = isPlain ? networks.isAllowedPrivate(address) : networks.isReachable(address);
        if (isAllowed) return callback(null, inSmallReads(socket));
        socket.destroy();
        const why = isPlain && networks.isReachable(address) ? 'Use https' : NOWHERE;
        return callback(new AddressRefused(why), null);
      });
  }
}

/** Hears announcements of one answer; throws where there are too many, which ends the exchange. Each costs the thread, and a server can send a thousand in a packet. */
function announced(): () => void {
  let announcements = 0;
  return () => {
    announcements += 1;
    if (announcements > MOST_ANNOUNCEMENTS) throw new NeverAnswers('It announces an answer again and again');
  };
}

/** The same socket, of which undici reads a little at a time: it goes through all that it has read, also where the answer was given up in the middle. */
function inSmallReads<S extends Socket>(socket: S): S {
  const read = socket.read.bind(socket);
  socket.read = (size) => read(size ?? (Math.min(BYTES_AT_ONCE, socket.readableLength) || undefined));
  return socket;
}

async function beginningOf(
  body: AsyncIterable<Buffer> & { destroy(): unknown },
  signal: AbortSignal,
): Promise<string> {
  const parts: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const part of body) {
      parts.push(part);
      bytes += part.length;
      if (bytes >= ANSWER_BYTES) break;
    }
  } finally {
    if (bytes >= ANSWER_BYTES || signal.aborted) body.destroy();
  }
  // PostgreSQL keeps no text with such a character.
  return Buffer.concat(parts).toString('utf8').replaceAll('\u0000', '').slice(0, KEPT_CHARACTERS);
}

/** Seconds until somebody wants to be asked again. A date is compared with the date of the same answer: the clock there may be wrong. */
function retryAfter(headers: Readonly<Record<string, string | string[] | undefined>>): number | null {
  const value = String(headers['retry-after'] ?? '');
  if (/^\d{1,9}$/.test(value)) return Number(value);
  const seconds = (Date.parse(value) - Date.parse(String(headers['date'] ?? ''))) / 1_000;
  return Number.isFinite(seconds) && seconds >= 0 ? seconds : null;
}

/** What went wrong, for people: no address, no header, nothing that may be secret. */
export function explainFailure(error: unknown): string {
  if (!(error instanceof Error)) return 'It failed.';
  if (error instanceof AddressRefused) return `${error.message}.`;
  if (error.name === 'TimeoutError' || error.name === 'AbortError') return 'It did not answer in time.';
  const code = 'code' in error && typeof error.code === 'string' ? error.code : error.name;
  const known: Readonly<Record<string, string>> = {
    ECONNREFUSED: 'Nobody listens there.',
    ECONNRESET: 'It closed the connection.',
    UND_ERR_SOCKET: 'It closed the connection.',
    UND_ERR_CONNECT_TIMEOUT: 'It could not be connected to in time.',
    UND_ERR_HEADERS_TIMEOUT: 'It did not answer in time.',
    UND_ERR_BODY_TIMEOUT: 'It did not answer in time.',
    UND_ERR_HEADERS_OVERFLOW: 'Its answer has too long a head.',
    NEVER_ANSWERS: 'It announced an answer again and again, and gave none.',
    ADDRESS_REFUSED: 'The address is not a public one.',
  };
  return known[code] ?? `It could not be reached (${code}).`;
}
