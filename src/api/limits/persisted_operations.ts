import { readFileSync } from 'node:fs';
import type {} from 'postgraphile/grafserv';
import { parse } from 'postgraphile/graphql';
import { z } from 'zod';
import { ConfigError } from '../../config/config.ts';
import { ServiceError } from '../../service_errors.ts';
import { requestRefusal } from '../refusal.ts';

const manifestShape = z.record(z.string().min(1), z.string().min(1));

/** Operations by the id that clients name them with. */
export type PersistedOperations = ReadonlyMap<string, string>;

/** What Apollo and urql look for, to send the whole operation instead of its hash: by this very message, or by its code. */
const NOT_SUPPORTED = 'PersistedQueryNotSupported';

const SWITCHED_OFF =
  'Operations are not known by an id here: persisted operations are off (PERSISTED_OPERATIONS). Send the whole text as "query".';

const hashShape = z.object({ persistedQuery: z.object({ sha256Hash: z.string() }) });

/**
 * Answers only persisted operations, which clients name as `documentId` (or `id`), or by the hash of Apollo's and urql's protocol. Null:
 * everything is answered that is sent in full; what is named by a hash or an id alone is refused, and after a hash sent again by those
 * clients.
 */
export function persistedOperationsPlugin(operations: PersistedOperations | null): GraphileConfig.Plugin {
  return {
    name: 'DraftPersistedOperationsPlugin',
    version: '1.0.0',
    grafserv: {
      middleware: {
        processGraphQLRequestBody(next, { body }) {
          const hash = hashShape.safeParse(body.extensions).data?.persistedQuery.sha256Hash;
          if (operations !== null) {
            const text = operations.get(String(body.documentId ?? body.id ?? hash));
            if (text === undefined) throw requestRefusal(new ServiceError('OPERATION_UNKNOWN'));
            body.query = text;
          } else if (typeof body.query === 'string') {
            return next();
          } else if (hash !== undefined) {
            const { code, message: problem } = new ServiceError('PERSISTED_QUERY_NOT_SUPPORTED');
            throw requestRefusal({ code, message: NOT_SUPPORTED, numbers: { problem } });
          } else if (body.documentId !== undefined || body.id !== undefined) {
            const code = 'PERSISTED_QUERY_NOT_SUPPORTED';
            throw requestRefusal({ code, message: SWITCHED_OFF, numbers: { problem: SWITCHED_OFF } });
          }
          return next();
        },
      },
    },
  };
}

/** The operations of a file, a JSON object of texts by id. Throws a ConfigError for one that is not usable. */
export function readPersistedOperations(file: string): PersistedOperations {
  try {
    const texts = manifestShape.parse(JSON.parse(readFileSync(file, 'utf8')));
    for (const text of Object.values(texts)) parse(text);
    return new Map(Object.entries(texts));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new ConfigError(
      `PERSISTED_OPERATIONS must be a JSON file of operations by id, such as {"Board": "query { … }"}; ${file}: ${why}`,
    );
  }
}
