import { describe, expect, it } from 'vitest';
import { DraftClient } from '../../client/draft_client.ts';
import { LiveDraft } from '../../client/live_draft.ts';
import { PlayerNews } from '../../client/player_news.ts';
import type { Actor } from '../../src/database/actor.ts';
import { setPlayerNews } from '../../src/database/players.ts';
import { managerId, newDraft } from '../support/drafts.ts';
import { testService } from '../support/service.ts';
import { until } from '../support/until.ts';

const { database, api } = testService();

describe('what is new of a player', () => {
  it('reaches rooms that are open, and programs that ask since when', async () => {
    const draft = await newDraft(database.pool, { teams: 2 });
    const { draftId, poolId, players } = draft;
    const operator: Actor = { kind: 'OPERATOR', userId: managerId(draft, 1) };
    const tell = (status: 'OUT' | 'ACTIVE', ...ids: number[]) =>
      setPlayerNews(
        database.pool,
        poolId,
        ids.map((playerId) => ({ playerId, status })),
        operator,
      );
    const [first = 0, second = 0] = players;
    await tell('OUT', first);
    const live = new LiveDraft(new DraftClient({ url: api.url }), draftId);
    live.start();
    try {
      const shown = (id: number) => live.view().players.get(String(id))?.status?.status;
      await until(async () => (live.view().hasAllPlayers && live.view().isLive) || undefined);
      expect([shown(first), shown(second)]).toEqual(['OUT', undefined]);
      await tell('OUT', second);
      await until(async () => shown(second) === 'OUT' || undefined);
      await tell('ACTIVE', first);
      await until(async () => shown(first) === 'ACTIVE' || undefined);
      expect(await live.client.playerNews(draftId, 2)).toMatchObject({
        ...{ version: 3, players: [{ id: String(first), status: { status: 'ACTIVE' } }] },
      });
    } finally {
      live.stop();
    }
  });

  it('is read whole where it is more than a page', async () => {
    const draft = await newDraft(database.pool, { teams: 2, poolSize: 260 });
    const operator: Actor = { kind: 'OPERATOR', userId: managerId(draft, 1) };
    const news = draft.players.map((playerId, place) => ({ playerId, adp: place + 1 }));
    await setPlayerNews(database.pool, draft.poolId, news, operator);
    const { version, players } = await new DraftClient({ url: api.url }).playerNews(draft.draftId, 0);
    expect(version).toBe(1);
    expect(players.map(({ status }) => status?.adp)).toEqual(news.map(({ adp }) => adp));
  });

  it('is asked for once however many say so, and not before players are known', async () => {
    const asked: number[] = [];
    const client = {
      playerNews: async (_: string, since: number) => {
        asked.push(since);
        return { version: since + 1, players: [] };
      },
    };
    const news = new PlayerNews(client, 'draft', 0);
    await news.upTo(1);
    expect(asked).toEqual([]);
    news.knownAt(1);
    await news.upTo(1);
    await Promise.all([news.upTo(2), news.upTo(3), news.upTo(2)]);
    expect(asked).toEqual([1, 2]);
    await news.upTo(3);
    expect(asked).toEqual([1, 2]);
  });

  it('is asked for again where the answer is from before it, or there is none', async () => {
    const told = { players: [] };
    const answers = [{ version: 1, ...told }, null, { version: 1, ...told }, { version: 3, ...told }];
    let asked = 0;
    const client = {
      playerNews: async () => {
        const answer = answers[asked];
        asked += 1;
        if (!answer) throw new Error('not now');
        return answer;
      },
    };
    const news = new PlayerNews(client, 'draft', 0);
    news.knownAt(1);
    await news.upTo(3);
    expect(asked).toBe(4);
    // Not for ever; but whenever somebody says so again.
    await news.upTo(4);
    expect(asked).toBe(10);
    await news.upTo(4);
    expect(asked).toBe(16);
  });
});
