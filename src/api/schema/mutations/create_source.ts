import { gql } from 'postgraphile/utils';
import { z } from 'zod';
import * as inbox from '../../../database/inbox.ts';
import { listenerKinds } from '../../../listeners/registry.ts';
import { newSigningSecret } from '../../../publishers/signing_secret.ts';
import { nameShape } from '../inputs.ts';
import { mutation } from './mutation.ts';

export const createSource = mutation({
  name: 'createSource',
  input: z.object({
    leagueId: z.guid().nullish(),
    name: nameShape,
    kinds: z
      .array(z.enum(listenerKinds))
      .min(1)
      .max(20)
      .transform((kinds) => [...new Set(kinds)]),
  }),
  sdl: gql`
    extend type Mutation {
      """
      Adds another system that may send messages to POST /incoming/{id}: of these kinds, about this league, and with no more rights than
      whoever adds it. For the commissioner; for any league for operators.
      """
      createSource(
        """
        The league that it may send about. Left out: any, for operators.
        """
        leagueId: UUID
        """
        What it is called.
        """
        name: String!
        """
        The kinds of messages that it may send, such as draft.pause_requested.
        """
        kinds: [String!]!
      ): SourceSecretPayload
    }
  `,
  async run({ db }, { leagueId, name, kinds }, actor) {
    const secret = newSigningSecret();
    const sourceId = await inbox.createSource(
      db(),
      { leagueId: leagueId ?? null, name, kinds, secret },
      actor,
    );
    return { sourceId, secret };
  },
});
