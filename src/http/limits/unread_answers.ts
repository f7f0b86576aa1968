import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { MOST_UNREAD_BYTES, MOST_UNREAD_BYTES_OF_ADDRESS } from './sizes.ts';
import type { Stay } from './stay.ts';

const LOOK_EVERY_MS = 1_000;
/** A client that reads nothing of what waits for it is cut off after so many checks: half a minute. */
const STALLED_AFTER_LOOKS = 30;

/** Something that is being answered: a request over HTTP, or a WebSocket for as long as it is open. */
interface Answering {
  readonly address: string;
  readonly socket: Socket;
  /** Bytes that wait in this process. */
  unread(): number;
}

/** The progress seen at the last check. */
interface Seen {
  sent: string;
  stalledFor: number;
}

/**
 * Bounds what waits in memory for clients that do not read it: for one client, for all of one address, and in time. What the
 * system's own buffers hold is no part of it. Nothing is counted twice or forgotten: every figure is read from the sockets.
 */
export class UnreadAnswers {
  readonly #seen = new Map<Answering, Seen>();
  readonly #ofAddress = new Map<string, Set<Answering>>();
  readonly #lookEveryMs: number;
  #timer: NodeJS.Timeout | undefined;

  constructor(lookEveryMs = LOOK_EVERY_MS) {
    this.#lookEveryMs = lookEveryMs;
  }

  /** Watches the answer to a request for as long as that stays. */
  watchResponse(address: string, response: ServerResponse, stay: Stay): void {
    this.#watch({ address, socket: response.req.socket, unread: () => response.writableLength }, stay);
  }

  /** Watches a WebSocket until it closes. */
  watchSocket(address: string, socket: Socket): void {
    this.#watch({ address, socket, unread: () => socket.writableLength }, socket);
  }

  /** Whether further bytes may wait for clients of that address. */
  hasRoom(address: string, bytes: number): boolean {
    let unread = bytes;
    for (const answering of this.#ofAddress.get(address) ?? []) unread += answering.unread();
    return unread <= MOST_UNREAD_BYTES_OF_ADDRESS;
  }

  #watch(answering: Answering, stay: Stay): void {
    const alike = this.#ofAddress.get(answering.address) ?? new Set();
    this.#ofAddress.set(answering.address, alike.add(answering));
    this.#seen.set(answering, { sent: '', stalledFor: 0 });
    this.#timer ??= setInterval(() => this.#look(), this.#lookEveryMs).unref();
    stay.once('close', () => this.#end(answering));
  }

  #end(answering: Answering): void {
    this.#seen.delete(answering);
    const alike = this.#ofAddress.get(answering.address);
    alike?.delete(answering);
    if (alike?.size === 0) this.#ofAddress.delete(answering.address);
    if (this.#seen.size > 0) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  #look(): void {
    for (const [answering, seen] of this.#seen) {
      const unread = answering.unread();
      const sent = unread === 0 ? '' : sentBy(answering.socket);
      seen.stalledFor = unread > 0 && sent === seen.sent ? seen.stalledFor + 1 : 0;
      seen.sent = sent;
      if (seen.stalledFor >= STALLED_AFTER_LOOKS || unread > MOST_UNREAD_BYTES) answering.socket.destroy();
    }
  }
}

/**
 * A text that changes whenever the operating system took some of the bytes that wait. The size of the queue of a write under way is
 * known to the handle alone, which Node itself asks for its time-outs; without it a large write shows no progress until its end.
 */
export function sentBy(socket: Socket): string {
  const { _handle: handle } = socket as unknown as { _handle?: { writeQueueSize?: number } | null };
  return `${socket.bytesWritten - socket.writableLength} ${handle?.writeQueueSize ?? 0}`;
}
