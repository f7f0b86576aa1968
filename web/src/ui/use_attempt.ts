import { useState } from 'react';
import { reasonOf } from '../state/service.ts';

/** Something that is asked of the service once, from a dialog or a form that is gone when it succeeded. */
export interface Attempt {
  /** Why the last one failed, for people; null: it did not. */
  readonly problem: string | null;
  /** Whether it is under way, or done. */
  readonly isBusy: boolean;
  /** Does the work; it may be tried again when it failed. Never rejects. */
  readonly attempt: (work: () => Promise<unknown>) => Promise<void>;
}

/** Keeps whether an attempt is under way, and why the last one failed. */
export function useAttempt(): Attempt {
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  async function attempt(work: () => Promise<unknown>) {
    setBusy(true);
    setProblem(null);
    try {
      await work();
    } catch (error) {
      setProblem(reasonOf(error));
      setBusy(false);
    }
  }
  return { problem, isBusy, attempt };
}
