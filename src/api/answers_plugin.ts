import type { RequestDigest, Result } from 'postgraphile/grafserv';
import { MOST_ANSWER_BYTES, SMALL_ANSWER_BYTES } from '../http/limits/sizes.ts';
import { asksForPage } from '../http/room/room.ts';
import { ServiceError } from '../service_errors.ts';
import { asAccepted, readAccept } from './accepted_type.ts';
import { withCodes } from './answers.ts';
import { encodingProblem, leaveOutMark, readType, requireText } from './body_text.ts';
import { parameterProblem } from './get_parameters.ts';
import { isRefusedForNow } from './limits/waits.ts';
import { refusal, refuseType } from './refusal.ts';
import type { ApiServices } from './services.ts';

const GRAPHQL = '/graphql';
/** Soon enough for what waits for an address to be read, or given up. */
const READ_WITHIN_SECONDS = 5;
const NOT_FOUND = 404;

/**
 * What is true of every answer, whatever it answers: each error has a code, each refusal the type that is accepted, none is larger than one may be, and none is added to
 * more than a client's address leaves unread.
 */
export function answersPlugin(services: ApiServices): GraphileConfig.Plugin {
  return {
    name: 'DraftAnswersPlugin',
    version: '1.0.0',
    grafserv: {
      middleware: {
        async processRequest(next, { requestDigest }) {
          const { path, headers, requestContext } = requestDigest;
          const { node } = requestContext;
          const { accept, 'content-type': contentType } = headers;
          if (accept !== undefined) headers['accept'] = readAccept(accept);
          if (contentType !== undefined) headers['content-type'] = readType(contentType);
          const found = (await refused(services, requestDigest)) ?? unlessMissing(await next());
          // The server answers it with a page.
          if (found === null && node && asksForPage(node.req)) return null;
          const answer = withCodes(found, services.log);
          // Grafserv gives it the status of an answer, or of a bad request.
          const isRefused = answer.type === 'buffer' && isRefusedForNow(node?.res);
          const told = bounded(services, requestDigest, isRefused ? { ...answer, statusCode: 429 } : answer);
          return asAccepted(told, { path, accept });
        },
      },
    },
  };
}

/** Null, as for every other path with nothing at it, where Grafserv has a page of its own that says so: among the files of the editor. */
function unlessMissing(found: Result | null): Result | null {
  const isPage = found?.type === 'buffer' && /\bhtml\b/.test(found.headers['content-type'] ?? '');
  return isPage && found.statusCode === NOT_FOUND ? null : found;
}

/** What refuses a request for how it is written, before anybody reads what it says; null where nothing does. */
async function refused(services: ApiServices, request: RequestDigest): Promise<Result | null> {
  if (request.method === 'POST') {
    const problem = encodingProblem(request.headers);
    if (problem !== null) return refuseType(problem);
    requireText(request);
    if (request.path === GRAPHQL) leaveOutMark(request);
  }
  const problem = await problemOf(request);
  return problem === null ? null : refusal(new ServiceError('REQUEST_INVALID', { problem }), services.log);
}

async function problemOf(request: RequestDigest): Promise<string | null> {
  if (request.path !== GRAPHQL || request.method !== 'GET') return null;
  return parameterProblem(await request.getQueryParams());
}

function bounded(services: ApiServices, { requestContext }: RequestDigest, answer: Result): Result {
  if (answer.type !== 'buffer' || answer.buffer.length <= SMALL_ANSWER_BYTES) return answer;
  const bytes = answer.buffer.length;
  if (bytes > MOST_ANSWER_BYTES) {
    return refusal(new ServiceError('ANSWER_TOO_LARGE', { limit: MOST_ANSWER_BYTES, bytes }), services.log);
  }
  const { node } = requestContext;
  if (!node || services.unread.hasRoom(services.addressOf(node.req), bytes)) return answer;
  return refusal(new ServiceError('TOO_MANY_REQUESTS', { seconds: READ_WITHIN_SECONDS }), services.log);
}
