import type { AccessConfig } from '../../config/access.ts';
import type { Actor } from '../../database/actor.ts';
import type { DraftSettings } from '../../draft/settings.ts';
import { ServiceError } from '../../service_errors.ts';

type Clocks = Pick<DraftSettings, 'secondsPerPick' | 'secondsPerPickByRound'>;

/**
 * Refuses clocks that ask for more picks a second than one draft may (CLOCK_TOO_FAST): all drafts share the time of the workers, and
 * the drafts of one person would make everybody's late. Operators may give any clock, and what they gave may stay.
 * @param present the clocks that hold now; null for a new draft
 */
export function requireTime(
  wanted: Clocks,
  present: Clocks | null,
  actor: Actor,
  { leastSecondsPerPick: least }: Pick<AccessConfig, 'leastSecondsPerPick'>,
): void {
  if (actor.kind === 'OPERATOR') return;
  const seconds = shortest(wanted);
  const isNew = present === null || seconds < shortest(present);
  // What no clock can be is refused by the rules.
  if (isNew && seconds > 0 && seconds < least) throw new ServiceError('CLOCK_TOO_FAST', { seconds, least });
}

function shortest({ secondsPerPick, secondsPerPickByRound }: Clocks): number {
  return Math.min(secondsPerPick, ...Object.values(secondsPerPickByRound));
}
