import { gql } from 'postgraphile/utils';
import { z } from 'zod';
import * as queues from '../../../database/queues.ts';
import { playerId } from '../inputs.ts';
import { mutation } from './mutation.ts';

export const moveInQueue = mutation({
  name: 'moveInQueue',
  input: z.object({ draftId: z.guid(), teamId: z.guid(), playerId, place: z.int().min(1) }),
  sdl: gql`
    extend type Mutation {
      """
      Moves a player of a team's queue to another place. For the team's manager alone.
      """
      moveInQueue(
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
        """
        The place in the list, from 1; beyond its end: at the end.
        """
        place: Int!
      ): QueuePayload
    }
  `,
  async run({ db }, entry, actor) {
    return { draftId: entry.draftId, playerIds: await queues.moveInQueue(db(), entry, actor) };
  },
});
