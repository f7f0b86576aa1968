import { gql } from 'postgraphile/utils';
import { z } from 'zod';
import { readVisiblePool } from '../../../database/players.ts';
import { COUNTS_AS, columnMapping, foundColumns, readText, textShape } from '../pool_texts.ts';
import { mutation } from './mutation.ts';

const FIRST_ROWS = 20;
const MOST_LISTED = 200;

export const previewRanking = mutation({
  name: 'previewRanking',
  isForSignedIn: true,
  countsAs: COUNTS_AS,
  input: z.object({ poolId: z.guid(), ...textShape }),
  sdl: gql`
    """
    A player of the pool, as far as a name is compared with.
    """
    type MatchedPlayer {
      """
      The player's identity.
      """
      id: ID!
      """
      The name in the pool.
      """
      name: String!
      """
      The positions.
      """
      positions: [String!]!
      """
      The professional team.
      """
      proTeam: String
    }

    """
    A row of which nobody can tell whom it means.
    """
    type UnmatchedRow {
      """
      The line of the text.
      """
      line: Int!
      """
      The name in it.
      """
      name: String!
      """
      Why nobody of the pool is meant.
      """
      reason: String!
      """
      Who of the pool may be meant, the nearest first; at most three.
      """
      candidates: [MatchedPlayer!]!
    }

    """
    What importRanking would make of a text.
    """
    type RankingPreview {
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
      How it was read, in lines for people.
      """
      report: [String!]!
      """
      How many players of the pool the ranking would have.
      """
      playerCount: Int!
      """
      The first 20 of them, the most wanted first.
      """
      players: [MatchedPlayer!]!
      """
      Of how many rows nobody can tell whom they mean.
      """
      unmatchedCount: Int!
      """
      The first 200 of those, with who may be meant.
      """
      unmatched: [UnmatchedRow!]!
      """
      How many rows name nobody, or somebody again.
      """
      rejectedCount: Int!
      """
      The first 200 of those, and why.
      """
      rejected: [RejectedRow!]!
      """
      Why no ranking can be made of it, also without those rows; null where one can.
      """
      problem: String
    }

    extend type Mutation {
      """
      Reads a text as importRanking would, and says what would come of it. It changes nothing.
      """
      previewRanking(
        """
        The pool whose players it ranks.
        """
        poolId: UUID!
        """
        CSV with a column for the name, or a name in each line.
        """
        csv: String!
        """
        Headers that are not usual ones.
        """
        columns: [ImportColumnInput!]
      ): RankingPreview
    }
  `,
  async run({ db, texts }, { poolId, csv, columns }, actor) {
    const players = await readVisiblePool(db(), poolId, actor);
    const task = { kind: 'RANKING', csv, players, columns: columnMapping(columns) } as const;
    const { read, report, unmatched, rejected, problem, ...found } = await readText(texts, task, actor);
    return {
      format: read.format,
      columns: foundColumns(read.columns),
      unused: read.unused,
      rankedBy: read.rankedBy,
      report,
      playerCount: found.players.length,
      players: found.players.slice(0, FIRST_ROWS),
      unmatchedCount: unmatched.length,
      unmatched: unmatched.slice(0, MOST_LISTED),
      rejectedCount: rejected.length,
      rejected: rejected.slice(0, MOST_LISTED),
      problem,
    };
  },
});
