import { gql } from 'postgraphile/utils';
import { z } from 'zod';
import * as queues from '../../../database/queues.ts';
import { playerId } from '../inputs.ts';
import { mutation } from './mutation.ts';

export const setQueue = mutation({
  name: 'setQueue',
  // How long a queue may be is the door's to say, which has a code for it; a request is bounded in bytes.
  input: z.object({ draftId: z.guid(), teamId: z.guid(), playerIds: z.array(playerId) }),
  sdl: gql`
    extend type Mutation {
      """
      Replaces a team's queue, from which an auto-pick takes first. For the team's manager alone: another manager begins
      with an empty list. Players who were drafted may stay on it; they are passed over.
      """
      setQueue(
        """
        The draft.
        """
        draftId: UUID!
        """
        The team.
        """
        teamId: UUID!
        """
        The players wished for, the dearest first; at most 500.
        """
        playerIds: [ID!]!
      ): QueuePayload
    }
  `,
  async run({ db }, { draftId, teamId, playerIds }, actor) {
    return { draftId, playerIds: await queues.setQueue(db(), draftId, teamId, playerIds, actor) };
  },
});
