import type { Log } from '../telemetry/log.ts';
import { CHANNEL, readAnnouncement } from './announcement.ts';
import { keepListening } from './listening.ts';

/** A lost NOTIFY costs a follower this long at most. */
const LOOK_ANYWAY_MS = 1_000;

/** Rings when a draft may have changed. */
export interface Bell {
  /** Waits for the next ring since the last wait, for at most a second. */
  rung(): Promise<void>;
  isOpen(): boolean;
  /** Ends a wait under way, and all later ones. */
  close(): void;
}

/**
 * Hears of changed drafts over one LISTEN connection per process, and rings for those who follow them. Loses the connection
 * without losing a follower: it is opened again, and everybody is told to look.
 */
export class Hub {
  readonly #url: string;
  readonly #log: Log;
  readonly #bells = new Map<string, Set<() => void>>();
  readonly #stopping = new AbortController();
  #listening: Promise<void> | null = null;

  constructor(url: string, log: Log) {
    this.#url = url;
    this.#log = log;
  }

  /** A bell for one draft. Close it when nobody follows any more. */
  watch(draftId: string): Bell {
    this.#listening ??= this.#listen();
    let hasRung = false;
    let isClosed = this.#stopping.signal.aborted;
    let wake: (() => void) | null = null;
    const ring = () => {
      hasRung = true;
      wake?.();
    };
    const ringers = this.#bells.get(draftId) ?? new Set();
    this.#bells.set(draftId, ringers.add(ring));
    return {
      isOpen: () => !isClosed,
      rung: async () => {
        if (!hasRung && !isClosed) {
          await new Promise<void>((resolve) => {
            const timer = setTimeout(resolve, LOOK_ANYWAY_MS);
            wake = () => {
              clearTimeout(timer);
              resolve();
            };
          });
          wake = null;
        }
        hasRung = false;
      },
      close: () => {
        isClosed = true;
        wake?.();
        ringers.delete(ring);
        if (ringers.size === 0) this.#bells.delete(draftId);
      },
    };
  }

  /** Stops listening. Followers wake up once more and then only look by themselves. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#ringAll();
    await this.#listening;
  }

  #ringAll(): void {
    for (const ringers of this.#bells.values()) for (const ring of ringers) ring();
  }

  #heard(payload: string): void {
    const announcement = readAnnouncement(payload);
    if (!announcement) {
      // Somebody else's message on our channel: whatever it meant, looking costs little.
      this.#ringAll();
      return;
    }
    for (const [draftId] of announcement) for (const ring of this.#bells.get(draftId) ?? []) ring();
  }

  #listen(): Promise<void> {
    const ears = { hear: (payload: string) => this.#heard(payload), began: () => this.#ringAll() };
    return keepListening(this.#url, CHANNEL, ears, this.#stopping.signal, this.#log);
  }
}
