import { gql } from 'postgraphile/utils';
import { z } from 'zod';
import * as endpoints from '../../../database/endpoints.ts';
import { newSigningSecret } from '../../../publishers/signing_secret.ts';
import { mutation } from './mutation.ts';

const MS_PER_HOUR = 3_600_000;
const MOST_HOURS = 168;

export const rotateEndpointSecret = mutation({
  name: 'rotateEndpointSecret',
  input: z.object({ endpointId: z.guid(), formerForHours: z.int().min(0).max(MOST_HOURS).nullish() }),
  sdl: gql`
    extend type Mutation {
      """
      Gives a webhook another secret. Messages are signed with the former one as well, for a while, so that the receiver can change over
      without losing any; of more than five that are good at once the oldest ends. For the commissioner; of an endpoint of all leagues for
      operators.
      """
      rotateEndpointSecret(
        """
        The endpoint.
        """
        endpointId: UUID!
        """
        For how many hours messages are signed with the former secret as well: 0 to 168, 24 unless told.
        """
        formerForHours: Int
      ): EndpointSecretPayload
    }
  `,
  async run({ db }, { endpointId, formerForHours }, actor) {
    const secret = newSigningSecret();
    await endpoints.rotateEndpointSecret(
      db(),
      endpointId,
      secret,
      (formerForHours ?? 24) * MS_PER_HOUR,
      actor,
    );
    return { endpointId, secret };
  },
});
