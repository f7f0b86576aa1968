import { createClient } from 'graphql-ws';
import WebSocket from 'ws';
import { z } from 'zod';
import type { DraftEvent } from '../draft/events.ts';

const answerShape = z.object({
  data: z.record(z.string(), z.unknown()).nullish(),
  errors: z
    .array(z.object({ message: z.string(), extensions: z.object({ code: z.string() }).partial().optional() }))
    .optional(),
});

/** The service refused a request; `code` is one of docs/error_codes.md. */
export class RequestRefused extends Error {
  override readonly name = 'RequestRefused';
  readonly code: string;

  constructor(message: string, code: string) {
    super(message);
    this.code = code;
  }
}

/** A person's way to the service: GraphQL over HTTP for what they do, a WebSocket for what they follow. */
export class Client {
  readonly #url: string;
  readonly #authorization: string;

  constructor(url: string, token: string) {
    this.#url = `${url}/graphql`;
    this.#authorization = `Bearer ${token}`;
  }

  /** Sends a request. Throws a RequestRefused with the code of the answer's first error. */
  async ask(query: string, variables: Record<string, unknown>): Promise<void> {
    const response = await fetch(this.#url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: this.#authorization },
      body: JSON.stringify({ query, variables }),
    });
    const [error] = answerShape.parse(await response.json()).errors ?? [];
    if (error) throw new RequestRefused(error.message, error.extensions?.code ?? 'UNKNOWN');
  }

  /** The events of a draft, from the first on and then live; ends with the draft, or when the signal aborts. */
  async *follow(draftId: string, signal: AbortSignal): AsyncGenerator<DraftEvent> {
    const client = createClient({
      url: this.#url.replace(/^http/, 'ws'),
      webSocketImpl: WebSocket,
      connectionParams: { authorization: this.#authorization },
    });
    const stop = () => void client.dispose();
    signal.addEventListener('abort', stop, { once: true });
    try {
      const answers = client.iterate<{ draftEvents: DraftEvent }>({
        query: `subscription ($draftId: UUID!) { draftEvents(draftId: $draftId, after: 0) { version at kind data } }`,
        variables: { draftId },
      });
      for await (const { data, errors } of answers) {
        if (errors || !data) throw new Error(`The subscription failed: ${JSON.stringify(errors)}`);
        yield data.draftEvents;
        if (data.draftEvents.kind === 'COMPLETED' || data.draftEvents.kind === 'CANCELLED') return;
      }
    } finally {
      signal.removeEventListener('abort', stop);
      stop();
    }
  }
}
