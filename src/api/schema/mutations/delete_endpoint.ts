import { gql } from 'postgraphile/utils';
import { z } from 'zod';
import * as endpoints from '../../../database/endpoints.ts';
import { mutation } from './mutation.ts';

export const deleteEndpoint = mutation({
  name: 'deleteEndpoint',
  input: z.object({ endpointId: z.guid() }),
  sdl: gql`
    """
    The league of an endpoint that is gone.
    """
    type DeleteEndpointPayload {
      """
      The league; null where the endpoint was of all leagues.
      """
      league: League
    }

    extend type Mutation {
      """
      Removes an endpoint with its secrets, its dead letters and the log of its deliveries. For the commissioner; of an endpoint of all
      leagues for operators.
      """
      deleteEndpoint(
        """
        The endpoint.
        """
        endpointId: UUID!
      ): DeleteEndpointPayload
    }
  `,
  async run({ db }, { endpointId }, actor) {
    return { leagueId: await endpoints.deleteEndpoint(db(), endpointId, actor) };
  },
});
