import { randomUUID } from 'node:crypto';
import { SafeError } from 'postgraphile/grafast';
import { GraphQLError } from 'postgraphile/graphql';
import { isBadValue, isStopping, isUnavailable } from '../database/connection_errors.ts';
import { extensionsOf, isRefusal, ServiceError, serviceErrorCodes } from '../service_errors.ts';
import type { Log } from '../telemetry/log.ts';
import type { DocumentErrors } from './document_errors.ts';
import { otherOrderProblem } from './limits/page_rows.ts';
import { Undecided } from './undecided.ts';

/** What Grafast says when it gives up: a process that is busy, or that was stopped for a while, and not what was asked. */
const OUT_OF_TIME = /took too long to plan|timeout exceeded/i;
/** The same where the operation had begun: whatever it changes is changed, or will be. */
const OUT_OF_TIME_TO_RUN = /execution timeout/i;
const OUT_OF_TIME_TO_RUN_TOLD =
  'The service could not answer in time. A change that was asked for may have been made or not: look before you send it again.';
/** What is said of a change instead of "try again": done a second time, it may do harm. */
const MAY_BE_DONE = 'and this may have been done or not: look before you send it again.';
const UNAVAILABLE = { code: 'SERVICE_UNAVAILABLE', numbers: {} } as const;

/** An error as a client gets it: a sentence for people, and the code and numbers that a program acts on. */
export interface ClientError {
  readonly message: string;
  readonly extensions: Readonly<Record<string, unknown>>;
}

/** Errors that were answered before: a statement that fails is answered, and logged, once for all fields that waited for it. */
const answeredBefore = new WeakMap<object, ClientError>();

/**
 * The error as the client gets it. A refusal of ours keeps its code, sentence and numbers. Of any other error the client gets an id,
 * under which the log has the whole error, and SERVICE_UNAVAILABLE where the same request may succeed in a moment. Of a change it is
 * told that it may have been made.
 */
export function tellError(error: unknown, log: Log, about: Record<string, unknown> = {}): ClientError {
  if (typeof error !== 'object' || error === null) return tell(error, log, about);
  const answer = answeredBefore.get(error) ?? tell(error, log, about);
  answeredBefore.set(error, answer);
  return answer;
}

function tell(error: unknown, log: Log, about: Record<string, unknown>): ClientError {
  if (isRefusal(error)) {
    return { message: error.message, extensions: extensionsOf(error) };
  }
  if (error instanceof Undecided) return tellUndecided(error, log, about);
  // Refused before it was looked at: our own refusals, and Grafserv's of what is no request at all.
  if (error instanceof SafeError) {
    const otherOrder = otherOrderProblem(error.message);
    if (otherOrder) return tell(otherOrder, log, about);
    if (OUT_OF_TIME_TO_RUN.test(error.message))
      return { message: OUT_OF_TIME_TO_RUN_TOLD, extensions: UNAVAILABLE };
    if (OUT_OF_TIME.test(error.message))
      return { message: serviceErrorCodes.SERVICE_UNAVAILABLE, extensions: UNAVAILABLE };
    // The status is Grafserv's to answer with, and is told by the head of the answer.
    const { statusCode: _status, ...extensions } = error.extensions ?? {};
    return { message: error.message, extensions: { code: 'INPUT_INVALID', numbers: {}, ...extensions } };
  }
  if (isBadValue(error)) {
    const argument = [about['path'] ?? []].flat().join('.');
    return tell(new ServiceError('INPUT_INVALID', { argument, problem: badValueIn(error) }), log, about);
  }
  if (isStopping(error)) {
    log.debug({ err: error, ...about }, 'A request came too late: the process is stopping');
    return { message: serviceErrorCodes.SERVICE_UNAVAILABLE, extensions: UNAVAILABLE };
  }
  const errorId = randomUUID();
  if (isUnavailable(error)) {
    log.warn(
      { err: error, errorId, ...about },
      'A request could not be answered: the database cannot be used',
    );
    return {
      message: serviceErrorCodes.SERVICE_UNAVAILABLE,
      extensions: { ...UNAVAILABLE, errorId },
    };
  }
  log.error({ err: error, errorId, ...about }, 'A request failed for a reason nobody foresaw');
  return {
    message: `Something went wrong on our side. Tell an operator this id: ${errorId}`,
    extensions: { code: 'INTERNAL', errorId },
  };
}

/** The same of a change, of which nobody knows whether it was made: that is said where it is not refused after all. */
function tellUndecided({ cause }: Undecided, log: Log, about: Record<string, unknown>): ClientError {
  const { message, extensions } = tell(cause, log, about);
  const { code, errorId } = extensions;
  if (code === 'INTERNAL')
    return {
      message: `Something went wrong on our side, ${MAY_BE_DONE} Tell an operator this id: ${errorId}`,
      extensions,
    };
  return code === 'SERVICE_UNAVAILABLE'
    ? { message: `The service cannot answer right now, ${MAY_BE_DONE}`, extensions }
    : { message, extensions };
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
    // What has a place in the answer was found while it was made: a field without a value that must have one is a fault of ours.
    const isInDocument = (originalError === undefined || originalError === null) && !path;
    if (isInDocument || originalError instanceof GraphQLError) return documents.tell(error);
    const { message, extensions } = tellError(originalError ?? error, log, { path });
    return new GraphQLError(message, { nodes, source, positions, path, extensions });
  };
}
