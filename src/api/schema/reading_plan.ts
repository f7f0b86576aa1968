import { context, type FieldArgs, object, type Step, sideEffect } from 'postgraphile/grafast';
import type { Actor } from '../../database/actor.ts';
import type { Queryable } from '../../database/queryable.ts';
import type { Caller } from '../identity/identify.ts';
import type { Reads } from '../limits/limited_reads.ts';
import type { ApiServices } from '../services.ts';
import { actorOf, READ_SETTINGS } from '../viewer.ts';

/** Reads with the rights of the API's role: each call is a read of its own, which waits for its turn and is charged to whoever asks. */
export type Read = <T>(read: (db: Queryable) => Promise<T>) => Promise<T>;

/**
 * The plan of a field of the root that functions of the database answer, which are told who asks and decide what they may see.
 * @param names the arguments of the field, which arrive in `given` as they were sent
 */
export function readingPlan<Answer>(
  { apiRole }: Pick<ApiServices, 'apiRole'>,
  names: readonly string[],
  answer: (given: Readonly<Record<string, unknown>>, read: Read, actor: Actor) => Answer,
) {
  const settings = { role: apiRole, ...READ_SETTINGS };
  return (_$root: Step, args: FieldArgs) =>
    sideEffect(
      [
        context().get('reads') as Step<Reads>,
        context().get('caller') as Step<Caller>,
        object(Object.fromEntries(names.map((name) => [name, args.getRaw(name)]))),
      ],
      ([reads, { viewer }, given]) => answer(given, (read) => reads(settings, read), actorOf(viewer)),
    );
}
