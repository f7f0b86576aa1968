import { DraftError } from '../../src/draft/errors.ts';

/** The refusal of a call: its code and numbers. Fails when the call succeeds or fails in another way. */
export async function refusal(call: Promise<unknown>): Promise<DraftError> {
  let answer: unknown;
  try {
    answer = await call;
  } catch (error) {
    if (error instanceof DraftError) return error;
    throw error;
  }
  throw new Error(`Expected a refusal, but the call answered ${JSON.stringify(answer)}`);
}
