import { threadMs } from '../../src/http/limits/thread_time.ts';

/** Holds the thread for so many milliseconds of its own time. */
export function holdThread(ms: number): void {
  for (const until = threadMs() + ms; threadMs() < until; );
}

/** How many milliseconds of its own time this thread works on something; what other programs do meanwhile is none of it. */
export async function threadMsFor(work: () => unknown): Promise<number> {
  const began = threadMs();
  await work();
  return threadMs() - began;
}
