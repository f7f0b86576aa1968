import type { RequestDigest } from 'postgraphile/grafserv';
import { z } from 'zod';
import { DraftError } from '../draft/errors.ts';
import { EventText } from './event_text.ts';
import { useEventTicket } from './event_tickets.ts';
import { tellError } from './mask_error.ts';
import { jsonAnswer, refusal } from './refusal.ts';
import { parseInput } from './schema/inputs.ts';
import type { ApiServices } from './services.ts';
import { actorOf } from './viewer.ts';

const PATH = /^\/drafts\/([^/]+)\/events$/;

const requestShape = z.object({ draftId: z.uuid(), after: z.coerce.number().int().min(0).nullable() });

/**
 * `GET /drafts/:id/events`: the events of a draft as Server-Sent Events, for clients without WebSockets. The id of each is its
 * number; a client that comes back names the last it has in `Last-Event-ID` (or `?after=`), and misses nothing. Who asks is
 * told by a token in `Authorization`, or by a ticket in `?ticket=`.
 */
export function httpEventsPlugin(services: ApiServices): GraphileConfig.Plugin {
  return {
    name: 'DraftHttpEventsPlugin',
    version: '1.0.0',
    grafserv: {
      middleware: {
        async processRequest(next, { requestDigest }) {
          const [, draftId] = PATH.exec(requestDigest.path) ?? [];
          if (draftId === undefined) return next();
          if (requestDigest.method !== 'GET') return jsonAnswer(405, {}, { allow: 'GET' });
          try {
            return {
              type: 'bufferStream',
              statusCode: 200,
              headers: {
                'content-type': 'text/event-stream; charset=utf-8',
                'cache-control': 'no-cache, no-transform',
                // Else nginx keeps events back until it has a few kilobytes of them.
                'x-accel-buffering': 'no',
              },
              lowLatency: true,
              bufferIterator: await open(services, draftId, requestDigest),
            };
          } catch (error) {
            return refusal(error, services.log);
          }
        },
      },
    },
  };
}

async function open(services: ApiServices, named: string, request: RequestDigest): Promise<EventText> {
  const { ticket, after } = await request.getQueryParams();
  const { draftId, after: last } = parseInput(requestShape, {
    draftId: named,
    after: request.headers['last-event-id'] ?? after ?? null,
  });
  const { node } = request.requestContext;
  if (!node) throw new Error('Requests come through Node');
  if (!services.connections.admit(node.req, node.res)) throw new DraftError('TOO_MANY_CONNECTIONS');
  const { viewer, credential } = await services.identities.ofRequest(node.req);
  const who =
    ticket === undefined
      ? { actor: actorOf(viewer), credential }
      : await useEventTicket(services.db(), draftId, String(ticket));
  const follower = await services.hub().follow({ draftId, after: last, ...who });
  return new EventText(follower, {
    tell: (error) => tellError(error, services.log, { draftId }),
    cut: () => node.req.socket.destroy(),
  });
}
