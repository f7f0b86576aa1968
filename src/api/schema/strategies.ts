import { context, get, lambda, type Step } from 'postgraphile/grafast';
import { extendSchema } from 'postgraphile/utils';
import { Suggestions } from '../../orchestrator/suggest_picks.ts';
import { optionsSchema } from '../../strategy/options.ts';
import { strategies } from '../../strategy/registry.ts';
import type { ApiServices } from '../services.ts';
import { inputs, parseInput } from './inputs.ts';
import { readingPlan } from './reading_plan.ts';
import { strategiesSdl } from './sdl/strategies.ts';

/** Which strategies there are, and whom they would take: read under the rights of who asks, without any effect. */
export function strategiesPlugin(
  services: Pick<ApiServices, 'apiRole' | 'strategies'>,
): GraphileConfig.Plugin {
  const suggestions = new Suggestions(services.strategies);
  return extendSchema(({ pgResources: { players } }) => {
    if (!players) throw new Error('The schema app_public is not migrated');
    return {
      typeDefs: strategiesSdl,
      objects: {
        Query: {
          plans: {
            // By the caller, so that it is asked anew each time: a plug-in may have been loaded since.
            strategies: () => lambda(context().get('caller'), known),
            suggestPicks: readingPlan(services, ['draftId', 'teamId', 'count'], (given, read, actor) => {
              const wanted = parseInput(inputs.suggestPicks, given);
              return read((db) => suggestions.suggest(db, wanted, actor));
            }),
          },
        },
        PickSuggestion: {
          plans: { player: ($suggestion: Step) => players.get({ id: get($suggestion, 'playerId') }) },
        },
      },
    };
  }, 'DraftStrategiesPlugin');
}

function known() {
  return strategies().map((strategy) => ({
    name: strategy.name,
    description: strategy.description,
    optionsSchema: optionsSchema(strategy),
  }));
}
