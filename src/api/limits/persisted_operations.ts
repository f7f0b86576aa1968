import { readFileSync } from 'node:fs';
import type {} from 'postgraphile/grafserv';
import { parse } from 'postgraphile/graphql';
import { z } from 'zod';
import { unusable } from '../../config/config.ts';
import { ServiceError } from '../../service_errors.ts';
import { readAs, withoutMark } from '../../shapes.ts';
import { messageOf, whyUnreadable } from '../../telemetry/error_text.ts';
import { requestRefusal } from '../refusal.ts';

const manifestShape = z.record(z.string().min(1), z.string().min(1));

/** Operations by the id that clients name them with. */
export type PersistedOperations = ReadonlyMap<string, string>;

/** What Apollo and urql look for, to send the whole operation instead of its hash: by these very messages. */
const [NOT_SUPPORTED, NOT_FOUND] = ['PersistedQueryNotSupported', 'PersistedQueryNotFound'];

const SWITCHED_OFF =
  'Operations are not known by an id here: persisted operations are off (PERSISTED_OPERATIONS). Send the whole text as "query".';

const hashShape = z.object({ persistedQuery: z.object({ sha256Hash: z.string() }) });

/**
 * Answers persisted operations, which clients name as `documentId` (or `id`), or by the hash of Apollo's and urql's protocol. What is sent in
 * full goes on: operation_costs.ts knows which texts are answered. Null: everything is that is sent in full. What is named by a hash that is not known
 * is sent again in full by those clients.
 */
export function persistedOperationsPlugin(operations: PersistedOperations | null): GraphileConfig.Plugin {
  return {
    name: 'DraftPersistedOperationsPlugin',
    version: '1.0.0',
    grafserv: {
      middleware: {
        processGraphQLRequestBody(next, { body }) {
          const hash = hashShape.safeParse(body.extensions).data?.persistedQuery.sha256Hash;
          const id = body.documentId ?? body.id ?? hash ?? null;
          const text = operations?.get(String(id));
          if (text !== undefined) body.query = text;
          // Over a WebSocket an operation that is named has an empty text (sockets.ts).
          if (body.query || id === null) return next();
          throw requestRefusal(unanswered(operations !== null, id === hash));
        },
      },
    },
  };
}

/** Why an operation is not answered that is named alone, where some are known by their ids, or none are; `isHash`: a client sends it again in full. */
function unanswered(areSomeKnown: boolean, isHash: boolean): Parameters<typeof requestRefusal>[0] {
  const refused = new ServiceError(areSomeKnown ? 'OPERATION_UNKNOWN' : 'PERSISTED_QUERY_NOT_SUPPORTED');
  const { code, message: problem } = refused;
  if (isHash) return { code, message: areSomeKnown ? NOT_FOUND : NOT_SUPPORTED, numbers: { problem } };
  return areSomeKnown ? refused : { code, message: SWITCHED_OFF, numbers: { problem: SWITCHED_OFF } };
}

/** The operations of a file, a JSON object of texts by id. Throws a ConfigError for one that is not usable. */
export function readPersistedOperations(file: string): PersistedOperations {
  try {
    const texts = readAs(manifestShape, JSON.parse(withoutMark(readFileSync(file, 'utf8'))));
    for (const [id, text] of Object.entries(texts)) requireOperation(id, text);
    return new Map(Object.entries(texts));
  } catch (error) {
    throw unusable([
      `PERSISTED_OPERATIONS must be a JSON file of operations by id, such as {"Board": "query { … }"}; ${file}: ${whyUnreadable(error)}.`,
    ]);
  }
}

function requireOperation(id: string, text: string): void {
  try {
    parse(text);
  } catch (error) {
    throw new Error(`${JSON.stringify(id)} is no operation: ${messageOf(error).replace(/\.$/, '')}`);
  }
}
