import type {} from 'postgraphile/grafserv';
import { type ExecutionArgs, type ExecutionResult, getOperationAST } from 'postgraphile/graphql';
import { MOST_ANSWER_BYTES } from '../http/limits/sizes.ts';
import { ServiceError } from '../service_errors.ts';
import { refusedResult } from './limits/operation_costs.ts';
import { framed } from './shared_frames.ts';
import type { SocketExtra } from './sockets.ts';

type Executed = ExecutionResult | AsyncIterable<ExecutionResult>;

/** Grafserv's own type leaves open what its arguments carry. */
type SocketArgs = ExecutionArgs & {
  execute(args: SocketArgs): Promise<Executed>;
  readonly contextValue: Grafast.Context;
  readonly outputDataAsString?: boolean;
};

/**
 * Queries and changes over WebSockets. What was given up is not read for, and planned for, any further; an answer is made as a text at
 * once and framed as it is, since graphql-ws would make it of an object: that holds the thread for twice as long.
 */
export function socketAnswersPlugin(): GraphileConfig.Plugin {
  return {
    name: 'DraftSocketAnswersPlugin',
    version: '1.0.0',
    grafserv: {
      middleware: {
        async onSubscribe(next, { ctx, message: { id } }) {
          const args = await next();
          if (!args || Array.isArray(args)) return args;
          const given = args as SocketArgs;
          const { waiting } = given.contextValue;
          const isGone = waiting.isOver;
          waiting.isOver = () => isGone() || !(id in ctx.subscriptions);
          // Another server's sockets have none.
          const { writeFrame } = ctx.extra as Partial<SocketExtra>;
          const isSubscription =
            getOperationAST(given.document, given.operationName)?.operation === 'subscription';
          if (isSubscription || !writeFrame) return args;
          const execute = async () =>
            answered(await given.execute({ ...given, outputDataAsString: true }), id, writeFrame);
          return { ...given, execute };
        },
      },
    },
  };
}

/** What graphql-ws is to tell of a result: nothing but its end, where it was written here. */
function answered(result: Executed, id: string, writeFrame: SocketExtra['writeFrame']): Executed {
  if (Symbol.asyncIterator in result || typeof result.data !== 'string') return result;
  // Errors are told by rules of their own, beside an object.
  if (result.errors) return { ...result, data: JSON.parse(result.data) };
  return written(framed(`{"data":${result.data}}`, id), writeFrame);
}

async function* written(
  frame: Buffer,
  writeFrame: SocketExtra['writeFrame'],
): AsyncGenerator<ExecutionResult> {
  if (frame.length > MOST_ANSWER_BYTES) {
    yield refusedResult(new ServiceError('ANSWER_TOO_LARGE', { limit: MOST_ANSWER_BYTES }));
    return;
  }
  await writeFrame(frame);
}
