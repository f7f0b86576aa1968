import type { RequestDigest } from 'postgraphile/grafserv';
import { z } from 'zod';
import { CURSOR_RULE, exportEvents, readCursor } from '../../publishers/event_export.ts';
import { tellError } from '../mask_error.ts';
import { refusal, refuseMethod } from '../refusal.ts';
import { parseInput } from '../schema/inputs.ts';
import type { ApiServices } from '../services.ts';
import { actorOf, requireOperator } from '../viewer.ts';
import { fileAnswer } from './file_answer.ts';

const PATH = '/events.ndjson';
const FILE = { type: 'application/x-ndjson; charset=utf-8', name: 'events.ndjson' };

const inputShape = z.object({
  after: z
    .string()
    .refine((text) => readCursor(text) !== null, `must be ${CURSOR_RULE}`)
    .transform(readCursor)
    .nullable(),
});

/**
 * `GET /events.ndjson?after=CURSOR`: the events of all drafts and leagues behind a cursor, or from the first one, for operators. It is paid for
 * by nobody: who may ask for it may ask for everything.
 */
export function eventExportRoutePlugin(services: ApiServices): GraphileConfig.Plugin {
  return {
    name: 'DraftEventExportRoutePlugin',
    version: '1.0.0',
    grafserv: {
      middleware: {
        async processRequest(next, { requestDigest }) {
          if (requestDigest.path !== PATH) return next();
          if (requestDigest.method !== 'GET') return refuseMethod('GET');
          try {
            const pieces = await begun(await piecesOf(services, requestDigest));
            return fileAnswer(requestDigest, FILE, pieces, (error) => tellError(error, services.log));
          } catch (error) {
            return refusal(error, services.log);
          }
        },
      },
    },
  };
}

async function piecesOf(
  services: ApiServices,
  request: RequestDigest,
): Promise<AsyncGenerator<string, void>> {
  const { node } = request.requestContext;
  if (!node) throw new Error('Requests come through Node');
  const [{ viewer }, given] = await Promise.all([
    services.identities.ofRequest(node.req),
    request.getQueryParams(),
  ]);
  requireOperator(viewer);
  const { after } = parseInput(inputShape, { after: given['after'] ?? null });
  return exportEvents(services.db(), {
    ...{ actor: actorOf(viewer), after },
    publicUrl: services.access.publicUrl,
  });
}

/** The same pieces, the first of which is read already: who may not read them, or named an unknown place, is refused before any is sent. */
async function begun(pieces: AsyncGenerator<string, void>): Promise<AsyncIterable<string>> {
  const first = await pieces.next();
  return (async function* all() {
    try {
      if (!first.done) yield first.value;
      yield* pieces;
    } finally {
      await pieces.return();
    }
  })();
}
