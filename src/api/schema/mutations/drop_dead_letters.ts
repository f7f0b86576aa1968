import { gql } from 'postgraphile/utils';
import { z } from 'zod';
import * as endpoints from '../../../database/endpoints.ts';
import { mutation } from './mutation.ts';

export const dropDeadLetters = mutation({
  name: 'dropDeadLetters',
  input: z.object({ endpointId: z.guid(), deadLetterId: z.guid().nullish() }),
  sdl: gql`
    extend type Mutation {
      """
      Drops dead letters of an endpoint: they are never sent. For the commissioner; of an endpoint of all leagues for operators.
      """
      dropDeadLetters(
        """
        The endpoint.
        """
        endpointId: UUID!
        """
        Which one; left out: all.
        """
        deadLetterId: UUID
      ): DeadLettersPayload
    }
  `,
  async run({ db }, { endpointId, deadLetterId }, actor) {
    const deadLetters = await endpoints.dropDeadLetters(db(), endpointId, deadLetterId ?? null, actor);
    return { endpointId, deadLetters };
  },
});
