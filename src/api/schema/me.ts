import { context, lambda } from 'postgraphile/grafast';
import type { Caller } from '../identity/identify.ts';

/** The plan of a field that answers the person who asks; null for nobody. */
export function mePlan() {
  return lambda(context().get('caller'), personWho);
}

// Made once: see page_sizes.ts.
function personWho({ viewer: { userId, isOperator } }: Caller) {
  return userId === null ? null : { id: userId, isOperator };
}
