import { gql } from 'postgraphile/utils';
import { z } from 'zod';
import * as queues from '../../../database/queues.ts';
import { playerId } from '../inputs.ts';
import { mutation } from './mutation.ts';

export const addToQueue = mutation({
  name: 'addToQueue',
  input: z.object({
    draftId: z.guid(),
    teamId: z.guid(),
    playerId,
    place: z.int().min(1).nullish(),
  }),
  sdl: gql`
    extend type Mutation {
      """
      Puts a player on a team's queue. Who is on it already moves to that place, or stays where none is named. For the team's
      manager alone.
      """
      addToQueue(
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
        The place in the list, from 1; beyond its end, or left out: at the end.
        """
        place: Int
      ): QueuePayload
    }
  `,
  async run({ db }, { place, ...entry }, actor) {
    const playerIds = await queues.addToQueue(db(), { ...entry, place: place ?? null }, actor);
    return { draftId: entry.draftId, playerIds };
  },
});
