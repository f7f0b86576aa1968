import { gql } from 'postgraphile/utils';
import { z } from 'zod';
import * as endpoints from '../../../database/endpoints.ts';
import { mutation } from './mutation.ts';

export const replayDeadLetters = mutation({
  name: 'replayDeadLetters',
  countsMore: ({ deadLetters }) => Number(deadLetters),
  input: z.object({ endpointId: z.guid(), deadLetterId: z.guid().nullish() }),
  sdl: gql`
    extend type Mutation {
      """
      Sends dead letters of an endpoint once more. One that is taken is a dead letter no longer; it comes after events that happened
      later. For the commissioner; of an endpoint of all leagues for operators.
      """
      replayDeadLetters(
        """
        The endpoint.
        """
        endpointId: UUID!
        """
        Which one; left out: all, the oldest 1,000.
        """
        deadLetterId: UUID
      ): DeadLettersPayload
    }
  `,
  async run({ db }, { endpointId, deadLetterId }, actor) {
    const deadLetters = await endpoints.replayDeadLetters(db(), endpointId, deadLetterId ?? null, actor);
    return { endpointId, deadLetters };
  },
});
