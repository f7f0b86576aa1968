import { gql } from 'postgraphile/utils';
import { z } from 'zod';
import * as order from '../../../orchestrator/change_order.ts';
import { noteShape } from '../inputs.ts';
import { mutation } from './mutation.ts';

export const reorderSlots = mutation({
  name: 'reorderSlots',
  input: z.object({ draftId: z.guid(), teamIds: z.array(z.guid()), note: noteShape }),
  sdl: gql`
    extend type Mutation {
      """
      Seats the teams of a draft in another order, before it opens. Trades, keepers and forfeits go with their teams. For the
      commissioner.
      """
      reorderSlots(
        """
        The draft.
        """
        draftId: UUID!
        """
        All its teams, in draft order.
        """
        teamIds: [UUID!]!
        """
        What to say to it, for everybody who watches: up to 500 characters in one line.
        """
        note: String
      ): DraftPayload
    }
  `,
  async run({ db, announcer }, { draftId, teamIds, note }, actor) {
    const version = await order.reorderSlots(db(), draftId, teamIds, actor, note);
    announcer().announce({ draftId, version });
    return { draftId };
  },
});
