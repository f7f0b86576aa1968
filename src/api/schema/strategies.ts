import { context, type FieldArgs, get, lambda, type Step, sideEffect } from 'postgraphile/grafast';
import { extendSchema } from 'postgraphile/utils';
import { Suggestions } from '../../orchestrator/suggest_picks.ts';
import { optionsSchema } from '../../strategy/options.ts';
import { strategies } from '../../strategy/registry.ts';
import type { ApiServices } from '../services.ts';
import { actorOf, READ_SETTINGS } from '../viewer.ts';
import { inputs, parseInput } from './inputs.ts';
import { strategiesSdl } from './sdl/strategies.ts';

/** Which strategies there are, and whom they would take: read under the rights of who asks, without any effect. */
export function strategiesPlugin({
  apiRole,
  strategies: external,
}: Pick<ApiServices, 'apiRole' | 'strategies'>): GraphileConfig.Plugin {
  const suggestions = new Suggestions(external);
  const settings = { role: apiRole, ...READ_SETTINGS };
  return extendSchema(({ pgResources: { players } }) => {
    if (!players) throw new Error('The schema app_public is not migrated');
    return {
      typeDefs: strategiesSdl,
      objects: {
        Query: {
          plans: {
            // By the caller, so that it is asked anew each time: a plug-in may have been loaded since.
            strategies: () => lambda(context().get('caller'), known),
            suggestPicks: (_$root: Step, args: FieldArgs) =>
              sideEffect(
                [
                  args.getRaw('draftId'),
                  args.getRaw('teamId'),
                  args.getRaw('count'),
                  context().get('reads'),
                  context().get('caller'),
                ],
                async ([draftId, teamId, count, reads, { viewer }]) => {
                  const wanted = parseInput(inputs.suggestPicks, { draftId, teamId, count });
                  return reads(settings, (db) => suggestions.suggest(db, wanted, actorOf(viewer)));
                },
              ),
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
