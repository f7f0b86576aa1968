import { useEffect, useRef, useState } from 'react';

/** Lists that change more often than this can be read by nobody. */
const REST_MS = 300;

/**
 * A value as what can wait shows it: null at first, unless `isAtOnce` says that nobody waits for anything else, then as soon as there is
 * time; and in a rush of changes, as when ten bots pick within a second, not each of them.
 */
export function useCalm<T>(value: T, isAtOnce: () => boolean): T | null {
  const [calm, setCalm] = useState<T | null>(() => (isAtOnce() ? value : null));
  const changedAt = useRef(Number.NEGATIVE_INFINITY);
  useEffect(() => {
    if (value === calm) return;
    const change = () => {
      changedAt.current = performance.now();
      setCalm(value);
    };
    const timer = setTimeout(change, Math.max(0, changedAt.current + REST_MS - performance.now()));
    return () => clearTimeout(timer);
  }, [value, calm]);
  return calm;
}
