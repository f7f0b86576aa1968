import { isRefusal, type Refusal } from '../../src/service_errors.ts';

/** The refusal of a call: its code and numbers. Fails when the call succeeds or fails in another way. */
export async function refusal(call: Promise<unknown>): Promise<Refusal> {
  let answer: unknown;
  try {
    answer = await call;
  } catch (error) {
    if (isRefusal(error)) return error;
    throw error;
  }
  throw new Error(`Expected a refusal, but the call answered ${JSON.stringify(answer)}`);
}
