import { gql } from 'postgraphile/utils';
import { z } from 'zod';
import * as inbox from '../../../database/inbox.ts';
import { mutation } from './mutation.ts';

export const retryMessage = mutation({
  name: 'retryMessage',
  input: z.object({ messageId: z.guid() }),
  sdl: gql`
    """
    The source of a message.
    """
    type RetryMessagePayload {
      """
      The source.
      """
      source: Source
    }

    extend type Mutation {
      """
      Lets a message that was set aside be handled once more, as after what it is about was created. For the commissioner; of a source of
      any league for operators.
      """
      retryMessage(
        """
        The message, by its id here.
        """
        messageId: UUID!
      ): RetryMessagePayload
    }
  `,
  async run({ db }, { messageId }, actor) {
    return { sourceId: await inbox.retryMessage(db(), messageId, actor) };
  },
});
