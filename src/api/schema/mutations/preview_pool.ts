import { gql } from 'postgraphile/utils';
import { z } from 'zod';
import { COUNTS_AS, columnMapping, foundColumns, poolTextsSdl, readText, textShape } from '../pool_texts.ts';
import { mutation } from './mutation.ts';

const FIRST_ROWS = 20;
const MOST_REJECTED = 200;

export const previewPool = mutation({
  name: 'previewPool',
  isForSignedIn: true,
  countsAs: COUNTS_AS,
  input: z.object(textShape),
  sdl: gql`
    ${poolTextsSdl}

    """
    A player as a text describes them.
    """
    type PreviewedPlayer {
      """
      The rank that the player would have.
      """
      rank: Int!
      """
      The name.
      """
      name: String!
      """
      The positions by their usual names.
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
      The average place at which the player is drafted elsewhere.
      """
      adp: Float
    }

    """
    What importPool would make of a text.
    """
    type PoolPreview {
      """
      What the text is, such as "CSV with semicolons, header in line 1".
      """
      format: String!
      """
      What was taken for what.
      """
      columns: [FoundColumn!]!
      """
      Headers that nothing was read from.
      """
      unused: [String!]!
      """
      The header of the column that ranks the players; null: the order of the text does.
      """
      rankedBy: String
      """
      How it was read, in lines for people, with everything that was read otherwise than it is written.
      """
      report: [String!]!
      """
      How many players the pool would have.
      """
      playerCount: Int!
      """
      The first 20 of them.
      """
      players: [PreviewedPlayer!]!
      """
      How many rows are no players.
      """
      rejectedCount: Int!
      """
      The first 200 of those, and why.
      """
      rejected: [RejectedRow!]!
      """
      Why no pool can be made of it, also without those rows; null where one can.
      """
      problem: String
    }

    extend type Mutation {
      """
      Reads a text as importPool would, and says what would come of it. It changes nothing.
      """
      previewPool(
        """
        CSV, or JSON as import-players reads it.
        """
        csv: String!
        """
        Headers that are not usual ones.
        """
        columns: [ImportColumnInput!]
      ): PoolPreview
    }
  `,
  async run({ texts }, { csv, columns }, actor) {
    const task = { kind: 'POOL', csv, columns: columnMapping(columns) } as const;
    const { read, report, players, rejected, problem } = await readText(texts, task, actor);
    return {
      format: read.format,
      columns: foundColumns(read.columns),
      unused: read.unused,
      rankedBy: read.rankedBy,
      report,
      playerCount: players.length,
      players: players.slice(0, FIRST_ROWS),
      rejectedCount: rejected.length,
      rejected: rejected.slice(0, MOST_REJECTED),
      problem,
    };
  },
});
