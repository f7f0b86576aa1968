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

describe('a ranking of a text through the API', () => {
  const PREVIEW = `mutation ($p: UUID!, $c: String!) { previewRanking(poolId: $p, csv: $c) {
    format columns { column header } rankedBy playerCount players { id name } unmatchedCount
    unmatched { line name reason candidates { id name } } rejectedCount rejected { line reason } problem } }`;
  const IMPORT = `mutation ($p: UUID!, $n: String!, $c: String!, $s: Boolean) {
    importRanking(poolId: $p, name: $n, csv: $c, skipUnmatched: $s) {
      playerCount unmatchedCount rejectedCount report ranking { name playerIds } } }`;

  it('is previewed with whom nobody knows, and written as it was previewed', async () => {
    const token = await ofPerson(managerId(draft, 2));
    const c = 'Rank,Player\n2,player 7\n1,Player 3\n3,Plaier 100\n4,PLAYER 7\n';
    const { data, errors } = await answerTo(PREVIEW, { p: poolId, c }, token);
    expect(errors).toEqual([]);
    const [third, seventh] = [draft.players[2], draft.players[6]].map(String);
    expect(data).toMatchObject({
      previewRanking: {
        columns: [
          { column: 'RANK', header: 'Rank' },
          { column: 'NAME', header: 'Player' },
        ],
        rankedBy: 'Rank',
        playerCount: 2,
        players: [
          { id: third, name: 'Player 3' },
          { id: seventh, name: 'Player 7' },
        ],
        unmatchedCount: 1,
        unmatched: [{ line: 4, name: 'Plaier 100', candidates: expect.any(Array) }],
        rejectedCount: 1,
        rejected: [{ line: 5, reason: 'PLAYER 7 is Player 7, who is listed before' }],
        problem: null,
      },
    });
    const given = { p: poolId, n: 'Of a text', c };
    const refused = await answerTo(IMPORT, given, token);
    expect(refused.errors).toMatchObject([
      { extensions: { code: 'FILE_INVALID', numbers: { rejected: 2, line: 4 } } },
    ]);
    expect((await answerTo(MINE, {}, token)).data).toMatchObject({ me: { rankings: [] } });
    const imported = await answerTo(IMPORT, { ...given, s: true }, token);
    expect(imported.data).toMatchObject({
      importRanking: {
        ...{ playerCount: 2, unmatchedCount: 1, rejectedCount: 1 },
        ranking: { name: 'Of a text', playerIds: [third, seventh] },
      },
    });
  });

  it('of 5,000 rows with 2,000 unknown names is answered while others are as well', async () => {
    const token = await ofPerson(managerId(draft, 2));
    const rows = Array.from({ length: 5_000 }, (_, n) => (n < 3_000 ? `Player ${n + 1}` : `Nobody No${n}`));
    const asked = answerTo(PREVIEW, { p: poolId, c: `name\n${rows.join('\n')}` }, token);
    let answered = 0;
    let isOver = false;
    const others = (async () => {
      while (!isOver) {
        expect((await ask(api.url, '{ databaseTime }')).errors).toEqual([]);
        answered += 1;
      }
    })();
    const { data, errors } = await asked;
    isOver = true;
    await others;
    expect(errors).toEqual([]);
    expect(data).toMatchObject({ previewRanking: { playerCount: 3_000, unmatchedCount: 2_000 } });
    expect(answered).toBeGreaterThan(3);
  });

  it('is made for nobody who is not signed in, and of no pool that there is not', async () => {
    const given = { p: poolId, n: 'A', c: 'Player 1' };
    expect((await answerTo(IMPORT, given)).errors).toMatchObject([{ extensions: { code: 'NOT_SIGNED_IN' } }]);
    const nowhere = { ...given, p: '00000000-0000-4000-8000-000000000000' };
    expect((await answerTo(IMPORT, nowhere, await ofPerson(managerId(draft, 1)))).errors).toMatchObject([
      { extensions: { code: 'POOL_NOT_FOUND' } },
    ]);
  });
});
