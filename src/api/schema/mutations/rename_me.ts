import { gql } from 'postgraphile/utils';
import { z } from 'zod';
import * as identity from '../../../database/identity.ts';
import { nameShape } from '../inputs.ts';
import { mutation } from './mutation.ts';

export const renameMe = mutation({
  name: 'renameMe',
  input: z.object({ name: nameShape }),
  sdl: gql`
    """
    The viewer's name after the change.
    """
    type RenameMePayload {
      """
      The name that others see.
      """
      name: String!
      """
      The viewer.
      """
      me: Me
      """
      The same person as others see them.
      """
      user: User
    }

    extend type Mutation {
      """
      Gives the viewer another name: others see it where they read it anew. For everybody who is signed in.
      """
      renameMe(
        """
        The new name.
        """
        name: String!
      ): RenameMePayload
    }
  `,
  async run({ db }, { name }, actor) {
    await identity.renameMe(db(), name, actor);
    return { name, userId: actor.kind === 'CLOCK' ? null : actor.userId };
  },
});
