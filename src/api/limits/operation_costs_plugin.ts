import type { IncomingMessage, ServerResponse } from 'node:http';
import type { GrafastExecutionArgs } from 'postgraphile/grafast';
import type {} from 'postgraphile/grafserv';
import type { GraphQLSchema } from 'postgraphile/graphql';
import { DraftError } from '../../draft/errors.ts';
import { requestRefusal } from '../refusal.ts';
import type { ApiServices } from '../services.ts';
import { type Asker, type OperationCosts, refusedResult } from './operation_costs.ts';
import { payerOf } from './work_budgets.ts';

/** Plans that are kept of operations that are not known: so many operations, so many plans of each; a plan takes up to 1 MB. */
const UNKNOWN_PLANS = { operationsCacheMaxLength: 32, operationOperationPlansCacheMaxLength: 4 } as const;

/** Has what is parsed, planned and answered paid for, over every transport. */
export function operationCostsPlugin(
  costs: OperationCosts,
  { addressOf, identities }: ApiServices,
): GraphileConfig.Plugin {
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
            const sender = { request, address: addressOf(request) };
            return {
              ...config,
              parseAndValidate: (text) => costs.prepare(config.schema, event.validationRules, text, sender),
            };
          };
          return next();
        },
        async processGraphQLRequestBody(next, { request, body }) {
          const { node } = request?.requestContext ?? {};
          if (node) {
            const { viewer } = await identities.ofRequest(node.req);
            const payer = payerOf(addressOf(node.req), viewer);
            await refusing(node.res, () => costs.admit(node.req, payer, body.query));
          }
          return next();
        },
      },
    },
    grafast: {
      middleware: {
        establishOperationPlan(next, event) {
          const { document, contextValue } = event.args;
          // What strangers ask for is kept apart, so that it crowds no known operation out.
          if (!costs.isKnown(document)) event.schema = forUnknown(event.schema);
          return costs.plan(document, askerOf(contextValue).payer, next);
        },
        async execute(next, { args }) {
          const asker = askerOf(args.contextValue);
          const result = await begin(costs, args, asker, next);
          if ('data' in result) costs.answered(asker.payer, result.data);
          return result;
        },
        subscribe: (next, { args }) => begin(costs, args, askerOf(args.contextValue), next),
      },
    },
  };
}

async function begin<T>(
  costs: OperationCosts,
  { schema, document, operationName, variableValues }: GrafastExecutionArgs,
  asker: Asker,
  work: () => T,
): Promise<Awaited<T> | ReturnType<typeof refusedResult>> {
  const tooLarge = costs.judgeSizes(schema, document, operationName, variableValues ?? {});
  if (tooLarge) return { errors: [tooLarge] };
  try {
    return await costs.begin(document, asker, work);
  } catch (error) {
    return refusedResult(error);
  }
}

/** What is thrown refuses the request as a whole. */
async function refusing(response: ServerResponse, admit: () => Promise<void>): Promise<void> {
  try {
    await admit();
  } catch (error) {
    if (!(error instanceof DraftError)) throw error;
    const { seconds } = error.numbers;
    if (seconds !== undefined) response.setHeader('retry-after', String(seconds));
    throw requestRefusal(error);
  }
}

function askerOf(context: unknown): Asker {
  const { payer, caller } = context as Grafast.Context;
  return { payer, isNobody: caller.viewer.userId === null && !caller.viewer.isOperator };
}

function requestOf({ node, ws }: Partial<Grafast.RequestContext>): IncomingMessage {
  const request = node?.req ?? ws?.request;
  if (!request) throw new Error('Requests come through Node');
  return request;
}

const schemasForUnknown = new WeakMap<GraphQLSchema, GraphQLSchema>();

/** The same schema, with a cache of plans of its own: Grafast keeps it in the schema's extensions. */
function forUnknown(schema: GraphQLSchema): GraphQLSchema {
  const made = schemasForUnknown.get(schema);
  if (made) return made;
  const { grafast = {} } = schema.extensions as { grafast?: object };
  // By their names: the cache itself is under a symbol, and must not be shared.
  const settings = Object.fromEntries(Object.entries(grafast));
  const extensions = { ...schema.extensions, grafast: { ...settings, ...UNKNOWN_PLANS } };
  const derived: GraphQLSchema = Object.create(schema, { extensions: { value: extensions } });
  schemasForUnknown.set(schema, derived);
  return derived;
}
