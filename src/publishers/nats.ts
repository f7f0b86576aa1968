import type { JetStreamClient } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import type { Publisher } from './publisher.ts';

const CONNECT_WITHIN_MS = 3_000;
const ACKNOWLEDGED_WITHIN_MS = 5_000;
const RECONNECT_MS = 500;

interface Connected {
  readonly connection: NatsConnection;
  readonly stream: JetStreamClient;
}

/**
 * Publishes events to NATS JetStream, under the subject of the endpoint and the type of the event, such as
 * `drafts.draft.picked`. The id of the event is the message's: the stream keeps one that comes twice once. The stream itself belongs to
 * whoever runs NATS.
 * @param url where NATS is (NATS_URL); undefined: nowhere
 */
export function natsPublisher(url: string | undefined): Publisher {
  let connecting: Promise<Connected> | null = null;
  return {
    kind: 'NATS',
    async publish({ event, to: { target } }) {
      if (url === undefined) return { ok: false, error: 'This service knows no NATS: NATS_URL is not set.' };
      const body = JSON.stringify(event);
      const subject = `${target}.${event.type.split('.').slice(1).join('.')}`;
      try {
        connecting ??= connect(url, () => {
          connecting = null;
        });
        const { stream } = await connecting;
        await stream.publish(subject, body, { msgID: event.id, timeout: ACKNOWLEDGED_WITHIN_MS });
        return { ok: true, request: body };
      } catch (error) {
        return { ok: false, request: body, error: `NATS did not take it (${nameOf(error)}).` };
      }
    },
    async close() {
      const connected = await connecting?.catch(() => null);
      await connected?.connection.close();
    },
  };
}

/**
 * Loads the client, which is an optional dependency, and connects; it connects again by itself. Throws where either is not there.
 * @param onEnd is called when the connection could not be made, or is over
 */
async function connect(url: string, onEnd: () => void): Promise<Connected> {
  try {
    const [{ connect: open }, { jetstream }] = await Promise.all([
      import('@nats-io/transport-node'),
      import('@nats-io/jetstream'),
    ]);
    const connection = await open({
      ...{ servers: url, timeout: CONNECT_WITHIN_MS },
      ...{ maxReconnectAttempts: -1, reconnectTimeWait: RECONNECT_MS },
    });
    void connection.closed().then(onEnd);
    return { connection, stream: jetstream(connection) };
  } catch (error) {
    onEnd();
    throw error;
  }
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : 'unknown';
}
