import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { type Listener, listenTo } from '../database/listen.ts';
import type { Log } from '../telemetry/log.ts';
import { CHANNEL } from './announcer.ts';

const announcementShape = z.array(z.tuple([z.string(), z.number()]));
/** A lost NOTIFY costs a follower this long at most. */
const LOOK_ANYWAY_MS = 1_000;
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 5_000;

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
    this.#listening ??= this.#keepListening();
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
    const parsed = announcementShape.safeParse(parseJson(payload));
    // Somebody else's message on our channel: whatever it meant, looking costs little.
    if (!parsed.success) {
      this.#ringAll();
      return;
    }
    for (const [draftId] of parsed.data) for (const ring of this.#bells.get(draftId) ?? []) ring();
  }

  async #keepListening(): Promise<void> {
    const { signal } = this.#stopping;
    let pause = FIRST_PAUSE_MS;
    while (!signal.aborted) {
      let listener: Listener | null = null;
      try {
        listener = await listenTo(this.#url, CHANNEL, (payload) => this.#heard(payload), signal);
        pause = FIRST_PAUSE_MS;
        // Whatever was said before this moment was not heard.
        this.#ringAll();
        await listener.ended;
      } catch (error) {
        this.#log.warn(
          { err: error, pauseMs: pause },
          'Cannot listen for changed drafts; followers look by themselves',
        );
      }
      if (signal.aborted) return;
      await sleep(pause, undefined, { signal }).catch(() => undefined);
      pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
    }
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
