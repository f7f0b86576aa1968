import { createHash, randomBytes } from 'node:crypto';
import type { Actor } from '../database/actor.ts';
import type { Queryable } from '../database/queryable.ts';
import { claimEventTicket, keepEventTicket, type Watching } from '../database/watching.ts';
import { DraftError } from '../draft/errors.ts';

const TICKET_BYTES = 32;

/** A ticket, and until when it can be used: an ISO text. */
export interface EventTicket {
  readonly ticket: string;
  readonly expiresAt: string;
}

/** A ticket for one stream of a draft's events. Throws a DraftError (NOT_SIGNED_IN, DRAFT_NOT_FOUND). */
export async function createEventTicket(db: Queryable, watching: Watching): Promise<EventTicket> {
  const ticket = randomBytes(TICKET_BYTES).toString('base64url');
  return { ticket, expiresAt: await keepEventTicket(db, watching, hash(ticket)) };
}

/** Uses a ticket up: with whose rights the stream opens. Throws a DraftError (TICKET_INVALID). */
export async function useEventTicket(db: Queryable, draftId: string, ticket: string): Promise<Actor> {
  const actor = await claimEventTicket(db, draftId, hash(ticket));
  if (actor === null) throw new DraftError('TICKET_INVALID', { draftId });
  return actor;
}

function hash(ticket: string): Buffer {
  return createHash('sha256').update(ticket).digest();
}
