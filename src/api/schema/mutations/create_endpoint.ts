import { gql } from 'postgraphile/utils';
import { z } from 'zod';
import * as endpoints from '../../../database/endpoints.ts';
import { endpointAddress } from '../../../publishers/address.ts';
import { newSigningSecret } from '../../../publishers/signing_secret.ts';
import { mutation } from './mutation.ts';

/** Four times as long as an address may be, which endpointAddress says in words of its own. */
const LONGEST_ADDRESS = 2_000;

export const createEndpoint = mutation({
  name: 'createEndpoint',
  input: z.object({
    leagueId: z.guid().nullish(),
    kind: z.enum(['WEBHOOK', 'DISCORD', 'NATS', 'LOG']),
    address: z.string().max(LONGEST_ADDRESS).nullish(),
  }),
  sdl: gql`
    extend type Mutation {
      """
      Adds an endpoint: events are sent there from now on, in order per draft, at least once (docs/operations.md). For the commissioner:
      webhooks and Discord channels of their league. For operators: any kind, also for all leagues.
      """
      createEndpoint(
        """
        The league whose events are sent. Left out: those of all leagues, for operators.
        """
        leagueId: UUID
        """
        How it is reached.
        """
        kind: EndpointKind!
        """
        Where it is: an https URL; of a NATS endpoint the subject that events are published under; the log needs none.
        """
        address: String
      ): EndpointSecretPayload
    }
  `,
  async run({ db, access }, { leagueId, kind, address }, actor) {
    await endpoints.requireNewEndpoint(db(), { leagueId: leagueId ?? null, kind }, actor);
    const where = endpointAddress(kind, address ?? '', access.endpointNetworks);
    const secret = kind === 'WEBHOOK' ? newSigningSecret() : null;
    const made = { leagueId: leagueId ?? null, kind, ...where, secret };
    return { endpointId: await endpoints.createEndpoint(db(), made, actor), secret };
  },
});
