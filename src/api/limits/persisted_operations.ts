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

/**
 * Answers only persisted operations, which clients name as `documentId` (or `id`). Null: everything is answered.
 */
export function persistedOperationsPlugin(operations: PersistedOperations | null): GraphileConfig.Plugin {
  return {
    name: 'DraftPersistedOperationsPlugin',
    version: '1.0.0',
    grafserv: {
      middleware: {
        processGraphQLRequestBody(next, { body }) {
          if (operations !== null) {
            const text = operations.get(String(body.documentId ?? body.id));
            if (text === undefined) throw requestRefusal(new ServiceError('OPERATION_UNKNOWN'));
            body.query = text;
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
