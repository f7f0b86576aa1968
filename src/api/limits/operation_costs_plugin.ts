import type { IncomingMessage, ServerResponse } from 'node:http';
import type { GrafastExecutionArgs } from 'postgraphile/grafast';
import type {} from 'postgraphile/grafserv';
import type { GraphQLSchema } from 'postgraphile/graphql';
import { mostCells } from '../../database/boards.ts';
import { isRefusal, secondsToWait } from '../../service_errors.ts';
import type { Caller } from '../identity/identify.ts';
import { requestRefusal } from '../refusal.ts';
import type { ApiServices } from '../services.ts';
import { withoutLeftOut } from './defaulted_variables.ts';
import { tellFew } from './few_errors.ts';
import type { Waiting } from './limited_reads.ts';
import { type OperationCosts, refusedResult } from './operation_costs.ts';
import { tellWait } from './waits.ts';
import { type Payer, payerOf } from './work_budgets.ts';

/** Plans that are kept of operations that are not known, for people and for visitors: so many operations, so many plans of each; a plan takes up to 1 MB. */
const UNKNOWN_PLANS = { operationsCacheMaxLength: 24, operationOperationPlansCacheMaxLength: 4 } as const;

/** Has what is parsed, planned and answered paid for, over every transport. */
export function operationCostsPlugin(
  costs: OperationCosts,
  { addressOf, identities }: ApiServices,
): GraphileConfig.Plugin {
  /** Once for each request, and for each WebSocket. */
  const recognise = async (request: IncomingMessage, caller: Promise<Caller>) => {
    const { viewer } = await caller;
    const payer = payerOf(addressOf(request), viewer);
    costs.recognise(request, payer);
    return payer;
  };
  return {
    name: 'DraftOperationCostsPlugin',
    version: '1.0.0',
    grafserv: {
      middleware: {
        setPreset(next, event) {
          const inner = event.getExecutionConfig;
          event.getExecutionConfig = async function withCosts(context) {
            const config = await inner.call(this, context);
            const request = requestOf(context);
            const payer = costs.payerOf(request) ?? {
              address: addressOf(request),
              person: null,
              isNobody: true,
            };
            costs.serve(config.schema, event.validationRules);
            return { ...config, parseAndValidate: (text) => costs.prepare(text, payer) };
          };
          return next();
        },
        async processGraphQLRequestBody(next, { request: digest, graphqlWsContext: socket, body }) {
          const { query } = body;
          if (typeof query !== 'string') return next();
          const { node } = digest?.requestContext ?? {};
          if (node) {
            const payer = await recognise(node.req, identities.ofRequest(node.req));
            await refusing(node.res, () => costs.admit(payer, query));
          } else if (socket) {
            const { request } = socket.extra as { request: IncomingMessage };
            const payer =
              costs.payerOf(request) ??
              (await recognise(request, identities.ofSocket(socket.connectionParams, request)));
            await refusing(null, () => costs.admit(payer, query));
          }
          return next();
        },
      },
    },
    grafast: {
      middleware: {
        establishOperationPlan(next, event) {
          const { document, contextValue } = event.args;
          const { schema, operation, fragments, variableValues } = event;
          Object.assign(event, withoutLeftOut(schema, document, { operation, fragments }, variableValues));
          // What strangers ask for is kept apart, so that it crowds no known operation out.
          const payer = payerIn(contextValue);
          if (!costs.isKnown(document)) event.schema = forUnknown(event.schema, payer);
          return costs.plan(document, payer, next);
        },
        async execute(next, { args }) {
          const payer = payerIn(args.contextValue);
          const { node } = args.requestContext ?? {};
          // Over HTTP an answer is a text in the end: made at once, it holds the thread for half as long as an object that becomes one.
          if (node) args.outputDataAsString = true;
          const result = await begin(costs, args, next);
          if (node && !(Symbol.asyncIterator in result)) tellWait(node.res, result);
          if ('errors' in result) tellFew(result, waitingIn(args.contextValue).isOver());
          if ('data' in result) costs.answered(args.document, payer, result.data);
          return result;
        },
        subscribe: (next, { args }) => begin(costs, args, next),
      },
    },
  };
}

async function begin<T>(
  costs: OperationCosts,
  { schema, document, operationName, variableValues, contextValue }: GrafastExecutionArgs,
  work: () => T,
): Promise<Awaited<T> | ReturnType<typeof refusedResult>> {
  try {
    const asked = { schema, document, operationName, variables: variableValues ?? {} };
    const tooLarge = await costs.judgeSizes(asked, (drafts) => readCells(contextValue, drafts));
    if (tooLarge) return { errors: [tooLarge] };
    const { payer, waiting } = contextValue as Grafast.Context;
    return await costs.begin(document, { payer, waiting }, work);
  } catch (error) {
    return refusedResult(error);
  }
}

/** How many cells the largest board of some drafts has, as far as whoever asks may see it, and of those that are made now; at least one. */
async function readCells(context: unknown, drafts: readonly unknown[]): Promise<number> {
  const { reads, pgSettings } = context as Grafast.Context;
  const ids = drafts.filter((id) => typeof id === 'string');
  const made = drafts.filter((cells) => typeof cells === 'number');
  if (ids.length === 0) return Math.max(1, ...made);
  return reads(pgSettings ?? null, async (client) => Math.max(1, ...made, await mostCells(client, ids)));
}

/** What is thrown refuses the request as a whole. */
async function refusing(response: ServerResponse | null, admit: () => Promise<void>): Promise<void> {
  try {
    await admit();
  } catch (error) {
    if (!isRefusal(error)) throw error;
    const seconds = secondsToWait(error);
    if (seconds !== null) response?.setHeader('retry-after', String(seconds));
    throw requestRefusal(error);
  }
}

function waitingIn(context: unknown): Waiting {
  return (context as Grafast.Context).waiting;
}

function payerIn(context: unknown): Payer {
  return (context as Grafast.Context).payer;
}

function requestOf({ node, ws }: Partial<Grafast.RequestContext>): IncomingMessage {
  const request = node?.req ?? ws?.request;
  if (!request) throw new Error('Requests come through Node');
  return request;
}

const schemasForPeople = new WeakMap<GraphQLSchema, GraphQLSchema>();
const schemasForVisitors = new WeakMap<GraphQLSchema, GraphQLSchema>();

/**
 * The same schema, with a cache of plans of its own: Grafast keeps it in the schema's extensions. Who is not signed in crowds out no
 * plan of who is.
 */
function forUnknown(schema: GraphQLSchema, { isNobody }: Payer): GraphQLSchema {
  const schemas = isNobody ? schemasForVisitors : schemasForPeople;
  const made = schemas.get(schema);
  if (made) return made;
  const { grafast = {} } = schema.extensions as { grafast?: object };
  // By their names: the cache itself is under a symbol, and must not be shared.
  const settings = Object.fromEntries(Object.entries(grafast));
  const extensions = { ...schema.extensions, grafast: { ...settings, ...UNKNOWN_PLANS } };
  const derived: GraphQLSchema = Object.create(schema, { extensions: { value: extensions } });
  schemas.set(schema, derived);
  return derived;
}
