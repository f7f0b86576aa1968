import { gql } from 'postgraphile/utils';
import { z } from 'zod';
import * as endpoints from '../../../database/endpoints.ts';
import { mutation } from './mutation.ts';

export const setEndpointEnabled = mutation({
  name: 'setEndpointEnabled',
  input: z.object({ endpointId: z.guid(), enabled: z.boolean() }),
  sdl: gql`
    extend type Mutation {
      """
      Switches an endpoint off, or on again: then its circuit breaker is closed, and it gets what happened meanwhile. For the commissioner;
      of an endpoint of all leagues for operators.
      """
      setEndpointEnabled(
        """
        The endpoint.
        """
        endpointId: UUID!
        """
        On or off.
        """
        enabled: Boolean!
      ): EndpointPayload
    }
  `,
  async run({ db }, { endpointId, enabled }, actor) {
    await endpoints.setEndpointEnabled(db(), endpointId, enabled, actor);
    return { endpointId };
  },
});
