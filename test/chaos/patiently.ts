import { setTimeout as sleep } from 'node:timers/promises';
import { DraftError } from '../../src/draft/errors.ts';

const PAUSE_MS = 100;
const LONGEST_MS = 60_000;

/** Asks the database until it answers: it may be down, or go down in the middle of the answer. */
export async function patiently<T>(ask: () => Promise<T>): Promise<T> {
  const giveUpAt = performance.now() + LONGEST_MS;
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (isAnswer(error) || performance.now() > giveUpAt) throw error;
      await sleep(PAUSE_MS);
    }
  }
}

/** Whether the database answered with a refusal. Classes: 22 data, 23 constraint, 42 statement, P0 raised. */
function isAnswer(error: unknown): boolean {
  if (error instanceof DraftError) return error.code !== 'DRAFT_BUSY';
  return error instanceof Error && 'code' in error && /^(22|23|42|P0)/.test(String(error.code));
}
