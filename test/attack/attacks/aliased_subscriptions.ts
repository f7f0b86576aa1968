import { once } from 'node:events';
import { createClient } from 'graphql-ws';
import WebSocket from 'ws';
import type { Attack } from '../attack.ts';

const SOCKETS = 10;
const ON_EACH = 50;

/** Many subscriptions to one draft of which each asks in words of its own, so that each event is planned and answered for each. */
export const aliasedSubscriptions: Attack = {
  name: 'aliased_subscriptions',
  async run({ url, draftId, localAddress }, { signal, random }) {
    class FromAddress extends WebSocket {
      constructor(address: string | URL, protocols?: string | string[]) {
        super(address, protocols, { localAddress });
      }
    }
    const clients = Array.from({ length: SOCKETS }, () =>
      createClient({
        url: `${url.replace('http', 'ws')}/graphql`,
        webSocketImpl: FromAddress,
        retryAttempts: 1_000_000,
        shouldRetry: () => !signal.aborted,
        retryWait: () => new Promise((resolve) => void setTimeout(resolve, 200)),
      }),
    );
    for (const client of clients) {
      for (let n = 0; n < ON_EACH; n += 1) {
        const word = `a${Math.floor(random() * 1e9)}`;
        const fields = Array.from({ length: 40 }, (_, field) => `${word}_${field}: data`).join(' ');
        const query = `subscription { draftEvents(draftId: "${draftId}") { ${fields} } }`;
        client.subscribe(
          { query },
          { next: () => undefined, error: () => undefined, complete: () => undefined },
        );
      }
    }
    if (!signal.aborted) await once(signal, 'abort');
    // One that was refused its connection rejects.
    await Promise.allSettled(clients.map(async (client) => client.dispose()));
  },
};
