import { gql } from 'postgraphile/utils';
import { z } from 'zod';
import * as deeds from '../../../database/deeds.ts';
import { noteShape } from '../inputs.ts';
import { mutation } from './mutation.ts';

export const swapPicks = mutation({
  name: 'swapPicks',
  input: z
    .object({
      draftId: z.guid(),
      pickNumber: z.int(),
      otherPickNumber: z.int(),
      version: z.int(),
      note: noteShape,
    })
    .refine(({ pickNumber, otherPickNumber }) => otherPickNumber !== pickNumber, {
      path: ['otherPickNumber'],
      message: 'must be another pick than pickNumber',
    }),
  sdl: gql`
    extend type Mutation {
      """
      Has two picks that are made swap their players: later picks stay, and the clock runs on. Also in a completed draft. Both players must
      fit the rosters that they come to. For the commissioner.
      """
      swapPicks(
        """
        The draft.
        """
        draftId: UUID!
        """
        One of the picks, by its number.
        """
        pickNumber: Int!
        """
        The other one.
        """
        otherPickNumber: Int!
        """
        The version of the draft that it was decided on: refused with STALE_VERSION where one of the two picks changed since. What others picked meanwhile
        does not matter. The same request again is answered as it is.
        """
        version: Int!
        """
        What to say to it, for everybody who watches: up to 500 characters in one line.
        """
        note: String
      ): DraftPayload
    }
  `,
  async run({ db, announcer }, { draftId, pickNumber, otherPickNumber, version, note }, actor) {
    const swap = { pickNumber, otherPickNumber, version };
    const next = await deeds.swapPicks(db(), draftId, swap, { actor, note });
    announcer().announce({ draftId, version: next });
    return { draftId };
  },
});
