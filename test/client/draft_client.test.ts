import { describe, expect, it } from 'vitest';
import { DatabaseClock } from '../../client/countdown.ts';
import { DraftClient } from '../../client/draft_client.ts';
import type { DraftEvent } from '../../src/draft/events.ts';
import { foldEvents } from '../../src/history/fold_events.ts';
import { tokenFor } from '../support/api.ts';
import { draftRow, managerId, newDraft, type TestDraft } from '../support/drafts.ts';
import { openLossyFront } from '../support/lossy_front.ts';
import { testService } from '../support/service.ts';
import { newStandOff, pauseStandOff } from '../support/stand_off.ts';

const { database, api } = testService();

/** The client of the manager of a slot. */
async function clientOf(draft: TestDraft, slot: number, url = api.url): Promise<DraftClient> {
  return new DraftClient({ url, token: await tokenFor(managerId(draft, slot)) });
}

describe('DraftClient', () => {
  it('reads a draft at once, with the time left on its clock', async () => {
    const draft = await newDraft(database.pool, { teams: 2, rounds: 3, secondsPerPick: 60 });
    const client = await clientOf(draft, 1);
    const sheet = await client.sheet(draft.draftId);
    expect(sheet).toMatchObject({ state: 'IN_PROGRESS', version: 2, currentPick: 1 });
    expect(sheet.slots.nodes.map(({ team }) => team?.id)).toEqual(draft.teamIds);
    expect(sheet.board.map(({ pickNumber }) => pickNumber)).toEqual([1, 2, 3, 4, 5, 6]);
    const { nextDeadline, at } = await draftRow(database.pool, draft.draftId);
    const left = client.clock.msUntil(sheet.nextDeadline) ?? Number.NaN;
    expect(left).toBeLessThanOrEqual(60_000);
    expect(left + client.clock.uncertainMs).toBeGreaterThanOrEqual(Number(nextDeadline) - Number(at));
  });

  it('lets the commissioner take any player where no free player fits', async () => {
    const draft = await newStandOff(database.pool);
    await pauseStandOff(database.pool, draft.draftId);
    const { commissioner } = draft;
    const token = await tokenFor(commissioner.kind === 'USER' ? (commissioner.userId ?? '') : '');
    const client = new DraftClient({ url: api.url, token });
    const playerId = draft.players[4] ?? 0;
    const made = await client.makePick(draft.draftId, 4, playerId, { waiveRoster: true });
    expect(made).toMatchObject({ repeated: false, pick: { player: { id: String(playerId) } } });
    expect(await draftRow(database.pool, draft.draftId)).toMatchObject({ state: 'COMPLETED' });
  });

  it('pauses and resumes, and follows all that events say, which folds to the draft', async () => {
    const draft = await newDraft(database.pool, { teams: 2, rounds: 3 });
    const { commissioner } = draft;
    const token = await tokenFor(commissioner.kind === 'USER' ? (commissioner.userId ?? '') : '');
    const client = new DraftClient({ url: api.url, token });
    await client.pauseDraft(draft.draftId);
    await client.resumeDraft(draft.draftId);
    await client.makePick(draft.draftId, 1, draft.players[0] ?? 0);
    const seen: DraftEvent[] = [];
    for await (const { version, at, kind, data } of client.followFacts(draft.draftId, 0)) {
      seen.push({ version, at, kind, data } as DraftEvent);
      if (kind === 'PICKED') break;
    }
    expect(seen.map(({ kind }) => kind)).toEqual(['CREATED', 'OPENED', 'PAUSED', 'RESUMED', 'PICKED']);
    expect(foldEvents(seen)).toMatchObject({ state: 'IN_PROGRESS', version: 5, currentPick: 2 });
  });

  it('asks again for a pick whose answer was lost, and learns that it was made', async () => {
    const draft = await newDraft(database.pool, { teams: 2, rounds: 3 });
    const front = await openLossyFront(api.url);
    const client = await clientOf(draft, 1, front.url);
    front.loseNext(2);
    const [playerId = 0] = draft.players;
    const made = await client.makePick(draft.draftId, 1, playerId);
    expect(made).toMatchObject({ repeated: true, pick: { pickNumber: 1, player: { id: String(playerId) } } });
    expect(front.served).toBe(3);
    expect(await draftRow(database.pool, draft.draftId)).toMatchObject({ currentPick: 2, version: 3 });
    await front.close();
  });

  it('throws a refusal at once, with its code and its numbers', async () => {
    const draft = await newDraft(database.pool, { teams: 2, rounds: 3 });
    const front = await openLossyFront(api.url);
    const client = await clientOf(draft, 2, front.url);
    await expect(client.makePick(draft.draftId, 2, draft.players[0] ?? 0)).rejects.toMatchObject({
      name: 'DraftClientError',
      code: 'PICK_NOT_ON_CLOCK',
      numbers: { currentPick: 1 },
    });
    expect(front.served).toBe(1);
    await expect(client.sheet('not an id')).rejects.toMatchObject({ code: 'INPUT_INVALID' });
    const stranger = new DraftClient({ url: api.url, token: 'forged' });
    await expect(stranger.sheet(draft.draftId)).rejects.toMatchObject({ code: 'TOKEN_INVALID' });
    await front.close();
  });

  it('reads and writes a queue, finds players, and switches autopilot', async () => {
    const draft = await newDraft(database.pool, { teams: 2, rounds: 3 });
    const client = await clientOf(draft, 2);
    const [, teamId = ''] = draft.teamIds;
    const [found, next] = await client.findPlayers(draft.draftId, 'player 17', 2);
    expect([found, next]).toMatchObject([{ name: 'Player 17', rank: 17 }, { name: 'Player 170' }]);
    expect(await client.findPlayers(draft.draftId, 'nobody', 2)).toEqual([]);
    await client.setQueue(draft.draftId, teamId, [found?.id ?? 0]);
    expect(await client.queue(draft.draftId, teamId)).toEqual([found]);
    expect(await (await clientOf(draft, 1)).queue(draft.draftId, teamId)).toEqual([]);
    const [one = 0, two = 0] = [found?.id, next?.id];
    expect(await client.addToQueue(draft.draftId, teamId, two, 1)).toEqual([two, one]);
    expect(await client.moveInQueue(draft.draftId, teamId, two, 2)).toEqual([one, two]);
    expect(await client.removeFromQueue(draft.draftId, teamId, one)).toEqual([two]);
    expect(await client.addToQueue(draft.draftId, teamId, one)).toEqual([two, one]);
    const kickers = await client.bestPlayers(draft.draftId, 2, 'K');
    expect(kickers.map(({ name }) => name)).toEqual(['Player 9', 'Player 19']);
    expect(await client.player(draft.players[4] ?? 0)).toMatchObject({ name: 'Player 5' });
    await client.setAutopilot(draft.draftId, teamId, true);
    expect((await client.sheet(draft.draftId)).version).toBe(3);
  });

  it('fails with UNREACHABLE when no answer comes within its patience', async () => {
    const front = await openLossyFront(api.url);
    await front.close();
    const client = new DraftClient({ url: front.url, patienceMs: 300 });
    await expect(client.sheet('00000000-0000-0000-0000-000000000000')).rejects.toMatchObject({
      code: 'UNREACHABLE',
      message: expect.stringContaining(front.url),
    });
  });
});

describe('DatabaseClock', () => {
  it('keeps the reading with the shortest round trip', () => {
    const clock = new DatabaseClock();
    expect(clock.msUntil(null)).toBeNull();
    const now = performance.now();
    const at = (ms: number) => new Date(1_800_000_000_000 + ms).toISOString();
    clock.read(at(0), now, now + 20);
    clock.read(at(500), now, now + 400);
    expect(clock.uncertainMs).toBeCloseTo(10, 0);
    // The database said 0 in the middle of those 20 ms.
    const leftNow = () => 1_000 - (performance.now() - (now + 10));
    const most = leftNow();
    const left = clock.msUntil(at(1_000)) ?? Number.NaN;
    expect(left).toBeGreaterThanOrEqual(leftNow() - 1);
    expect(left).toBeLessThanOrEqual(most + 1);
  });
});
