import { context, type FieldArgs, object, type Step, sideEffect } from 'postgraphile/grafast';
import { extendSchema } from 'postgraphile/utils';
import { z } from 'zod';
import { lastDays, readNumbers } from '../../database/numbers.ts';
import type { ApiServices } from '../services.ts';
import { actorOf, requireOperator } from '../viewer.ts';
import { parseInput } from './inputs.ts';
import { numbersSdl } from './sdl/numbers.ts';
import { instant } from './time_inputs.ts';

const MOST_DAYS = 30;

const shape = z.object({
  since: instant.nullish(),
  until: instant.nullish(),
});

/** Numbers for a product team, for operators: read as functions are called, since row security has no part in them. */
export function numbersPlugin({ db }: Pick<ApiServices, 'db'>): GraphileConfig.Plugin {
  return extendSchema(
    () => ({
      typeDefs: numbersSdl,
      objects: {
        Query: {
          plans: {
            numbers: (_$root: Step, args: FieldArgs) =>
              sideEffect(
                [
                  object({ since: args.getRaw('since'), until: args.getRaw('until') }),
                  context().get('caller'),
                ],
                async ([raw, { viewer }]) => {
                  requireOperator(viewer);
                  const given = parseInput(shape, raw);
                  const last = await lastDays(db(), MOST_DAYS);
                  const period = { since: given.since ?? last.since, until: given.until ?? last.until };
                  return readNumbers(db(), period, actorOf(viewer));
                },
              ),
          },
        },
      },
    }),
    'DraftNumbersPlugin',
  );
}
