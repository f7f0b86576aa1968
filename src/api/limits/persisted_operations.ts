import { readFileSync } from 'node:fs';
import type {} from 'postgraphile/grafserv';
import { z } from 'zod';
import { ConfigError } from '../../config.ts';
import { DraftError } from '../../draft/errors.ts';
import { requestRefusal } from '../refusal.ts';

const manifestShape = z.record(z.string().min(1), z.string().min(1));

/**
 * Answers only the operations of a file, a JSON object of texts by id, which clients name as `documentId` (or `id`). Undefined:
 * everything is answered. Throws a ConfigError for a file that is not usable.
 */
export function persistedOperationsPlugin(file: string | undefined): GraphileConfig.Plugin {
  const operations = file === undefined ? null : readOperations(file);
  return {
    name: 'DraftPersistedOperationsPlugin',
    version: '1.0.0',
    grafserv: {
      middleware: {
        processGraphQLRequestBody(next, { body }) {
          if (operations !== null) {
            const text = operations.get(String(body.documentId ?? body.id));
            if (text === undefined) throw requestRefusal(new DraftError('OPERATION_UNKNOWN'));
            body.query = text;
          }
          return next();
        },
      },
    },
  };
}

function readOperations(file: string): ReadonlyMap<string, string> {
  try {
    return new Map(Object.entries(manifestShape.parse(JSON.parse(readFileSync(file, 'utf8')))));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new ConfigError(
      `PERSISTED_OPERATIONS must be a JSON file of operations by id, such as {"Board": "query { … }"}; ${file}: ${why}`,
    );
  }
}
