import { gql } from 'postgraphile/utils';
import * as tickets from '../../event_tickets.ts';
import { mutation, ofDraft } from './mutation.ts';

export const createEventTicket = mutation({
  name: 'createEventTicket',
  input: ofDraft,
  sdl: gql`
    """
    A key to one stream of events over HTTP, for browsers, whose EventSource sends no headers.
    """
    type EventTicketPayload {
      """
      The ticket: GET /drafts/{draftId}/events?ticket={ticket}. It opens one stream, once.
      """
      ticket: String!
      """
      Until when it can be used, on the database's clock.
      """
      expiresAt: Datetime!
    }

    extend type Mutation {
      """
      A ticket for one stream of a draft's events over HTTP. For everybody who may watch the draft.
      """
      createEventTicket(
        """
        The draft.
        """
        draftId: UUID!
      ): EventTicketPayload
    }
  `,
  async run({ db }, { draftId }, actor, credential) {
    return { ...(await tickets.createEventTicket(db(), { draftId, actor, credential })) };
  },
});
