import type { GrafastExecutionArgs } from 'postgraphile/grafast';
import type { RequestDigest } from 'postgraphile/grafserv';
import { type DocumentNode, type GraphQLError, getOperationAST } from 'postgraphile/graphql';
import { isRefusal } from '../service_errors.ts';
import { signals } from '../telemetry/signals.ts';
import { isTracing, NOT_RECORDED, type OpenSpan, type SpanAbout, within } from '../telemetry/spans.ts';
import type { OperationCosts } from './limits/operation_costs.ts';

/** What operations are called that nobody knows: their names are the client's, and there is no end of them. */
const UNKNOWN = 'other';
const OK = 'OK';
const TRACEPARENT = 'traceparent';

/**
 * Tells of each query and mutation how long it took and what came of it, and gives it a span of a trace of our own, which points (link) to the
 * client's: to the header `traceparent` of its request; over a WebSocket to `traceparent` among the extensions of the operation, or among what
 * the connection was opened with. It does not go on from it: anybody can send one, and would choose by its flag and its id what is recorded.
 */
export function observedPlugin(costs: OperationCosts): GraphileConfig.Plugin {
  return {
    name: 'DraftObservedPlugin',
    version: '1.0.0',
    grafserv: {
      middleware: {
        processRequest(next, { requestDigest }) {
          if (!isTracing()) return next();
          return within(aboutRequest(requestDigest), async (span) => {
            pointTo(span, requestDigest.headers[TRACEPARENT]);
            return next();
          });
        },
      },
    },
    grafast: {
      middleware: {
        execute: (next, { args }) => observed(costs, args, next),
      },
    },
  };
}

function aboutRequest({ method, path }: RequestDigest): SpanAbout {
  return {
    // A path may name a draft; only that of the API is one name.
    name: path === '/graphql' ? `${method} ${path}` : method,
    kind: 'server',
    attributes: { 'http.request.method': method },
    begins: true,
  };
}

/** Points to the span of the client, where it gave one. */
function pointTo(span: OpenSpan, given: unknown): void {
  if (typeof given === 'string') span.link(given);
}

function observed<T>(costs: OperationCosts, args: GrafastExecutionArgs, work: () => T): Promise<Awaited<T>> {
  const beganAt = performance.now();
  const name = nameOf(costs, args);
  const run = async (span: OpenSpan): Promise<Awaited<T>> => {
    pointTo(span, givenOverSocket(args));
    const answer = await work();
    const code = codeOf(answer);
    signals.operated(name, code, performance.now() - beganAt);
    span.set({ 'draft_orchestrator.code': code });
    return answer;
  };
  return isTracing() ? within(aboutOperation(args, name), run) : run(NOT_RECORDED);
}

function aboutOperation({ document, operationName }: GrafastExecutionArgs, name: string): SpanAbout {
  const type = getOperationAST(document, operationName)?.operation ?? 'operation';
  return {
    name: `${type} ${name}`,
    attributes: { 'graphql.operation.type': type, 'graphql.operation.name': name },
    begins: true,
  };
}

/** The span of the client, where it asks over a WebSocket; a request over HTTP has a span that points to it already. */
function givenOverSocket({
  requestContext,
  extensions,
}: Pick<GrafastExecutionArgs, 'requestContext'> & { readonly extensions?: unknown }): unknown {
  if (!requestContext?.ws) return undefined;
  for (const given of [extensions, requestContext.ws.connectionParams]) {
    const span = (given as Readonly<Record<string, unknown>> | null | undefined)?.[TRACEPARENT];
    if (typeof span === 'string') return span;
  }
  return undefined;
}

const names = new WeakMap<DocumentNode, string>();

function nameOf(costs: OperationCosts, { document, operationName }: GrafastExecutionArgs): string {
  const known = names.get(document);
  if (known !== undefined) return known;
  const named = costs.isKnown(document) ? getOperationAST(document, operationName)?.name?.value : undefined;
  names.set(document, named ?? UNKNOWN);
  return named ?? UNKNOWN;
}

/** OK, or the code of the first error, as the client gets it. */
function codeOf(answer: unknown): string {
  const [error] = (answer as { readonly errors?: readonly GraphQLError[] } | null)?.errors ?? [];
  if (error === undefined) return OK;
  const { originalError, extensions } = error;
  if (isRefusal(originalError)) return originalError.code;
  const told = extensions?.['code'];
  return typeof told === 'string' ? told : 'INTERNAL';
}
