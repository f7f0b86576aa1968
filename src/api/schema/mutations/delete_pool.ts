import { gql } from 'postgraphile/utils';
import { z } from 'zod';
import * as players from '../../../database/players.ts';
import { mutation } from './mutation.ts';

export const deletePool = mutation({
  name: 'deletePool',
  input: z.object({ poolId: z.guid() }),
  sdl: gql`
    """
    The pool that is gone.
    """
    type DeletePoolPayload {
      """
      The identity that it had.
      """
      poolId: UUID!
    }

    extend type Mutation {
      """
      Removes a pool of the viewer that no draft was made with, and the rankings of its players; operators remove any such pool.
      """
      deletePool(
        """
        The pool.
        """
        poolId: UUID!
      ): DeletePoolPayload
    }
  `,
  async run({ db }, { poolId }, actor) {
    await players.deletePool(db(), poolId, actor);
    return { poolId };
  },
});
