import { vi } from 'vitest';

/** The longest that {@link until} waits, in milliseconds of the replaced time. */
const LONGEST_MS = 60_000;

/** Replaces the timers and the monotonic clock: time passes only where a test advances it, so no machine is too slow for it. */
export function replaceTime(): void {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
}

/** As `setTimeout` of node:timers/promises, but on the timers that {@link replaceTime} replaces; vitest replaces the global ones only. */
export function pause<T = void>(
  ms?: number,
  value?: T,
  { signal }: { signal?: AbortSignal } = {},
): Promise<T | undefined> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    const timer = setTimeout(() => resolve(value), ms);
    signal?.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(signal.reason);
    });
  });
}

/** Lets so many milliseconds pass, timer by timer. */
export async function advance(ms: number): Promise<void> {
  await vi.advanceTimersByTimeAsync(ms);
}

/** Advances the time, timer by timer, until the condition holds. Throws where it does not within a minute of that time. */
export async function until(holds: () => boolean, what: string): Promise<void> {
  const givenUpAt = performance.now() + LONGEST_MS;
  await advance(0);
  while (!holds()) {
    if (performance.now() >= givenUpAt) throw new Error(`Waited a minute for: ${what}`);
    await vi.advanceTimersToNextTimerAsync();
  }
}
