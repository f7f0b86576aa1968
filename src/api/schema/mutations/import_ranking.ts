import { gql } from 'postgraphile/utils';
import { z } from 'zod';
import { readVisiblePool } from '../../../database/players.ts';
import { setRanking } from '../../../database/rankings.ts';
import { requireRanking } from '../../../players/read_ranking.ts';
import { nameShape } from '../inputs.ts';
import { COUNTS_AS, columnMapping, readText, refusing, textShape } from '../pool_texts.ts';
import { mutation } from './mutation.ts';

export const importRanking = mutation({
  name: 'importRanking',
  isForSignedIn: true,
  countsAs: COUNTS_AS,
  input: z.object({ poolId: z.guid(), name: nameShape, ...textShape, skipUnmatched: z.boolean().nullish() }),
  sdl: gql`
    """
    A ranking that was made of a text.
    """
    type ImportRankingPayload {
      """
      The ranking.
      """
      ranking: Ranking
      """
      How many players it has.
      """
      playerCount: Int!
      """
      How many rows were left out because nobody can tell whom they mean.
      """
      unmatchedCount: Int!
      """
      How many rows were left out because they name nobody, or somebody again.
      """
      rejectedCount: Int!
      """
      How the text was read, in lines for people.
      """
      report: [String!]!
    }

    extend type Mutation {
      """
      Makes a ranking of the viewer of a text, as setRanking does of a list; whole or not at all. Names are matched with those of the pool
      whatever their accents, capitals, hyphens, initials and what stands behind them, such as Jr.; positions and team tell apart who has
      the same name. previewRanking says first what will come of it.
      """
      importRanking(
        """
        The pool whose players it ranks.
        """
        poolId: UUID!
        """
        What it is called; one's own within the pool.
        """
        name: String!
        """
        CSV with a column for the name, or a name in each line; a request has at most 1,000,000 bytes.
        """
        csv: String!
        """
        Headers that are not usual ones.
        """
        columns: [ImportColumnInput!]
        """
        Whether rows are left out that name no player of the pool, or one again; else one of them refuses the whole text.
        """
        skipUnmatched: Boolean = false
      ): ImportRankingPayload
    }
  `,
  async run({ db, texts }, { poolId, name, csv, columns, skipUnmatched }, actor) {
    const players = await readVisiblePool(db(), poolId, actor);
    const task = { kind: 'RANKING', csv, players, columns: columnMapping(columns) } as const;
    const reading = await readText(texts, task, actor);
    const playerIds = refusing(() => requireRanking(reading, skipUnmatched ?? false)).map(({ id }) => id);
    const { unmatched, rejected, report } = reading;
    return {
      rankingId: await setRanking(db(), { poolId, name, playerIds }, actor),
      playerCount: playerIds.length,
      unmatchedCount: unmatched.length,
      rejectedCount: rejected.length,
      report,
    };
  },
});
