import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Queryable } from '../../src/database/queryable.ts';
import { deleteRanking, readOwnRanking, setRanking } from '../../src/database/rankings.ts';
import { setStrategy } from '../../src/database/strategies.ts';
import { Suggestions } from '../../src/orchestrator/suggest_picks.ts';
import { newDraft, runTimeOut, setDeadline, type TestDraft } from '../support/drafts.ts';
import { events } from '../support/events.ts';
import { refusal } from '../support/refusal.ts';
import { createTestDatabase, type TestDatabase } from '../support/test_database.ts';

/** What the other team's manager ranks: the same players as the team that looks, others, or nobody. By rank, from 1. */
const OTHERS = { same: [7, 3, 9], others: [4, 8, 2], nobody: null } as const;
type Other = keyof typeof OTHERS;

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

/** A draft whose first team is the one that looks, and ranks 7, 3 and 9; and the id of the other's ranking. */
async function draftBeside(other: Other) {
  const draft = await newDraft(database.pool, {
    ...{ teams: 2, rounds: 4, poolSize: 40, strategy: { name: 'from_ranking' } },
  });
  const [mine = expect.fail(), theirs = expect.fail()] = draft.managers;
  const rank = (ranks: readonly number[], who: typeof mine) =>
    setRanking(
      database.pool,
      {
        poolId: draft.poolId,
        name: 'default',
        playerIds: ranks.map((place) => draft.players[place - 1] ?? 0),
      },
      who,
    );
  await rank(OTHERS.same, mine);
  const listed = OTHERS[other];
  return { draft, mine, theirsId: listed ? await rank(listed, theirs) : null };
}

/** With ids of players as ranks, teams as slots, and without what differs from draft to draft. */
function plain(value: unknown, { draftId, teamIds, players }: TestDraft): unknown {
  const text = JSON.stringify(value, (key, held: unknown) =>
    /(^at$|At$|eadline|^id$)/.test(key) ? null : held,
  );
  const named = teamIds.reduce((all, id, slot) => all.replaceAll(id, `team ${slot + 1}`), text);
  const ranked = named.replaceAll(
    /"(playerId|player)":"?(\d+)"?/g,
    (_, key, id) => `"${key}":${players.indexOf(Number(id)) + 1}`,
  );
  return JSON.parse(ranked.replaceAll(draftId, 'the draft'));
}

/** Everything that the first team can learn while it drafts: its suggestions, its pick, and what the service was asked for them. */
async function learnt(other: Other) {
  const { draft, mine } = await draftBeside(other);
  const asked: string[] = [];
  const counting: Queryable = {
    query: (text, values) => {
      asked.push(text);
      return database.pool.query(text, values);
    },
  };
  const question = { draftId: draft.draftId, teamId: draft.teamIds[0] ?? '', count: 5 };
  const suggested = await new Suggestions().suggest(counting, question, mine);
  await setDeadline(database.pool, draft.draftId, -1);
  await runTimeOut(database.pool, draft.draftId);
  const told = (await events(database.pool, draft.draftId)).map(({ kind, data }) => ({ kind, data }));
  return {
    asked,
    suggested: plain(suggested, draft),
    told: told.slice(-1).map((event) => plain(event, draft)),
  };
}

describe('two teams with the same private ranking', () => {
  it('learn nothing of it by suggestions, events, or what the service does for them', async () => {
    const beside = {
      same: await learnt('same'),
      others: await learnt('others'),
      nobody: await learnt('nobody'),
    };
    expect(beside.same.suggested).toMatchObject([{ playerId: 7 }, { playerId: 3 }, { playerId: 9 }, {}, {}]);
    expect(beside.same.told).toMatchObject([
      { kind: 'PICKED', data: { playerId: 7, strategy: 'from_ranking' } },
    ]);
    expect(beside.same).toEqual(beside.nobody);
    expect(beside.others).toEqual(beside.nobody);
  });

  it("get the same answer about the other's ranking as about none", async () => {
    const { draft, mine, theirsId } = await draftBeside('same');
    const { draftId, teamIds } = draft;
    const answers = async (rankingId: string) => {
      const strategy = { name: 'from_ranking', options: { ranking: rankingId } };
      const refusals = [
        await refusal(deleteRanking(database.pool, rankingId, mine)),
        await refusal(setStrategy(database.pool, { draftId, teamId: teamIds[0] ?? '', strategy }, mine)),
      ].map(({ code, message, numbers }) => ({ code, message, numbers }));
      const read = await readOwnRanking(database.pool, rankingId, mine);
      return JSON.stringify({ refusals, read }).replaceAll(rankingId, 'that one');
    };
    expect(await answers(theirsId ?? '')).toBe(await answers(randomUUID()));
  });

  it('do not outdate what was chosen for each other', async () => {
    const { draft } = await draftBeside('same');
    const versions = async () =>
      (
        await database.pool.query<{ version: number }>(
          'select queue_version as version from app_public.draft_slots where draft_id = $1 order by slot',
          [draft.draftId],
        )
      ).rows.map(({ version }) => version);
    const before = await versions();
    const playerIds = draft.players.slice(0, 3);
    const theirs = draft.managers[1] ?? expect.fail();
    await setRanking(database.pool, { poolId: draft.poolId, name: 'default', playerIds }, theirs);
    expect(await versions()).toEqual([before[0], (before[1] ?? 0) + 1]);
  });
});
