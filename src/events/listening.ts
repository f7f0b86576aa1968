import { setTimeout as sleep } from 'node:timers/promises';
import { type Listener, listenTo } from '../database/listen.ts';
import { degraded } from '../telemetry/degraded.ts';
import type { Log } from '../telemetry/log.ts';

const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 1_000;

/** What is done with notifications. */
export interface ListenHandlers {
  hear(payload: string): void;
  /** Listening began, for the first time or again: notifications before that were missed. */
  began(listener: Listener): void | Promise<void>;
}

/** Listens on a channel until the signal aborts; a lost connection is opened again, with pauses that double. */
export async function keepListening(
  url: string,
  channel: string,
  handlers: ListenHandlers,
  signal: AbortSignal,
  log: Log,
): Promise<void> {
  let isListening = false;
  signal.addEventListener(
    'abort',
    degraded.when('notify', () => !isListening),
    { once: true },
  );
  let pause = FIRST_PAUSE_MS;
  while (!signal.aborted) {
    let listener: Listener | undefined;
    try {
      listener = await listenTo(url, channel, (payload) => handlers.hear(payload), signal);
      await handlers.began(listener);
      isListening = true;
      pause = FIRST_PAUSE_MS;
      await listener.ended;
      isListening = false;
    } catch (error) {
      isListening = false;
      listener?.close();
      log.warn(
        { err: error, pauseMs: pause },
        'Cannot listen for changed drafts; looking without it meanwhile',
      );
    }
    if (signal.aborted) return;
    await sleep(pause, undefined, { signal }).catch(() => undefined);
    pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
  }
}
