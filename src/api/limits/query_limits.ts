import type {} from 'postgraphile/grafserv';
import { GraphQLError } from 'postgraphile/graphql';
import { ServiceError } from '../../service_errors.ts';
import { depthProblem } from '../given_json.ts';
import { requestRefusal } from '../refusal.ts';

/** Operations that run at once on one WebSocket. */
export const MOST_ON_A_SOCKET = 100;

/**
 * Refuses too many operations on one WebSocket, and what is sent beside a text before anything goes through it. What a text asks for is
 * judged in documents.ts.
 */
export function queryLimitsPlugin(): GraphileConfig.Plugin {
  return {
    name: 'DraftQueryLimitsPlugin',
    version: '1.0.0',
    grafserv: {
      middleware: {
        onSubscribe(next, { ctx }) {
          if (Object.keys(ctx.subscriptions).length <= MOST_ON_A_SOCKET) return next();
          const { message, code, numbers } = new ServiceError('TOO_MANY_CONNECTIONS', {
            limit: MOST_ON_A_SOCKET,
          });
          return [new GraphQLError(message, { extensions: { code, numbers } })];
        },
        processGraphQLRequestBody(next, { body }) {
          const refused =
            depthProblem('variables', body.variableValues) ?? depthProblem('extensions', body.extensions);
          if (refused) throw requestRefusal(refused);
          return next();
        },
      },
    },
  };
}
