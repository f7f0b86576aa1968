import { gql } from 'postgraphile/utils';
import { z } from 'zod';
import * as deeds from '../../../database/deeds.ts';
import { noteShape, playerId } from '../inputs.ts';
import { mutation } from './mutation.ts';

export const correctPick = mutation({
  name: 'correctPick',
  input: z.object({
    draftId: z.guid(),
    pickNumber: z.int(),
    playerId,
    version: z.int().nullish(),
    note: noteShape,
  }),
  sdl: gql`
    extend type Mutation {
      """
      Puts another player into a pick that is made: later picks stay, and the clock runs on. Also in a completed draft. The player must be
      free, and fit the roster without the former one. Asked for again it is answered as it is. For the commissioner.
      """
      correctPick(
        """
        The draft.
        """
        draftId: UUID!
        """
        The pick, by its number.
        """
        pickNumber: Int!
        """
        The player that it is to have.
        """
        playerId: ID!
        """
        The version of the draft that it was decided on: refused with STALE_VERSION where the pick changed since. What others picked meanwhile
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
  async run({ db, announcer }, { draftId, pickNumber, playerId, version = null, note }, actor) {
    const next = await deeds.correctPick(db(), draftId, { pickNumber, playerId, version }, { actor, note });
    announcer().announce({ draftId, version: next });
    return { draftId };
  },
});
