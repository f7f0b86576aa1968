import type { Announces } from '../../events/announcer.ts';
import { CountingAnnouncer } from '../../events/counting_announcer.ts';
import type { ApiServices } from '../services.ts';
import type { Viewer } from '../viewer.ts';
import type { RateLimits } from './rate_limits.ts';

/** Drafts that one mutation may change, and things it may ask for besides; so many more count as one mutation more. */
const OF_A_MUTATION = 10;

interface Who {
  readonly viewer: Viewer;
  readonly address: string;
}

interface Counting {
  readonly announcer: ApiServices['announcer'];
  readonly rateLimits: Pick<RateLimits, 'countMutation'>;
}

/**
 * Runs a mutation, and counts it afterwards by the drafts that it announces: a team that is renamed or given away writes an event into each of
 * its drafts, and nobody knows before how many there are. Whoever has it in 700 of them wrote 5,000 events a second.
 * @param others how much else it asked for, by its answer, such as a thousand events that are sent once more
 */
export async function countingDrafts<T>(
  { announcer, rateLimits }: Counting,
  who: Who,
  change: (announcer: () => Announces) => Promise<T>,
  others: (answer: T) => number = () => 0,
): Promise<T> {
  const counting = new CountingAnnouncer(announcer);
  const answer = await change(() => counting);
  await countMore(rateLimits, who, counting.drafts + others(answer));
  return answer;
}

/** Counts what somebody has done by how many drafts it changed. It is done, and not refused any more; what comes next is. */
export async function countMore(
  rateLimits: Counting['rateLimits'],
  { viewer, address }: Who,
  changed: number,
): Promise<void> {
  const more = Math.floor(Math.max(changed - 1, 0) / OF_A_MUTATION);
  if (more > 0) await rateLimits.countMutation(viewer, address, more).catch(() => undefined);
}
