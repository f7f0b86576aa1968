import type { BufferResult, RequestDigest } from 'postgraphile/grafserv';
import { z } from 'zod';
import type { Actor } from '../database/actor.ts';
import { isPassing } from '../database/connection_errors.ts';
import { DraftError, type ErrorCode } from '../draft/errors.ts';
import { EventText } from './event_text.ts';
import { useEventTicket } from './event_tickets.ts';
import { tellError } from './mask_error.ts';
import { parseInput } from './schema/inputs.ts';
import type { ApiServices } from './services.ts';
import { actorOf, viewerOf } from './viewer.ts';

const PATH = /^\/drafts\/([^/]+)\/events$/;

const requestShape = z.object({ draftId: z.uuid(), after: z.coerce.number().int().min(0).nullable() });

const STATUS: Partial<Record<ErrorCode, number>> = {
  TOKEN_INVALID: 401,
  TICKET_INVALID: 401,
  DRAFT_NOT_FOUND: 404,
};

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
          if (requestDigest.method !== 'GET') return json(405, {}, { allow: 'GET' });
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
            return refuse(error, services);
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
  const actor: Actor =
    ticket === undefined
      ? actorOf(await viewerOf(request.headers['authorization'], services.authSecret))
      : await useEventTicket(services.db(), draftId, String(ticket));
  const follower = await services.hub().follow({ draftId, after: last, actor });
  const { node } = request.requestContext;
  return new EventText(follower, {
    tell: (error) => tellError(error, services.log, { draftId }),
    cut: () => node?.req.socket.destroy(),
  });
}

function refuse(error: unknown, { log }: ApiServices): BufferResult {
  const { message, extensions } = tellError(error, log);
  return json(statusOf(error), { errors: [{ message, extensions }] });
}

function json(statusCode: number, body: object, headers: Record<string, string> = {}): BufferResult {
  const buffer = Buffer.from(JSON.stringify(body));
  return {
    type: 'buffer',
    statusCode,
    headers: {
      ...headers,
      'content-type': 'application/json; charset=utf-8',
      'content-length': String(buffer.length),
    },
    buffer,
  };
}

function statusOf(error: unknown): number {
  if (error instanceof DraftError) return STATUS[error.code] ?? 400;
  return isPassing(error) ? 503 : 500;
}
