import { gql } from 'postgraphile/utils';
import { z } from 'zod';
import * as endpoints from '../../../database/endpoints.ts';
import { mutation } from './mutation.ts';

export const testEndpoint = mutation({
  name: 'testEndpoint',
  input: z.object({ endpointId: z.guid() }),
  sdl: gql`
    extend type Mutation {
      """
      Sends a test event to an endpoint, also where it is switched off. What came of it is the newest of its deliveries a moment later. For
      the commissioner; of an endpoint of all leagues for operators.
      """
      testEndpoint(
        """
        The endpoint.
        """
        endpointId: UUID!
      ): EndpointPayload
    }
  `,
  async run({ db }, { endpointId }, actor) {
    await endpoints.testEndpoint(db(), endpointId, actor);
    return { endpointId };
  },
});
