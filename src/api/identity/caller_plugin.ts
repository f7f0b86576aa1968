import type { RequestDigest, Result } from 'postgraphile/grafserv';
import { ServiceError } from '../../service_errors.ts';
import { refusal } from '../refusal.ts';
import type { ApiServices } from '../services.ts';
import { sessionCookie } from './cookies.ts';

/**
 * Answers a request with a token or a cookie that is not good at once, with its code, whatever it asks for: neither may it pass as
 * nobody's, nor does Grafserv keep the code of an error that its context throws. A cookie that is good no more is taken back, so
 * that the browser's next request is nobody's.
 */
export function callerPlugin(services: ApiServices): GraphileConfig.Plugin {
  return {
    name: 'DraftCallerPlugin',
    version: '1.0.0',
    grafserv: {
      middleware: {
        async processRequest(next, { requestDigest }) {
          return (await judge(services, requestDigest)) ?? next();
        },
      },
    },
  };
}

async function judge(services: ApiServices, request: RequestDigest): Promise<Result | null> {
  const { node } = request.requestContext;
  if (!node) throw new Error('Requests come through Node');
  try {
    await services.identities.ofRequest(node.req);
    return null;
  } catch (error) {
    const isCookie = node.req.headers.authorization === undefined;
    const headers: Record<string, string> =
      error instanceof ServiceError && error.code === 'TOKEN_INVALID'
        ? isCookie
          ? { 'set-cookie': sessionCookie('', null, services.origins.isHttps) }
          : { 'www-authenticate': 'Bearer' }
        : {};
    return refusal(error, services.log, headers);
  }
}
