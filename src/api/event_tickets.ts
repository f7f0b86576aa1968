import type { Actor, Credential } from '../database/actor.ts';
import { claimEventTicket, keepEventTicket, type Watching } from '../database/events.ts';
import type { Queryable } from '../database/queryable.ts';
import { ServiceError } from '../service_errors.ts';
import { hashOf, newSecret } from './identity/cookies.ts';

/** A ticket, and until when it can be used: an ISO text. */
export interface EventTicket {
  readonly ticket: string;
  readonly expiresAt: string;
}

/** A ticket for one stream of a draft's events. Throws a DraftError (NOT_SIGNED_IN, DRAFT_NOT_FOUND). */
export async function createEventTicket(
  db: Queryable,
  watching: Watching & { readonly credential: Credential },
): Promise<EventTicket> {
  const ticket = newSecret();
  return { ticket, expiresAt: await keepEventTicket(db, watching, hashOf(ticket)) };
}

/** Uses a ticket up: with whose rights the stream opens, and for how long. Throws a ServiceError (TICKET_INVALID). */
export async function useEventTicket(
  db: Queryable,
  draftId: string,
  ticket: string,
): Promise<{ readonly actor: Actor; readonly credential: Credential }> {
  const claimed = await claimEventTicket(db, draftId, hashOf(ticket));
  if (claimed === null) throw new ServiceError('TICKET_INVALID', { draftId });
  return claimed;
}
