import type { ServerResponse } from 'node:http';
import type { GraphQLError } from 'postgraphile/graphql';
import { isRefusal, secondsToWait } from '../../service_errors.ts';

/** Responses to operations that were refused as a whole for a time. */
const refused = new WeakSet<ServerResponse>();

/**
 * Tells in the head of a response when what an answer leaves out may be asked for again (`retry-after`), and remembers whether it leaves
 * out everything.
 */
export function tellWait(
  response: ServerResponse,
  { data, errors = [] }: { readonly data?: unknown; readonly errors?: readonly GraphQLError[] },
): void {
  const waits = errors.map(({ originalError }) =>
    isRefusal(originalError) ? secondsToWait(originalError) : null,
  );
  const seconds = waits.filter((wait) => typeof wait === 'number');
  if (seconds.length === 0) return;
  response.setHeader('retry-after', String(Math.max(...seconds)));
  if (data == null && seconds.length === waits.length) refused.add(response);
}

/** Whether the operation that is answered was refused as a whole for a time. */
export function isRefusedForNow(response: ServerResponse | undefined): boolean {
  return response !== undefined && refused.has(response);
}
