import { setTimeout as sleep } from 'node:timers/promises';

const PAUSE_MS = 10;

/** Asks again and again until the answer is not undefined. The test's own timeout is what ends a wait in vain. */
export async function until<T>(ask: () => Promise<T | undefined>): Promise<T> {
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    await sleep(PAUSE_MS);
  }
}
