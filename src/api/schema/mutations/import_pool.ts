import { gql } from 'postgraphile/utils';
import { z } from 'zod';
import { createOwnPool, requireNewPool } from '../../../database/players.ts';
import { requirePool } from '../../../players/read_pool.ts';
import { nameShape } from '../inputs.ts';
import { COUNTS_AS, columnMapping, readText, refusing, textShape } from '../pool_texts.ts';
import { mutation } from './mutation.ts';

export const importPool = mutation({
  name: 'importPool',
  isForSignedIn: true,
  countedAs: 'POOL',
  countsAs: COUNTS_AS,
  input: z.object({
    name: nameShape,
    ...textShape,
    skipRejected: z.boolean().nullish(),
    forAll: z.boolean().nullish(),
  }),
  sdl: gql`
    """
    A pool that was made of a text.
    """
    type ImportPoolPayload {
      """
      The pool.
      """
      pool: PlayerPool
      """
      How many players it has.
      """
      playerCount: Int!
      """
      How the text was read, in lines for people.
      """
      report: [String!]!
      """
      How many rows were left out because they are no players.
      """
      rejectedCount: Int!
    }

    extend type Mutation {
      """
      Makes a pool of a text, whole or not at all. It belongs to the viewer: they see it, and who may watch a draft with it. It never
      changes afterwards. previewPool says first what will come of it.
      """
      importPool(
        """
        What the pool is called.
        """
        name: String!
        """
        CSV, or JSON as import-players reads it: at most 5000 players; a request has at most 1,000,000 bytes.
        """
        csv: String!
        """
        Headers that are not usual ones.
        """
        columns: [ImportColumnInput!]
        """
        Whether rows that are no players are left out; else one of them refuses the whole text.
        """
        skipRejected: Boolean = false
        """
        Whether the pool is for everybody and belongs to nobody. For operators.
        """
        forAll: Boolean = false
      ): ImportPoolPayload
    }
  `,
  async run({ db, texts }, { name, csv, columns, skipRejected, forAll }, actor) {
    await requireNewPool(db(), forAll ?? false, actor);
    const task = { kind: 'POOL', csv, columns: columnMapping(columns) } as const;
    const reading = await readText(texts, task, actor);
    const players = refusing(() => requirePool(reading, skipRejected ?? false));
    const poolId = await createOwnPool(db(), { name, players, forAll: forAll ?? false }, actor);
    const { report, rejected } = reading;
    return { poolId, playerCount: players.length, report, rejectedCount: rejected.length };
  },
});
