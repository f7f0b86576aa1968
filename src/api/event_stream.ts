import type { EventRow } from '../database/draft_history.ts';
import { followDraft } from '../events/follow.ts';
import { inputs, parseInput } from './schema/inputs.ts';
import type { ApiServices } from './services.ts';
import { actorOf, type Viewer } from './viewer.ts';

/** What a subscription listens to: the "topic" is its arguments as JSON, the stream is the events of that draft. */
export interface EventStream {
  subscribe(topic: string | number): Promise<AsyncIterableIterator<EventRow>>;
}

/** The events that a viewer may follow. Subscribing throws a DraftError for a draft they may not see. */
export function eventStream(services: ApiServices, viewer: Viewer): EventStream {
  return {
    async subscribe(topic) {
      const { draftId, after } = parseInput(inputs.draftEvents, JSON.parse(String(topic)));
      const from = { db: services.db(), hub: services.hub(), log: services.log };
      return followDraft(from, { draftId, after: after ?? null, actor: actorOf(viewer) });
    },
  };
}
