import type { PgSelectSingleStep } from 'postgraphile/@dataplan/pg';
import { type FieldArgs, get, lambda, type Step } from 'postgraphile/grafast';
import { extendSchema, gql } from 'postgraphile/utils';
import { inputs, parseInput } from './inputs.ts';
import { orderNaturally } from './natural_order.ts';

const rankingsSdl = gql`
  extend type Ranking {
    """
    The players, the most wanted first.
    """
    playerIds: [ID!]!
  }

  extend type Me {
    """
    The rankings of the person, which nobody else sees; the oldest first.
    """
    rankings(
      """
      At most so many, up to 500.
      """
      first: Int! = 100
    ): [Ranking!]!
  }
`;

/** Rankings as their owner reads them. */
export const rankingsPlugin: GraphileConfig.Plugin = extendSchema(({ pgResources }) => {
  const { rankings } = pgResources;
  if (!rankings) throw new Error('The schema app_public is not migrated');
  return {
    typeDefs: rankingsSdl,
    objects: {
      Ranking: {
        plans: { playerIds: ($ranking: PgSelectSingleStep) => $ranking.get('player_ids') as Step },
      },
      Me: {
        plans: {
          rankings: ($me: Step, args: FieldArgs) => {
            const $rankings = rankings.find({ owner_id: get($me, 'id') });
            orderNaturally('rankings', $rankings);
            $rankings.setFirst(lambda(args.getRaw('first'), pageOf));
            return $rankings;
          },
        },
      },
    },
  };
}, 'DraftRankingsPlugin');

// A function of steps is made once: Grafast takes steps of one function for one (see page_sizes.ts).
function pageOf(first: unknown): number {
  return parseInput(inputs.page, { first }).first;
}
