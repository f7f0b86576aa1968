import { gql } from 'postgraphile/utils';
import { z } from 'zod';
import * as queues from '../../../database/queues.ts';
import { playerId } from '../inputs.ts';
import { mutation } from './mutation.ts';

export const removeFromQueue = mutation({
  name: 'removeFromQueue',
  input: z.object({ draftId: z.guid(), teamId: z.guid(), playerId }),
  sdl: gql`
    extend type Mutation {
      """
      Takes a player off a team's queue. Who is not on it is off it already. For the team's manager alone.
      """
      removeFromQueue(
        """
        The draft.
        """
        draftId: UUID!
        """
        The team.
        """
        teamId: UUID!
        """
        The player.
        """
        playerId: ID!
      ): QueuePayload
    }
  `,
  async run({ db }, entry, actor) {
    return { draftId: entry.draftId, playerIds: await queues.removeFromQueue(db(), entry, actor) };
  },
});
