import { gql } from 'postgraphile/utils';
import * as clock from '../../../database/clock.ts';
import { changeDraft, mutation, ofDraft } from './mutation.ts';

export const resetClock = mutation({
  name: 'resetClock',
  input: ofDraft,
  sdl: gql`
    extend type Mutation {
      """
      Begins the clock of the pick on the clock anew, by the settings as they are now: its whole pick clock, and the bank as it was when the
      pick came on the clock. For the commissioner.
      """
      resetClock(
        """
        The draft.
        """
        draftId: UUID!
      ): DraftPayload
    }
  `,
  run: changeDraft(clock.resetClock),
});
