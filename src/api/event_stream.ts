import type { Company } from '../database/company.ts';
import type { LiveEvent } from '../events/live_event.ts';
import type { Caller } from './identity/identify.ts';
import { inputs, parseInput } from './schema/inputs.ts';
import type { ApiServices } from './services.ts';
import { actorOf } from './viewer.ts';

/** What a subscription listens to: the "topic" is its arguments as JSON, the stream is the events of that draft. */
export interface EventStream {
  subscribe(topic: string | number): Promise<AsyncIterableIterator<LiveEvent>>;
}

/**
 * The events that somebody at that address may follow, until they are gone. Subscribing throws a DraftError for a draft they may not see.
 */
export function eventStream(
  { hub }: ApiServices,
  { viewer, credential }: Caller,
  address: string,
  gone: AbortSignal,
): EventStream {
  return {
    async subscribe(topic) {
      const { draftId, after } = parseInput(inputs.draftEvents, JSON.parse(String(topic)));
      const actor = actorOf(viewer);
      return hub().follow({ draftId, after: after ?? null, actor, address, credential, gone });
    },
  };
}

/** Who is in the room of a draft: the "topic" is its id. */
export interface CompanyStream {
  subscribe(topic: string | number): Promise<AsyncIterableIterator<Company>>;
}

/** The rooms that somebody may be in, until they are gone. Entering throws a DraftError for a draft they may not see. */
export function companyStream(
  { rooms }: ApiServices,
  { viewer, credential }: Caller,
  address: string,
  gone: AbortSignal,
): CompanyStream {
  return {
    async subscribe(topic) {
      const { draftId } = parseInput(inputs.draftCompany, { draftId: topic });
      return rooms().enter(draftId, actorOf(viewer), address, credential, gone);
    },
  };
}
