import type { BufferResult, RequestDigest } from 'postgraphile/grafserv';
import { z } from 'zod';
import { readSource, receiveMessage } from '../database/inbox.ts';
import { isSigned } from '../listeners/signature.ts';
import { ServiceError } from '../service_errors.ts';
import { bodyOf } from './identity/session_routes.ts';
import { readMessage } from './incoming_message.ts';
import { jsonAnswer, refusal, refuseMethod } from './refusal.ts';
import type { ApiServices } from './services.ts';

const PATH = /^\/incoming\/([^/]+)$/;
/** Bytes of one message. */
const MOST_BYTES = 65_536;
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

async function receive({ db }: ApiServices, source: string, request: RequestDigest): Promise<BufferResult> {
  const text = await textOf(request);
  const header = (name: string) => request.headers[name] ?? '';
  const headers = {
    id: header('webhook-id'),
    timestamp: header('webhook-timestamp'),
    signature: header('webhook-signature'),
  };
  const sourceId = z.guid().safeParse(source);
  // Whether there is no such source or it did not sign this: the same answer.
  const known = sourceId.success ? await readSource(db(), sourceId.data) : null;
  if (!sourceId.success || !known || !isSigned(headers, text, known))
    throw new ServiceError('SIGNATURE_INVALID');
  const isNew = await receiveMessage(db(), sourceId.data, headers.id.slice(0, 200), readMessage(text));
  return jsonAnswer(isNew ? ACCEPTED : 200, { received: true, repeated: !isNew });
}

async function textOf(request: RequestDigest): Promise<string> {
  const body = await bodyOf(request);
  if (body.type !== 'buffer')
    throw new ServiceError('REQUEST_INVALID', { problem: 'the body could not be read' });
  if (body.buffer.length > MOST_BYTES) throw new ServiceError('QUERY_TOO_LARGE', { limit: MOST_BYTES });
  return body.buffer.toString('utf8');
}
