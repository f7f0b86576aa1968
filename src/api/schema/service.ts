import { context, type Step, sideEffect } from 'postgraphile/grafast';
import { extendSchema } from 'postgraphile/utils';
import { readStatusAs, type StatusFacts } from '../../database/status.ts';
import { stateOf } from '../../database/worker_state.ts';
import { judge } from '../../status/judge.ts';
import { alarmOf, summary } from '../../status/render.ts';
import type { ApiServices } from '../services.ts';
import { actorOf, requireOperator } from '../viewer.ts';
import { serviceSdl } from './sdl/service.ts';

/** How the service is, for operators: read as functions are called, since row security has no part in it. */
export function servicePlugin({ db }: Pick<ApiServices, 'db'>): GraphileConfig.Plugin {
  return extendSchema(
    () => ({
      typeDefs: serviceSdl,
      objects: {
        Query: {
          plans: {
            serviceStatus: (_$root: Step) =>
              sideEffect(context().get('caller'), async ({ viewer }) => {
                requireOperator(viewer);
                return told(await readStatusAs(db(), actorOf(viewer)));
              }),
          },
        },
      },
    }),
    'DraftServicePlugin',
  );
}

function told(facts: StatusFacts) {
  const { at, workers, lateness, failing } = facts;
  return {
    at,
    // Whether the identity provider answers is the command's own question.
    problems: judge({ ...facts, provider: null }),
    figures: summary(facts).map(([name, text]) => ({ name, text })),
    workers: workers.map((worker) => ({
      ...worker,
      state: stateOf(worker),
      upSeconds: worker.registeredFor,
      silentSeconds: worker.silentFor,
    })),
    overdue: lateness.longestOverdue.map((draft) => ({
      draftId: draft.id,
      overdueSeconds: draft.overdueFor,
      alarm: alarmOf(draft, workers),
    })),
    failing: failing.drafts.map((draft) => ({ ...draft, draftId: draft.id })),
  };
}
