import { type Client, createClient } from 'graphql-ws';
import WebSocket from 'ws';
import type { DraftEvent } from '../../../src/draft/events.ts';
import type { Transport } from './transport.ts';

const SUBSCRIPTION = `subscription ($draftId: UUID!, $after: Int) {
  draftEvents(draftId: $draftId, after: $after) { version at kind data }
}`;
const PING_EVERY_MS = 2_000;
/** A server that answers no ping for so long is given up, and another one asked. */
const PONG_WITHIN_MS = 3_000;

/** Events over a WebSocket. */
export const overWebSocket: Transport = async function* ({ url, draftId, after, signal, localAddress }) {
  const client = connectTo(url, localAddress);
  const stop = () => client.terminate();
  signal.addEventListener('abort', stop, { once: true });
  try {
    const answers = client.iterate<{ draftEvents: DraftEvent }>({
      query: SUBSCRIPTION,
      variables: { draftId, after },
    });
    for await (const { data, errors } of answers) {
      if (errors || !data) return;
      yield data.draftEvents;
    }
  } finally {
    signal.removeEventListener('abort', stop);
    client.terminate();
    void client.dispose();
  }
};

/** A client that notices when the server no longer answers, though the connection stays open. */
function connectTo(url: string, localAddress: string | undefined): Client {
  /** Gives up where the connection is taken and nobody answers. */
  class PatientSocket extends WebSocket {
    constructor(address: string, protocols: string[]) {
      super(address, protocols, { handshakeTimeout: PONG_WITHIN_MS, localAddress });
    }
  }
  let awaited: NodeJS.Timeout | undefined;
  const client = createClient({
    url: `${url.replace('http', 'ws')}/graphql`,
    webSocketImpl: PatientSocket,
    retryAttempts: 0,
    keepAlive: PING_EVERY_MS,
    connectionAckWaitTimeout: PONG_WITHIN_MS,
    on: {
      ping: (received) => {
        if (!received) awaited = setTimeout(() => client.terminate(), PONG_WITHIN_MS);
      },
      pong: () => clearTimeout(awaited),
      closed: () => clearTimeout(awaited),
    },
  });
  return client;
}
