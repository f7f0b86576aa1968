import type { Log } from '../telemetry/log.ts';
import type { Publisher } from './publisher.ts';

/** Writes events into the log of the process. */
export function logPublisher(log: Log): Publisher {
  return {
    kind: 'LOG',
    async publish({ event }) {
      log.info({ event }, 'An event');
      return { ok: true };
    },
    close: async () => undefined,
  };
}
