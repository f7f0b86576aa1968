import { gql } from 'postgraphile/utils';
import { z } from 'zod';
import * as deeds from '../../../database/deeds.ts';
import { noteShape } from '../inputs.ts';
import { mutation } from './mutation.ts';

/** Of one trade: everybody who watches reads all of them, now and whenever the past is read. */
const MOST_TRADES = 100;

export const tradePicks = mutation({
  name: 'tradePicks',
  input: z.object({
    draftId: z.guid(),
    trades: z
      .array(z.object({ pickNumber: z.int(), toTeamId: z.guid() }))
      .min(1)
      .max(MOST_TRADES),
    version: z.int().nullish(),
    note: noteShape,
  }),
  sdl: gql`
    """
    A pick that is to change hands.
    """
    input PickTradeInput {
      """
      The pick, by its number.
      """
      pickNumber: Int!
      """
      The team that is to have it.
      """
      toTeamId: UUID!
    }

    extend type Mutation {
      """
      Gives picks that are not made to other teams of the draft, all of them or none. A skipped pick takes the right to make it up along. The
      clock of the pick on the clock goes on for the new owner, and then the new owner's bank. Nobody may end with more picks than their
      roster has seats. Asked for again it is answered as it is. Before a draft opens its trades are a setting. For the commissioner.
      """
      tradePicks(
        """
        The draft.
        """
        draftId: UUID!
        """
        Which picks, and to whom: 1 to 100.
        """
        trades: [PickTradeInput!]!
        """
        The version of the draft that it was decided on: refused with STALE_VERSION where one of the picks changed since. What others picked meanwhile
        does not matter. Left out: nobody asks.
        """
        version: Int
        """
        What to say to it, for everybody who watches: up to 500 characters in one line.
        """
        note: String
      ): DraftPayload
    }
  `,
  async run({ db, announcer }, { draftId, trades, version = null, note }, actor) {
    const next = await deeds.tradePicks(db(), draftId, { trades, version }, { actor, note });
    announcer().announce({ draftId, version: next });
    return { draftId };
  },
});
