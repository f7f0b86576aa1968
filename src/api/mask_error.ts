import { randomUUID } from 'node:crypto';
import { GraphQLError } from 'postgraphile/graphql';
import { DraftError } from '../draft/errors.ts';
import type { Log } from '../telemetry/log.ts';

/**
 * What a client learns of an error: ours with code, sentence and numbers; errors in the document as they are;
 * everything else only as an id, under which the log has the whole of it.
 */
export function maskError(log: Log): (error: GraphQLError) => GraphQLError {
  return (error) => {
    const { originalError } = error;
    if (originalError instanceof DraftError) {
      const { code, numbers, message } = originalError;
      return withExtensions(error, message, { code, numbers });
    }
    if (originalError === undefined || originalError === null || originalError instanceof GraphQLError) {
      return error;
    }
    const errorId = randomUUID();
    log.error(
      { err: originalError, errorId, path: error.path },
      'A request failed for a reason nobody foresaw',
    );
    const message = `Something went wrong on our side. Tell an operator this id: ${errorId}`;
    return withExtensions(error, message, { code: 'INTERNAL', errorId });
  };
}

function withExtensions(
  error: GraphQLError,
  message: string,
  extensions: Record<string, unknown>,
): GraphQLError {
  const { nodes = null, source = null, positions = null, path = null } = error;
  return new GraphQLError(message, { nodes, source, positions, path, extensions });
}
