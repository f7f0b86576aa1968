import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { AddressOf } from './addresses.ts';

/** Counts what stays open for long, by the address it comes from: a WebSocket, a stream of events. */
export class Connections {
  readonly #open = new Map<string, number>();
  readonly #addressOf: AddressOf;
  readonly #mostPerAddress: number;

  constructor(addressOf: AddressOf, mostPerAddress: number) {
    this.#addressOf = addressOf;
    this.#mostPerAddress = mostPerAddress;
  }

  /** Lets a request stay until its socket or its answer closes; false: there are too many from its address. */
  admit(request: IncomingMessage, stay: { once(event: 'close', hear: () => void): unknown }): boolean {
    const address = this.#addressOf(request);
    const open = this.#open.get(address) ?? 0;
    if (open >= this.#mostPerAddress) return false;
    this.#open.set(address, open + 1);
    stay.once('close', () => this.#closed(address));
    return true;
  }

  #closed(address: string): void {
    const open = (this.#open.get(address) ?? 1) - 1;
    if (open === 0) this.#open.delete(address);
    else this.#open.set(address, open);
  }
}

/** Answers a request that wants a WebSocket with a status instead, and closes. */
export function refuseUpgrade(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
