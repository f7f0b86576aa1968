import type { BufferResult, RequestDigest } from 'postgraphile/grafserv';
import { z } from 'zod';
import { readInvitation } from '../../database/identity.ts';
import { jsonAnswer, refusal, refuseMethod } from '../refusal.ts';
import { parseInput } from '../schema/inputs.ts';
import type { ApiServices } from '../services.ts';
import { hashOf } from './cookies.ts';
import { refusalOf } from './invitations.ts';
import { secretShape } from './secret_shape.ts';
import { jsonOf, unlessStale } from './session_routes.ts';

const PATH = '/invitation';
const givenShape = z.object({ invitation: secretShape });

/**
 * `POST /invitation` with `{invitation}`, the secret of a link, says what the link is for before it is used: the league, the team, until
 * when, and as whom the browser is signed in. The secret is in the body, so that it is in no log. Refused (INVITATION_INVALID,
 * TEAM_HAS_MANAGER) with the reason where it opens nothing.
 */
export function invitationStatePlugin(services: ApiServices): GraphileConfig.Plugin {
  return {
    name: 'DraftInvitationStatePlugin',
    version: '1.0.0',
    grafserv: {
      middleware: {
        async processRequest(next, { requestDigest }) {
          if (requestDigest.path !== PATH) return next();
          try {
            return await answer(services, requestDigest);
          } catch (error) {
            return refusal(error, services.log);
          }
        },
      },
    },
  };
}

async function answer(services: ApiServices, request: RequestDigest): Promise<BufferResult> {
  const { node } = request.requestContext;
  if (!node) throw new Error('Requests come through Node');
  if (request.method !== 'POST') return refuseMethod('POST');
  const { identities, rateLimits, addressOf, db } = services;
  const { viewer } = await identities.ofRequest(node.req).catch(unlessStale(node.req));
  const { invitation } = parseInput(givenShape, await jsonOf(request));
  return rateLimits.useSecret(addressOf(node.req), async () => {
    const found = await readInvitation(db(), hashOf(invitation), viewer.userId);
    if (found?.state !== 'OPEN') throw refusalOf(found);
    return jsonAnswer(200, found);
  });
}
