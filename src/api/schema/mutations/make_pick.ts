import { gql } from 'postgraphile/utils';
import { z } from 'zod';
import * as picks from '../../../database/picks.ts';
import { signals } from '../../../telemetry/signals.ts';
import { booleanOr, noteShape, playerId } from '../inputs.ts';
import { mutation } from './mutation.ts';

export const makePick = mutation({
  name: 'makePick',
  input: z.object({
    draftId: z.guid(),
    pickNumber: z.int(),
    playerId,
    waiveRoster: booleanOr(false),
    note: noteShape,
  }),
  sdl: gql`
    """
    The pick that was made, and the draft after it.
    """
    type MakePickPayload {
      """
      The cell of the board that is filled now.
      """
      pick: Pick
      """
      The draft, with the next pick on the clock.
      """
      draft: Draft
      """
      Whether the same request had come before. Nothing was changed then.
      """
      repeated: Boolean!
    }

    extend type Mutation {
      """
      Drafts a player. The pick number makes it idempotent: the same request again gets the same answer and drafts
      nobody else. For the team's manager and the commissioner.
      """
      makePick(
        """
        The draft.
        """
        draftId: UUID!
        """
        The pick that is meant: the draft's currentPick.
        """
        pickNumber: Int!
        """
        The player.
        """
        playerId: ID!
        """
        Takes a player who fits no seat of the roster. Only where no free player fits it, and only for the commissioner; a draft
        that was paused for this reason goes on with the pick.
        """
        waiveRoster: Boolean = false
        """
        What to say to it, for everybody who watches: up to 500 characters in one line. For the commissioner.
        """
        note: String
      ): MakePickPayload
    }
  `,
  async run({ db, announcer }, input, actor) {
    const { draftId, pickNumber, version, nextDeadline, outcome, source } = await picks.applyPick(db(), {
      kind: 'MANUAL',
      ...input,
      actor,
    });
    if (outcome === 'picked') signals.pickedByPerson(source ?? 'UNKNOWN');
    // Only the first answer knows the next deadline; a repeated one read it from nowhere.
    announcer().announce(outcome === 'picked' ? { draftId, version, nextDeadline } : { draftId, version });
    return { draftId, pickNumber, repeated: outcome === 'repeated' };
  },
});
