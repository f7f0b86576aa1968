import { inject } from 'vitest';
import { replaceClock, type StoppedClock } from './replaced_clock.ts';
import type { TestDatabase } from './test_database.ts';
import { withDatabase } from './test_server.ts';

/** Whether clocks can be stopped here: it takes a superuser, which a server of somebody's own does not give us. */
export function canStopClocks(): boolean {
  return inject('superuserUrl') !== null;
}

/** Stops the clock of a test database at an instant; see {@link replaceClock}. */
export async function stopClock({ url, pool }: TestDatabase, instant: string): Promise<StoppedClock> {
  const superuserUrl = withDatabase(inject('superuserUrl') ?? '', new URL(url).pathname.slice(1));
  return replaceClock(superuserUrl, pool, instant);
}
