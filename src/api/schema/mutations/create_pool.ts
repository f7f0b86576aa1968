import { gql } from 'postgraphile/utils';
import { z } from 'zod';
import { createOwnPool, requireNewPool } from '../../../database/players.ts';
import { LONGEST_NAME } from '../../../draft/names.ts';
import { mostUnits } from '../../../draft/normal_form.ts';
import { readPositions } from '../../../players/read_positions.ts';
import { MOST_PLAYERS } from '../../../players/read_task.ts';
import {
  LONGEST_POSITION,
  LONGEST_PRO_TEAM,
  rankPlayers,
  type SourcePlayer,
  toPlayer,
} from '../../../players/rows.ts';
import { sortTwins } from '../../../players/twins.ts';
import { ServiceError } from '../../../service_errors.ts';
import { nameShape } from '../inputs.ts';
import { COUNTS_AS } from '../pool_texts.ts';
import { mutation } from './mutation.ts';

/** Texts are bounded before positions are looked for in them, which goes through each several times; what a player may be is said by toPlayer. */
const playerShape = z.object({
  name: z.string().max(mostUnits(LONGEST_NAME)),
  positions: z.array(z.string().max(mostUnits(LONGEST_POSITION))).max(31),
  proTeam: z.string().max(mostUnits(LONGEST_PRO_TEAM)).nullish(),
  byeWeek: z.number().nullish(),
  rank: z.number().nullish(),
  adp: z.number().nullish(),
});
type GivenPlayer = z.output<typeof playerShape>;

export const createPool = mutation({
  name: 'createPool',
  isForSignedIn: true,
  countedAs: 'POOL',
  countsAs: COUNTS_AS,
  input: z.object({
    name: nameShape,
    players: z.array(playerShape).min(1).max(MOST_PLAYERS),
    forAll: z.boolean().nullish(),
  }),
  sdl: gql`
    """
    A player of a new pool.
    """
    input NewPlayerInput {
      """
      The name.
      """
      name: String!
      """
      The positions the player may fill, under any of their names; at least one.
      """
      positions: [String!]!
      """
      The professional team.
      """
      proTeam: String
      """
      The week in which that team does not play.
      """
      byeWeek: Int
      """
      Ranks the players; those without one come last, in the order of the list.
      """
      rank: Float
      """
      The average place at which the player is drafted elsewhere, up to 10000; null: not known. It ranks nobody.
      """
      adp: Float
    }

    """
    The pool after a change.
    """
    type PoolPayload {
      """
      The pool.
      """
      pool: PlayerPool
    }

    extend type Mutation {
      """
      Makes a pool of a list of players. It belongs to the viewer: they see it, and who may watch a draft with it. It never changes
      afterwards.
      """
      createPool(
        """
        What the pool is called.
        """
        name: String!
        """
        The players, the best first where they have no rank; at most 5000.
        """
        players: [NewPlayerInput!]!
        """
        Whether the pool is for everybody and belongs to nobody. For operators.
        """
        forAll: Boolean = false
      ): PoolPayload
    }
  `,
  async run({ db }, { name, players: given, forAll }, actor) {
    await requireNewPool(db(), forAll ?? false, actor);
    const { unique, twins } = sortTwins(given.map(toSourcePlayer));
    const [twin] = twins;
    if (twin) throw unusable(twin.line, twin.reason);
    const players = rankPlayers(unique);
    return { poolId: await createOwnPool(db(), { name, players, forAll: forAll ?? false }, actor) };
  },
});

/** Positions are read as a file has them, so that "WR1" and "D/ST" mean the same here. */
function toSourcePlayer(
  { name, positions, proTeam = null, byeWeek = null, rank = null, adp = null }: GivenPlayer,
  place: number,
): SourcePlayer {
  const read = readPositions(positions.join(',')).positions;
  if (read.length === 0 && positions.length > 0)
    throw unusable(place + 1, `"${positions.join(', ')}" is no position, but a seat of a roster or a remark`);
  const player = toPlayer(place + 1, null, { name, proTeam, byeWeek, rank, adp, positions: read });
  if (typeof player === 'string') throw unusable(place + 1, player);
  return player;
}

function unusable(line: number, problem: string): ServiceError {
  return new ServiceError('INPUT_INVALID', {
    argument: `players.${line - 1}`,
    problem: `is not usable: ${problem}`,
  });
}
