import type { Announces } from '../../events/announcer.ts';
import { CountingAnnouncer } from '../../events/counting_announcer.ts';
import type { ApiServices } from '../services.ts';
import type { Viewer } from '../viewer.ts';
import type { RateLimits } from './rate_limits.ts';

/** Drafts that one mutation may change; so many more count as one mutation more. */
const DRAFTS_OF_A_MUTATION = 10;

interface Counting {
  readonly announcer: ApiServices['announcer'];
  readonly rateLimits: Pick<RateLimits, 'countMutation'>;
}

/**
 * Runs a mutation, and counts it afterwards by the drafts that it announces: a team that is renamed or given away writes an event into each of
 * its drafts, and nobody knows before how many there are. Whoever has it in 700 of them wrote 5,000 events a second.
 */
export async function countingDrafts<T>(
  { announcer, rateLimits }: Counting,
  { viewer, address }: { readonly viewer: Viewer; readonly address: string },
  change: (announcer: () => Announces) => Promise<T>,
): Promise<T> {
  const counting = new CountingAnnouncer(announcer);
  const answer = await change(() => counting);
  const more = Math.floor(Math.max(counting.drafts - 1, 0) / DRAFTS_OF_A_MUTATION);
  // It is done, and not refused any more; what comes next is.
  if (more > 0) await rateLimits.countMutation(viewer, address, more).catch(() => undefined);
  return answer;
}
