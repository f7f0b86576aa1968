import type { IncomingMessage } from 'node:http';
import { SafeError } from 'postgraphile/grafast';
import type { BufferResult, RequestDigest } from 'postgraphile/grafserv';
import { z } from 'zod';
import { claimInvitation, endSession, startSession } from '../../database/identity.ts';
import { MOST_REQUEST_BYTES } from '../../http/limits/sizes.ts';
import { ServiceError } from '../../service_errors.ts';
import { withoutMark } from '../../shapes.ts';
import { depthProblem, jsonIn } from '../given_json.ts';
import { countMore } from '../limits/drafts_told.ts';
import { jsonAnswer, refusal, refuseMethod } from '../refusal.ts';
import { nameShape, parseInput } from '../schema/inputs.ts';
import type { ApiServices } from '../services.ts';
import { hashOf, newSecret, sessionCookie } from './cookies.ts';
import { type Caller, NOBODY_CALLS } from './identify.ts';
import { whyInvalid } from './invitations.ts';
import { secretShape } from './secret_shape.ts';

const PATH = '/session';
const NAMELESS = 'Somebody';

const claimShape = z.object({
  invitation: secretShape,
  name: nameShape.nullish().transform((name) => name ?? NAMELESS),
});
const linkShape = z.object({ link: secretShape });
const endShape = z.object({ everywhere: z.stringbool().default(false) });

/**
 * Signing in and out for browsers. `POST /session` with `{invitation, name}`, or with `{link}` of whoever started the service, uses
 * it up and answers with a cookie; `GET /session` says who is signed in; `DELETE /session` (`?everywhere=true`) signs out.
 */
export function sessionRoutesPlugin(services: ApiServices): GraphileConfig.Plugin {
  return {
    name: 'DraftSessionRoutesPlugin',
    version: '1.0.0',
    grafserv: {
      middleware: {
        async processRequest(next, { requestDigest }) {
          const { path } = requestDigest;
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
  const caller = await identities.ofRequest(node.req).catch(unlessStale(node.req));
  const { viewer, credential } = caller;
  switch (request.method) {
    case 'GET':
      return jsonAnswer(200, { userId: viewer.userId });
    case 'DELETE': {
      const { everywhere } = parseInput(endShape, await request.getQueryParams());
      if (!origins.maySetCookie(node.req) && !isByToken(caller)) throw new ServiceError('ORIGIN_NOT_ALLOWED');
      if (credential.session !== null) await endSession(db(), credential.session, everywhere);
      return jsonAnswer(200, { userId: null }, { 'set-cookie': sessionCookie('', null, origins.isHttps) });
    }
    case 'POST': {
      // What is sent with a cookie may come from any page, so a page of a stranger may not sign anybody in either.
      if (!origins.mayUseCookie(node.req)) throw new ServiceError('ORIGIN_NOT_ALLOWED');
      const given = await jsonOf(request);
      const isLink = typeof given === 'object' && given !== null && 'link' in given;
      // Without the cookie nobody could be who the link makes; only an invitation is of use to somebody with a token.
      if (!origins.maySetCookie(node.req) && (isLink || !isByToken(caller)))
        throw new ServiceError('ORIGIN_NOT_ALLOWED');
      const signIn = isLink ? followLink : claim;
      const address = addressOf(node.req);
      const { told, secret, expiresAt, drafts } = await rateLimits.useSecret(address, () =>
        signIn(services, given, viewer.userId),
      );
      // As setTeamManager does; a right link is never refused, and neither is whoever else comes from that address by it.
      const signedIn = { ...viewer, userId: String(told['userId']) };
      await countMore(rateLimits, { viewer: signedIn, address }, drafts);
      services.noteWriter(String(told['userId']));
      const cookie = sessionCookie(secret, expiresAt, origins.isHttps);
      return jsonAnswer(200, told, { 'set-cookie': cookie });
    }
    default:
      return refuseMethod('GET, POST, DELETE');
  }
}

/** Whether a token says who asks, which needs no cookie. */
function isByToken({ viewer, credential }: Caller): boolean {
  return viewer.userId !== null && credential.session === null;
}

interface SignedIn {
  readonly told: Readonly<Record<string, unknown>>;
  readonly secret: string;
  readonly expiresAt: string;
  /** How many drafts say so with an event. */
  readonly drafts: number;
}

/** Uses an invitation up. Throws INVITATION_INVALID with the reason, and what else claimInvitation refuses. */
async function claim(services: ApiServices, given: unknown, userId: string | null): Promise<SignedIn> {
  const { invitation, name } = parseInput(claimShape, given);
  const { db, announcer } = services;
  const secret = newSecret();
  const { changes, ...told } = await claimInvitation(db(), {
    hash: hashOf(invitation),
    name,
    userId,
    sessionHash: hashOf(secret),
  }).catch(whyInvalid(db(), hashOf(invitation)));
  for (const change of changes) announcer().announce(change);
  const { userId: signedIn, teamId, expiresAt } = told;
  return { told: { userId: signedIn, teamId, expiresAt }, secret, expiresAt, drafts: changes.length };
}

/** Uses the link of whoever started the service up. Throws SIGN_IN_LINK_INVALID. */
async function followLink({ signInLinks, db }: ApiServices, given: unknown): Promise<SignedIn> {
  const { link } = parseInput(linkShape, given);
  const userId = signInLinks.use(link);
  const secret = newSecret();
  const expiresAt = await startSession(db(), userId, hashOf(secret));
  return { told: { userId, expiresAt }, secret, expiresAt, drafts: 0 };
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

/** The body as JSON. Browsers ask before they send JSON to another origin, and are told no. Throws a ServiceError (INPUT_INVALID). */
export async function jsonOf(request: RequestDigest): Promise<unknown> {
  const type = request.headers['content-type'] ?? '';
  const unusable = (problem: string) => new ServiceError('INPUT_INVALID', { argument: '', problem });
  if (!/^application\/json\b/i.test(type))
    throw unusable('the body must come with the type application/json');
  const body = await bodyOf(request);
  const json = body.type === 'buffer' ? jsonIn(withoutMark(body.buffer.toString('utf8'))) : undefined;
  if (json === undefined) throw unusable('the body is no JSON');
  const tooDeep = depthProblem('', json);
  if (tooDeep) throw tooDeep;
  return json;
}
