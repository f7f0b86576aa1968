import { useCallback, useRef, useState } from 'react';
import { reasonOf } from '../state/service.ts';

/** Something that is asked of the service from a dialog or a form. */
export interface Attempt {
  /** What the last one failed with; null as `problem` is. */
  readonly failure: unknown;
  /** Why the last one failed, for people; null: it did not, or what it was about changed since. */
  readonly problem: string | null;
  /** Whether it is under way, or done where the form is then gone. */
  readonly isBusy: boolean;
  /** Does the work, and nothing as long as other work is under way; it may be tried again when it failed. Never rejects. */
  readonly attempt: (work: () => Promise<unknown>) => Promise<void>;
  /** What was sent is changed: why it failed says nothing of what stands there now. */
  readonly forget: () => void;
}

/**
 * Keeps whether an attempt is under way, and why the last one failed.
 * @param stays the form is still there when the work is done, for the next time
 */
export function useAttempt({ stays = false }: { readonly stays?: boolean } = {}): Attempt {
  const [failure, setFailure] = useState<unknown>(null);
  const [isBusy, setBusy] = useState(false);
  // A disabled button comes with the next rendering; the second press of a double click may be faster.
  const isTaken = useRef(false);
  async function attempt(work: () => Promise<unknown>) {
    if (isTaken.current) return;
    isTaken.current = true;
    setBusy(true);
    setFailure(null);
    try {
      await work();
      if (!stays) return;
    } catch (error) {
      setFailure(error);
    }
    isTaken.current = false;
    setBusy(false);
  }
  const forget = useCallback(() => setFailure(null), []);
  return { failure, problem: failure === null ? null : reasonOf(failure), isBusy, attempt, forget };
}
