import type { RequestDigest } from 'postgraphile/grafserv';
import { z } from 'zod';
import { stayOf } from '../http/limits/stay.ts';
import { idShape } from '../shapes.ts';
import { EventText } from './event_text.ts';
import { useEventTicket } from './event_tickets.ts';
import { tellError } from './mask_error.ts';
import { refusal, refuseMethod } from './refusal.ts';
import { parseInput } from './schema/inputs.ts';
import type { ApiServices } from './services.ts';
import { actorOf, NOBODY } from './viewer.ts';

const PATH = /^\/drafts\/([^/]+)\/events$/;

const LAST_EVENT_ID = 'Last-Event-ID';
const eventNumber = z.coerce.number().int().min(0).nullable();
const requestShape = z.object({ draftId: idShape, after: eventNumber, [LAST_EVENT_ID]: eventNumber });

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
          if (requestDigest.method !== 'GET') return refuseMethod('GET');
          try {
            return {
              type: 'bufferStream',
              statusCode: 200,
              headers: {
                'content-type': 'text/event-stream; charset=utf-8',
                'cache-control': 'no-store, no-transform',
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
  // A browser that has seen no event sends none; some clients send an empty one.
  const seen = request.headers['last-event-id'] || null;
  const asked = parseInput(requestShape, {
    draftId: named,
    // Where a client names the last event that it has, the address that it began with says nothing; nor does an empty number.
    after: seen === null ? after || null : null,
    [LAST_EVENT_ID]: seen,
  });
  const { draftId } = asked;
  const last = asked[LAST_EVENT_ID] ?? asked.after;
  const { node } = request.requestContext;
  if (!node) throw new Error('Requests come through Node');
  const { viewer, credential } = await services.identities.ofRequest(node.req);
  const address = services.addressOf(node.req);
  const who =
    ticket === undefined
      ? { actor: actorOf(viewer), credential }
      : await services.changes.run(NOBODY, address, () =>
          useEventTicket(services.db(), draftId, String(ticket)),
        );
  const stay = stayOf(node.res);
  const follower = await services.hub().follow({ draftId, after: last, address, ...who });
  const text = new EventText(follower, {
    tell: (error) => tellError(error, services.log, { draftId }),
    cut: () => node.req.socket.destroy(),
  });
  // Grafserv asks the request, which may have ended before, as one with a body has.
  stay.once('close', () => void text.return());
  if (node.req.socket.destroyed) await text.return();
  return text;
}
