import { randomUUID } from 'node:crypto';
import { SafeError } from 'postgraphile/grafast';
import { GraphQLError } from 'postgraphile/graphql';
import { isBadValue, isUnavailable } from '../database/connection_errors.ts';
import { DraftError, errorCodes } from '../draft/errors.ts';
import type { Log } from '../telemetry/log.ts';
import type { DocumentErrors } from './document_errors.ts';

/** What Grafast says when it gives up: a process that is busy, or that was stopped for a while, and not what was asked. */
const OUT_OF_TIME = /took too long to plan|timeout exceeded/i;
const UNAVAILABLE = { code: 'SERVICE_UNAVAILABLE', numbers: {} } as const;

/** What a client learns of an error: a sentence, and what it acts on. */
export interface ClientError {
  readonly message: string;
  readonly extensions: Readonly<Record<string, unknown>>;
}

/** What was told of an error: one statement that fails is told at each place of an answer that waited for it. */
const toldBefore = new WeakMap<object, ClientError>();

/**
 * Ours with code, sentence and numbers; everything else only as an id, under which the log has the whole of it, and whether the
 * same may go well in a moment.
 */
export function tellError(error: unknown, log: Log, about: Record<string, unknown> = {}): ClientError {
  if (typeof error !== 'object' || error === null) return tell(error, log, about);
  const told = toldBefore.get(error) ?? tell(error, log, about);
  toldBefore.set(error, told);
  return told;
}

function tell(error: unknown, log: Log, about: Record<string, unknown>): ClientError {
  if (error instanceof DraftError) {
    const { code, numbers, message } = error;
    return { message, extensions: { code, numbers } };
  }
  // Refused before it was looked at: our own refusals, and Grafserv's of what is no request at all.
  if (error instanceof SafeError) {
    if (OUT_OF_TIME.test(error.message))
      return { message: errorCodes.SERVICE_UNAVAILABLE, extensions: UNAVAILABLE };
    return {
      message: error.message,
      extensions: { code: 'INPUT_INVALID', numbers: {}, ...error.extensions },
    };
  }
  if (isBadValue(error)) {
    const numbers = { argument: [about['path'] ?? []].flat().join('.'), problem: badValueIn(error) };
    const { message, code } = new DraftError('INPUT_INVALID', numbers);
    return { message, extensions: { code, numbers } };
  }
  const errorId = randomUUID();
  if (isUnavailable(error)) {
    log.warn(
      { err: error, errorId, ...about },
      'A request could not be answered: the database cannot be used',
    );
    return {
      message: errorCodes.SERVICE_UNAVAILABLE,
      extensions: { ...UNAVAILABLE, errorId },
    };
  }
  log.error({ err: error, errorId, ...about }, 'A request failed for a reason nobody foresaw');
  return {
    message: `Something went wrong on our side. Tell an operator this id: ${errorId}`,
    extensions: { code: 'INTERNAL', errorId },
  };
}

/** What PostgreSQL says about a value of the client's own, and nothing that it says about itself. */
function badValueIn(error: unknown): string {
  const said = error instanceof Error ? error.message : '';
  const [, type, value] = /^invalid input syntax for type (\w+): "(.{0,60})"$/.exec(said) ?? [];
  return type === undefined
    ? 'has a value that nothing can be'
    : `has a value that is no ${type}: "${value}"`;
}

/** What a client of GraphQL learns of an error: errors in the document and in variables by their sentence, others as they are told. */
export function maskError(log: Log, documents: DocumentErrors): (error: GraphQLError) => GraphQLError {
  return (error) => {
    const { originalError, nodes = null, source = null, positions = null, path = null } = error;
    const isInDocument = originalError === undefined || originalError === null;
    if (isInDocument || originalError instanceof GraphQLError) return documents.tell(error);
    const { message, extensions } = tellError(originalError, log, { path });
    return new GraphQLError(message, { nodes, source, positions, path, extensions });
  };
}
