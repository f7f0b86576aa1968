import { threadMs } from '../../src/http/limits/thread_time.ts';

/** Holds the thread for so many milliseconds of its own time. */
export function holdThread(ms: number): void {
  for (const until = threadMs() + ms; threadMs() < until; );
}
