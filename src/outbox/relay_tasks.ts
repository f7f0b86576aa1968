import type { JobHelpers, TaskList } from 'graphile-worker';
import { z } from 'zod';
import type { Relay } from './relay.ts';

const delivery = z.strictObject({ endpointId: z.guid(), streamId: z.guid() });
const messages = z.strictObject({ leagueId: z.guid().nullable() });
const extra = z.strictObject({ endpointId: z.guid(), deadLetterId: z.guid().nullable() });

/** A run that is never ended from outside. */
const NEVER = new AbortController().signal;

/** The jobs of a relay, and of the inbox beside it: each parses its payload and calls one function. */
export function relayTasks(
  relay: Relay,
  handleMessages: (leagueId: string | null, signal: AbortSignal) => Promise<void>,
): TaskList {
  const signalOf = (helpers: JobHelpers) => helpers.abortSignal ?? NEVER;
  return {
    /** What is new of a draft, or a league, for an endpoint. */
    async deliver(payload, helpers) {
      await relay.deliver(helpers, delivery.parse(payload), signalOf(helpers));
    },
    /** A dead letter that is replayed, or a test. */
    async send_extra(payload, helpers) {
      const { endpointId, deadLetterId } = extra.parse(payload);
      await relay.sendExtra(helpers, endpointId, deadLetterId, signalOf(helpers));
    },
    /** What other systems sent about a league, or about none. */
    async handle_messages(payload, helpers) {
      await handleMessages(messages.parse(payload).leagueId, signalOf(helpers));
    },
  };
}
