import { gql } from 'postgraphile/utils';
import { z } from 'zod';
import * as inbox from '../../../database/inbox.ts';
import { mutation } from './mutation.ts';

export const deleteSource = mutation({
  name: 'deleteSource',
  input: z.object({ sourceId: z.guid() }),
  sdl: gql`
    """
    The league of a source that is gone.
    """
    type DeleteSourcePayload {
      """
      The league; null where the source was of any league.
      """
      league: League
    }

    extend type Mutation {
      """
      Removes a source, with its secrets and what it sent. For the commissioner; of a source of any league for operators.
      """
      deleteSource(
        """
        The source.
        """
        sourceId: UUID!
      ): DeleteSourcePayload
    }
  `,
  async run({ db }, { sourceId }, actor) {
    return { leagueId: await inbox.deleteSource(db(), sourceId, actor) };
  },
});
