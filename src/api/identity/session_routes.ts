import type { IncomingMessage } from 'node:http';
import { SafeError } from 'postgraphile/grafast';
import type { BufferResult, RequestDigest } from 'postgraphile/grafserv';
import { z } from 'zod';
import { claimInvitation, endSession } from '../../database/identity.ts';
import { MOST_REQUEST_BYTES } from '../../http/limits/sizes.ts';
import { ServiceError } from '../../service_errors.ts';
import { jsonAnswer, refusal, refuseMethod } from '../refusal.ts';
import { nameShape, parseInput } from '../schema/inputs.ts';
import type { ApiServices } from '../services.ts';
import { hashOf, newSecret, sessionCookie } from './cookies.ts';
import { type Caller, NOBODY_CALLS } from './identify.ts';
import { JOIN_PATH, whyInvalid } from './invitations.ts';
import { joinPage } from './join_page.ts';

const PATH = '/session';
const LONGEST_SECRET = 100;
const NAMELESS = 'Somebody';

const claimShape = z.object({
  invitation: z.string().min(1).max(LONGEST_SECRET),
  name: nameShape.default(NAMELESS),
});
const endShape = z.object({ everywhere: z.stringbool().default(false) });

/**
 * Signing in and out for browsers. `POST /session` with `{invitation, name}` uses an invitation up and answers with a cookie;
 * `GET /session` says who is signed in; `DELETE /session` (`?everywhere=true`) signs out. `GET /join` is the page that links
 * lead to.
 */
export function sessionRoutesPlugin(services: ApiServices): GraphileConfig.Plugin {
  return {
    name: 'DraftSessionRoutesPlugin',
    version: '1.0.0',
    grafserv: {
      middleware: {
        async processRequest(next, { requestDigest }) {
          const { path, method } = requestDigest;
          if (path === JOIN_PATH && method === 'GET') return joinPage;
          if (path !== PATH) return next();
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
  const { identities, origins, db, rateLimits, addressOf } = services;
  const { viewer, credential } = await identities.ofRequest(node.req).catch(unlessStale(node.req));
  switch (request.method) {
    case 'GET':
      return jsonAnswer(200, { userId: viewer.userId });
    case 'DELETE': {
      const { everywhere } = parseInput(endShape, await request.getQueryParams());
      if (credential.session !== null) await endSession(db(), credential.session, everywhere);
      return jsonAnswer(200, { userId: null }, { 'set-cookie': sessionCookie('', null, origins.isHttps) });
    }
    case 'POST': {
      // What is sent with a cookie may come from any page, so a page of a stranger may not sign anybody in either.
      if (!origins.mayUseCookie(node.req)) throw new ServiceError('ORIGIN_NOT_ALLOWED');
      const { invitation, name } = parseInput(claimShape, await jsonOf(request));
      const session = newSecret();
      const { userId, teamId, expiresAt, changes } = await rateLimits.useSecret(addressOf(node.req), () =>
        claimInvitation(db(), {
          hash: hashOf(invitation),
          name,
          userId: viewer.userId,
          sessionHash: hashOf(session),
        }).catch(whyInvalid(db(), hashOf(invitation))),
      );
      for (const change of changes) services.announcer().announce(change);
      const cookie = sessionCookie(session, expiresAt, origins.isHttps);
      return jsonAnswer(200, { userId, teamId, expiresAt }, { 'set-cookie': cookie });
    }
    default:
      return refuseMethod('GET, POST, DELETE');
  }
}

/** Who comes with a cookie that is good no more is nobody here: they came to sign in again, or out. */
export function unlessStale({ headers }: IncomingMessage): (error: unknown) => Caller {
  return (error) => {
    const isStale = error instanceof ServiceError && error.code === 'TOKEN_INVALID' && !headers.authorization;
    if (isStale) return NOBODY_CALLS;
    throw error;
  };
}

/** The body of a request. Throws a ServiceError (QUERY_TOO_LARGE). */
export async function bodyOf(request: RequestDigest) {
  try {
    return await request.getBody();
  } catch (error) {
    const isTooLarge = error instanceof SafeError && error.extensions?.['statusCode'] === 413;
    throw isTooLarge
      ? new ServiceError('QUERY_TOO_LARGE', { what: 'bytes', limit: MOST_REQUEST_BYTES })
      : error;
  }
}

/** The body as JSON. Browsers ask before they send JSON to another origin, and are told no. */
export async function jsonOf(request: RequestDigest): Promise<unknown> {
  const type = request.headers['content-type'] ?? '';
  const body = /^application\/json\b/i.test(type) ? await bodyOf(request) : null;
  try {
    if (body?.type === 'buffer') return JSON.parse(body.buffer.toString('utf8'));
  } catch {
    // Refused below, with what the body must be.
  }
  throw new ServiceError('INPUT_INVALID', { argument: '', problem: 'expected a body of application/json' });
}
