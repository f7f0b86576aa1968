import { gql } from 'postgraphile/utils';
import { z } from 'zod';
import * as deeds from '../../../database/deeds.ts';
import { noteShape } from '../inputs.ts';
import { mutation } from './mutation.ts';

export const rollBackDraft = mutation({
  name: 'rollBackDraft',
  input: z.object({ draftId: z.guid(), toPick: z.int(), version: z.int(), note: noteShape }),
  sdl: gql`
    extend type Mutation {
      """
      Rolls a draft back to a pick: every pick from it on is undone, skipped ones too, and keepers stay. The draft is paused with a full
      pick clock for that pick, also one that was completed; banks and misses are as they were when it came on the clock. What was undone
      stays in the events. The same request again is answered as it is. For the commissioner.
      """
      rollBackDraft(
        """
        The draft.
        """
        draftId: UUID!
        """
        The pick that is on the clock after it, by its number.
        """
        toPick: Int!
        """
        The version of the draft that it was decided on: another one is refused with STALE_VERSION.
        """
        version: Int!
        """
        What to say to it, for everybody who watches: up to 500 characters in one line.
        """
        note: String
      ): DraftPayload
    }
  `,
  async run({ db, announcer }, { draftId, toPick, version, note }, actor) {
    const next = await deeds.rollBack(db(), draftId, { toPick, version }, { actor, note });
    announcer().announce({ draftId, version: next });
    return { draftId };
  },
});
