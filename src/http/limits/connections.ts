import { readFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { Addresses } from './addresses.ts';
import type { Stay } from './stay.ts';

/** Connections above the limit that are answered with a refusal; those above that as well are closed at once. */
const ANSWERED_ABOVE = 16;
/** The share of all connections of the process that one address gets at most. */
const SHARE_OF_ADDRESS = 0.75;
/** Files and sockets that the process needs for other things: the database, the log, modules. */
const OTHER_FILES = 128;
/** What listens for the end of a connection besides its requests: Node, the count of connections, and what answers. */
const OWN_LISTENERS = 10;
/** Requests that one connection may send before the first of them is answered. */
const MOST_PIPELINED = 10;

export type Admission = 'admitted' | 'refused' | 'closed';

/**
 * Counts what is open, by the address it comes from. A connection of its own counts from its first byte to its last, whatever it
 * is used for; what comes through a trusted proxy counts for as long as it is answered, for the proxy's connections carry many
 * people.
 */
export class Connections {
  readonly #open = new Map<string, number>();
  readonly #refusedOf = new Map<string, number>();
  readonly #refused = new WeakSet<Socket>();
  readonly #shunned = new Set<string>();
  #total = 0;
  /** Requests that wait for their answer, and when the last of them has it. */
  readonly #waiting = new WeakMap<
    Socket,
    { readonly count: number; readonly last: Promise<void> | undefined }
  >();
  readonly #addresses: Addresses;
  readonly #mostOfAddress: number;
  /** Connections of all addresses; undefined: as many as the system gives. */
  readonly most: number | undefined;

  constructor(addresses: Addresses, mostOfAddress: number, openFiles: number | undefined = mostOpenFiles()) {
    this.#addresses = addresses;
    this.most = openFiles === undefined ? undefined : Math.max(openFiles - OTHER_FILES, 1);
    const share = Math.max(Math.floor((this.most ?? Number.POSITIVE_INFINITY) * SHARE_OF_ADDRESS), 1);
    this.#mostOfAddress = Math.min(mostOfAddress, share);
  }

  /** Counts a new connection. A refused one stays open for the answer that says so; see {@link isRefused}. */
  accept(socket: Socket): Admission {
    if (this.#total >= (this.most ?? Number.POSITIVE_INFINITY)) return 'closed';
    this.#total += 1;
    socket.once('close', () => {
      this.#total -= 1;
    });
    // Each request that waits listens for its end; Node takes more than ten listeners for a leak, and says so in the log.
    socket.setMaxListeners(MOST_PIPELINED + OWN_LISTENERS);
    const address = this.#addresses.ofConnection(socket.remoteAddress);
    if (address !== null && this.#shunned.has(address)) return 'closed';
    if (address === null || this.#admit(address, socket)) return 'admitted';
    const refused = this.#refusedOf.get(address) ?? 0;
    if (refused >= ANSWERED_ABOVE) return 'closed';
    count(this.#refusedOf, address, socket);
    this.#refused.add(socket);
    return 'refused';
  }

  /** Takes no new connection from an address for so many milliseconds; those it has go on. */
  shun(address: string, ms: number): void {
    if (this.#shunned.has(address)) return;
    this.#shunned.add(address);
    setTimeout(() => this.#shunned.delete(address), ms).unref();
  }

  /** Whether the connection of a request is above the limit. */
  isRefused(socket: Socket): boolean {
    return this.#refused.has(socket);
  }

  /**
   * Lets a request that came through a trusted proxy stay until its socket or its answer closes; false: there are too many from its
   * address. All others were counted as they connected.
   */
  admit(request: IncomingMessage, stay: Stay): boolean {
    const isProxied = this.#addresses.ofConnection(request.socket.remoteAddress) === null;
    return !isProxied || this.#admit(this.#addresses.of(request), stay);
  }

  /**
   * Resolves when the requests before it on the same connection are answered, so that one connection costs no more than one request at
   * a time. Null, at once: too many wait already. (Node emits all requests of one chunk of bytes before any promise continuation runs.)
   */
  begin(socket: Socket, stay: Stay): Promise<void> | null {
    const { count: waiting, last } = this.#waiting.get(socket) ?? { count: 0, last: undefined };
    const answered = new Promise<void>((resolve) => stay.once('close', resolve));
    this.#waiting.set(socket, { count: waiting + 1, last: answered });
    stay.once('close', () => this.#answered(socket));
    return waiting >= MOST_PIPELINED ? null : (last ?? Promise.resolve());
  }

  #answered(socket: Socket): void {
    const { count: waiting, last } = this.#waiting.get(socket) ?? { count: 1, last: undefined };
    if (waiting > 1) this.#waiting.set(socket, { count: waiting - 1, last });
    else this.#waiting.delete(socket);
  }

  #admit(address: string, stay: Stay): boolean {
    if ((this.#open.get(address) ?? 0) >= this.#mostOfAddress) return false;
    count(this.#open, address, stay);
    return true;
  }
}

function count(counts: Map<string, number>, address: string, stay: Stay): void {
  counts.set(address, (counts.get(address) ?? 0) + 1);
  stay.once('close', () => {
    const left = (counts.get(address) ?? 1) - 1;
    if (left === 0) counts.delete(address);
    else counts.set(address, left);
  });
}

/** How many files and sockets the system lets this process have; undefined where it does not say, as only Linux does. */
function mostOpenFiles(): number | undefined {
  try {
    const [, most] = /^Max open files\s+(\d+)/m.exec(readFileSync('/proc/self/limits', 'utf8')) ?? [];
    return most === undefined ? undefined : Number(most);
  } catch {
    return undefined;
  }
}
