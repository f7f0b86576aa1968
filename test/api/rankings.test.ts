import { beforeAll, describe, expect, it } from 'vitest';
import { ask, tokenFor } from '../support/api.ts';
import { managerId, newDraft, newPool, type TestDraft } from '../support/drafts.ts';
import { testService } from '../support/service.ts';

const { database, api } = testService();
let draft: TestDraft;
let poolId: string;
beforeAll(async () => {
  poolId = await newPool(database.pool, 5_000);
  draft = await newDraft(database.pool, { poolId, teams: 2, rounds: 2 });
});

const SET = `mutation ($p: UUID!, $n: String!, $l: [ID!]!) { setRanking(poolId: $p, name: $n, playerIds: $l) {
  ranking { id name poolId playerIds createdAt updatedAt pool { id } } } }`;
const MINE = '{ me { rankings { id name poolId playerIds } } rankings { nodes { id } } }';

const ofPerson = (id: string, isOperator = false) => tokenFor(id, { isOperator });
const answerTo = async (query: string, variables: object, token?: string) =>
  ask(api.url, query, variables as Record<string, unknown>, token);

describe('a ranking through the API', () => {
  it('of 5,000 players is written, read again in its order, and removed, by its owner alone', async () => {
    const token = await ofPerson(managerId(draft, 1));
    const list = draft.players.toReversed().map(String);
    const { data, errors } = await answerTo(SET, { p: poolId, n: 'default', l: list }, token);
    expect(errors).toEqual([]);
    const { ranking } = (data as { setRanking: { ranking: { id: string } } }).setRanking;
    expect(ranking).toMatchObject({ name: 'default', poolId, pool: { id: poolId }, playerIds: list });
    const mine = await answerTo(MINE, {}, token);
    expect(mine.errors).toEqual([]);
    expect(mine.data).toMatchObject({
      me: { rankings: [{ id: ranking.id, name: 'default', poolId, playerIds: list }] },
      rankings: { nodes: [{ id: ranking.id }] },
    });

    const others = [
      undefined,
      await ofPerson(managerId(draft, 2)),
      await ofPerson(draft.commissioner.kind === 'CLOCK' ? '' : (draft.commissioner.userId ?? '')),
      await ofPerson(managerId(draft, 2), true),
    ];
    const look = `query ($r: UUID!, $p: UUID!) { ranking(id: $r) { id } rankings { nodes { id } totalCount }
      playerPool(id: $p) { rankings { totalCount } } me { rankings { id } } }`;
    const remove = 'mutation ($r: UUID!) { deleteRanking(rankingId: $r) { rankingId } }';
    for (const other of others) {
      const seen = (await answerTo(look, { r: ranking.id, p: poolId }, other)).data;
      expect(seen).toEqual({
        ranking: null,
        rankings: { nodes: [], totalCount: 0 },
        playerPool: { rankings: { totalCount: 0 } },
        me: other === undefined ? null : { rankings: [] },
      });
      const refused = await answerTo(remove, { r: ranking.id }, other);
      expect(refused.errors.map(({ extensions }) => extensions?.code)).toEqual([
        other === undefined ? 'NOT_SIGNED_IN' : 'RANKING_NOT_FOUND',
      ]);
    }
    expect((await answerTo(remove, { r: ranking.id }, token)).data).toEqual({
      deleteRanking: { rankingId: ranking.id },
    });
    expect((await answerTo(MINE, {}, token)).data).toMatchObject({ me: { rankings: [] } });
  });

  it('has a name like any other', async () => {
    const token = await ofPerson(managerId(draft, 1));
    const { errors } = await answerTo(SET, { p: poolId, n: 'a\u200bb', l: [] }, token);
    expect(errors).toMatchObject([{ extensions: { code: 'TEXT_INVALID' } }]);
  });
});
