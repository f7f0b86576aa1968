import type { DraftEvent } from '../../../src/draft/events.ts';
import { openStream } from '../../support/http_events.ts';
import type { Transport } from './transport.ts';

/** The server sends a ping every 15 seconds; a stream that is silent for longer is dead. */
const SILENCE_MS = 18_000;

/** Events over HTTP. */
export const overHttp: Transport = async function* ({ url, draftId, after, signal, localAddress }) {
  const stream = await openStream(
    `${url}/drafts/${draftId}/events`,
    { 'last-event-id': String(after) },
    { silenceMs: SILENCE_MS, signal, localAddress },
  );
  try {
    for (let read = 0; ; read += 1) {
      const [event] = (await stream.untilCount(read + 1)).slice(read);
      if (event) yield event.data as DraftEvent & typeof event.data;
    }
  } finally {
    stream.stop();
  }
};
