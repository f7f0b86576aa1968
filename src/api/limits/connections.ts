import { readFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { Addresses } from './addresses.ts';
import type { Stay } from './stay.ts';

/** Connections above the limit that are answered with a refusal; those above that as well are closed at once. */
const ANSWERED_ABOVE = 16;
/** Of the connections that the process can have, one address gets this share at most. */
const SHARE_OF_ADDRESS = 0.75;
/** Files and sockets that the process needs for other things: the database, the log, modules. */
const OTHER_FILES = 128;
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
  /** Requests that wait for their answer. */
  readonly #waiting = new WeakMap<Socket, number>();
  readonly #addresses: Addresses;
  readonly #mostOfAddress: number;
  /** Of all addresses; undefined: as many as the system gives. */
  readonly most: number | undefined;

  constructor(addresses: Addresses, mostOfAddress: number, openFiles: number | undefined = mostOpenFiles()) {
    this.#addresses = addresses;
    this.most = openFiles === undefined ? undefined : Math.max(openFiles - OTHER_FILES, 1);
    const share = Math.max(Math.floor((this.most ?? Number.POSITIVE_INFINITY) * SHARE_OF_ADDRESS), 1);
    this.#mostOfAddress = Math.min(mostOfAddress, share);
  }

  /** Counts a new connection. One that is refused is there to be told so; see {@link isRefused}. */
  accept(socket: Socket): Admission {
    const address = this.#addresses.ofConnection(socket.remoteAddress);
    if (address === null || this.#admit(address, socket)) return 'admitted';
    const refused = this.#refusedOf.get(address) ?? 0;
    if (refused >= ANSWERED_ABOVE) return 'closed';
    count(this.#refusedOf, address, socket);
    this.#refused.add(socket);
    return 'refused';
  }

  /** Whether the connection of a request is one too many. */
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

  /** Counts a request until it is answered; false: its connection sends them without waiting for answers. */
  begin(socket: Socket, stay: Stay): boolean {
    const waiting = (this.#waiting.get(socket) ?? 0) + 1;
    this.#waiting.set(socket, waiting);
    stay.once('close', () => this.#waiting.set(socket, (this.#waiting.get(socket) ?? 1) - 1));
    return waiting <= MOST_PIPELINED;
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
