import type { BufferResult, RequestDigest } from 'postgraphile/grafserv';
import { readSource, receiveMessage } from '../database/inbox.ts';
import { headerProblem, isSigned } from '../listeners/signature.ts';
import { ServiceError } from '../service_errors.ts';
import { idShape } from '../shapes.ts';
import { bodyOf } from './identity/session_routes.ts';
import { readMessage } from './incoming_message.ts';
import { jsonAnswer, refusal, refuseMethod } from './refusal.ts';
import type { ApiServices } from './services.ts';

const PATH = /^\/incoming\/([^/]+)$/;
/** Bytes of one message. */
const MOST_BYTES = 65_536;
/** A message counts as one mutation for each of these bytes: it is kept for days. */
const BYTES_OF_A_MUTATION = 8_192;
/** Characters of the id of a message: what senders use, such as a UUID, has a fifth of it. */
const LONGEST_ID = 200;
const ACCEPTED = 202;

/**
 * `POST /incoming/:source`: messages of other systems, signed as Standard Webhooks. A message is kept and answered with 202, and handled
 * afterwards; the same id again is answered with 200, and nothing happens.
 */
export function incomingRoutePlugin(services: ApiServices): GraphileConfig.Plugin {
  return {
    name: 'DraftIncomingPlugin',
    version: '1.0.0',
    grafserv: {
      middleware: {
        async processRequest(next, { requestDigest }) {
          const [, source] = PATH.exec(requestDigest.path) ?? [];
          if (source === undefined) return next();
          if (requestDigest.method !== 'POST') return refuseMethod('POST');
          try {
            return await receive(services, source, requestDigest);
          } catch (error) {
            return refusal(error, services.log);
          }
        },
      },
    },
  };
}

async function receive(services: ApiServices, source: string, request: RequestDigest): Promise<BufferResult> {
  const { db, rateLimits, changes } = services;
  const { node } = request.requestContext;
  if (!node) throw new Error('Requests come through Node');
  const address = services.addressOf(node.req);
  const text = await textOf(request);
  const header = (name: string) => request.headers[name] ?? '';
  const headers = {
    id: header('webhook-id'),
    timestamp: header('webhook-timestamp'),
    signature: header('webhook-signature'),
  };
  // Cut instead, it would be the id of another message as well, which would be taken for a repeated one and lost.
  if (headers.id.length > LONGEST_ID)
    throw new ServiceError('REQUEST_INVALID', {
      problem: `webhook-id must be at most ${LONGEST_ID} characters long`,
      limit: LONGEST_ID,
    });
  const problem = headerProblem(headers);
  if (problem !== null) throw new ServiceError('SIGNATURE_INVALID', { problem });
  const sourceId = idShape.safeParse(source);
  if (!sourceId.success) throw new ServiceError('SIGNATURE_INVALID');
  const id = sourceId.data;
  await rateLimits.countMessage(id, address, Math.ceil(Math.max(text.length, 1) / BYTES_OF_A_MUTATION));
  const isNew = await changes.take(address, async () => {
    const known = await readSource(db(), id);
    // Whether there is no such source or it did not sign this: the same answer.
    if (!known || !isSigned(headers, text, known)) throw new ServiceError('SIGNATURE_INVALID');
    return receiveMessage(db(), id, headers.id, readMessage(text));
  });
  return jsonAnswer(isNew ? ACCEPTED : 200, { received: true, repeated: !isNew });
}

async function textOf(request: RequestDigest): Promise<string> {
  const body = await bodyOf(request);
  if (body.type !== 'buffer')
    throw new ServiceError('REQUEST_INVALID', { problem: 'the body could not be read' });
  if (body.buffer.length > MOST_BYTES) throw new ServiceError('QUERY_TOO_LARGE', { limit: MOST_BYTES });
  return body.buffer.toString('utf8');
}
