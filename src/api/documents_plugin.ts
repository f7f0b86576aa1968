import type { RequestDigest, Result } from 'postgraphile/grafserv';
import { MOST_TEXT } from '../http/limits/sizes.ts';
import { ServiceError } from '../service_errors.ts';
import type { Log } from '../telemetry/log.ts';
import { type DocumentErrors, withoutSubscriptions } from './document_errors.ts';
import { jsonOf } from './identity/session_routes.ts';
import { looksLikeSubscription } from './limits/changes.ts';
import { refusal } from './refusal.ts';

const NOT_ACCEPTABLE = 406;

/**
 * Tells what is wrong with a document as all other errors are told, and refuses subscriptions over HTTP. It wraps what the plugins
 * before it replace (operationCostsPlugin parses and validates), so it must be the last that sets `getExecutionConfig`.
 */
export function documentsPlugin(documents: DocumentErrors, log: Log): GraphileConfig.Plugin {
  return {
    name: 'DraftDocumentsPlugin',
    version: '1.0.0',
    grafserv: {
      middleware: {
        setPreset(next, event) {
          const { getExecutionConfig } = event;
          event.getExecutionConfig = async function (context) {
            const config = await getExecutionConfig.call(this, context);
            documents.knowsOf(config.schema);
            return {
              ...config,
              parseAndValidate: documents.parseAndValidate(config.parseAndValidate),
              execute: context.http ? withoutSubscriptions(config.execute) : config.execute,
            };
          };
          return next();
        },
        async processRequest(next, { requestDigest }) {
          const answer = await next();
          const isUnread = isNotAcceptable(answer) && (await asksToFollow(requestDigest));
          return isUnread ? refusal(new ServiceError('SUBSCRIPTION_NOT_HERE'), log) : answer;
        },
      },
    },
  };
}

function isNotAcceptable(answer: Result | null): boolean {
  return answer?.type === 'buffer' && answer.statusCode === NOT_ACCEPTABLE;
}

/** Whether a request is for a subscription: clients ask for one in a type that Grafserv does not have, such as text/event-stream. */
async function asksToFollow(request: RequestDigest): Promise<boolean> {
  try {
    const given = request.method === 'GET' ? await request.getQueryParams() : await jsonOf(request);
    const { query } = (given ?? {}) as { readonly query?: unknown };
    return typeof query === 'string' && query.length <= MOST_TEXT && looksLikeSubscription(query);
  } catch {
    // What cannot be read asks for nothing; that its type is not answered is true as well.
    return false;
  }
}
