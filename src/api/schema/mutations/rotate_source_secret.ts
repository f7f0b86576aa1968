import { gql } from 'postgraphile/utils';
import { z } from 'zod';
import * as inbox from '../../../database/inbox.ts';
import { newSigningSecret } from '../../../publishers/signing_secret.ts';
import { mutation } from './mutation.ts';

const MS_PER_HOUR = 3_600_000;
const MOST_HOURS = 168;

export const rotateSourceSecret = mutation({
  name: 'rotateSourceSecret',
  input: z.object({ sourceId: z.guid(), formerForHours: z.int().min(0).max(MOST_HOURS).nullish() }),
  sdl: gql`
    extend type Mutation {
      """
      Gives a source another secret. What it signs with the former one is taken for a while; of more than five that are good
      at once the oldest ends. For the commissioner; of a source of any league for operators.
      """
      rotateSourceSecret(
        """
        The source.
        """
        sourceId: UUID!
        """
        For how many hours the former secret is good: 0 to 168, 24 unless told.
        """
        formerForHours: Int
      ): SourceSecretPayload
    }
  `,
  async run({ db }, { sourceId, formerForHours }, actor) {
    const secret = newSigningSecret();
    await inbox.rotateSourceSecret(db(), sourceId, secret, (formerForHours ?? 24) * MS_PER_HOUR, actor);
    return { sourceId, secret };
  },
});
