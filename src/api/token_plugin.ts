import type {} from 'postgraphile/grafserv';
import { DraftError } from '../draft/errors.ts';
import { viewerOf } from './viewer.ts';

/**
 * Answers a request with a token that is not valid at once, with 401 and the code, whatever it asks for: neither may it
 * pass as nobody's, nor does Grafserv keep the code of an error that its context throws.
 */
export function tokenPlugin(secret: string | undefined): GraphileConfig.Plugin {
  return {
    name: 'DraftTokenPlugin',
    version: '1.0.0',
    grafserv: {
      middleware: {
        async processRequest(next, { requestDigest }) {
          try {
            await viewerOf(requestDigest.headers['authorization'], secret);
          } catch (error) {
            if (!(error instanceof DraftError)) throw error;
            const { message, code } = error;
            return {
              type: 'json',
              statusCode: 401,
              headers: { 'content-type': 'application/json; charset=utf-8', 'www-authenticate': 'Bearer' },
              json: { errors: [{ message, extensions: { code, numbers: {} } }] },
            };
          }
          return next();
        },
      },
    },
  };
}
