import { startTransition, useEffect, useRef, useState } from 'react';

/** Lists that change more often than this can be read by nobody. */
const REST_MS = 300;

/**
 * A value as what can wait shows it: null at first, then as soon as there is time; and in a rush of changes, as when ten bots pick within
 * a second, not each of them.
 */
export function useCalm<T>(value: T): T | null {
  const [calm, setCalm] = useState<T | null>(null);
  const changedAt = useRef(Number.NEGATIVE_INFINITY);
  useEffect(() => {
    if (value === calm) return;
    const change = () => {
      changedAt.current = performance.now();
      startTransition(() => setCalm(value));
    };
    const timer = setTimeout(change, Math.max(0, changedAt.current + REST_MS - performance.now()));
    return () => clearTimeout(timer);
  }, [value, calm]);
  return calm;
}
