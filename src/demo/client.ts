import { DraftClient } from '../../client/draft_client.ts';
import type { DraftEvent } from '../draft/events.ts';

/** A client for a person of the demo. It does not repeat a failed request, so that a fault of the service ends the demo at once. */
export function clientOf(url: string, token: string): DraftClient {
  return new DraftClient({ url, token, patienceMs: 0 });
}

/**
 * The events of a draft, from the first on and then live; ends with the draft, or when the signal aborts. Throws where the connection
 * breaks: the demo's server must not lose one.
 */
export async function* eventsOf(
  client: DraftClient,
  draftId: string,
  signal: AbortSignal,
): AsyncGenerator<DraftEvent> {
  const broken = new AbortController();
  const onCut = (reason: unknown) => broken.abort(reason);
  for await (const event of client.followFacts(draftId, 0, {
    signal: AbortSignal.any([signal, broken.signal]),
    onCut,
  })) {
    const { version, at, kind, data } = event;
    // The service answers what it wrote: the facts of that kind.
    yield { version, at, kind, data } as DraftEvent;
  }
  if (!signal.aborted) broken.signal.throwIfAborted();
}
