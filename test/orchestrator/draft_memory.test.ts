import { randomUUID } from 'node:crypto';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import type { DraftContext } from '../../src/database/picks.ts';
import { DraftLayouts } from '../../src/orchestrator/draft_layout.ts';
import { FreePlayers } from '../../src/orchestrator/free_players.ts';
import { WarmDraft } from '../../src/orchestrator/warm_draft.ts';

const TEAMS = 12;
const CELLS = 180;
const POOL_ID = randomUUID();
/** 100,000 drafts in 400 MB. */
const MOST_BYTES = 4_000;

/** A draft as a driver reads it: nothing of it is shared with another. */
function context(overrides: Partial<DraftContext> = {}): DraftContext {
  const owners = Array.from({ length: CELLS }, (_, i) =>
    i % (2 * TEAMS) < TEAMS ? i % TEAMS : TEAMS - 1 - (i % TEAMS),
  );
  const read: DraftContext = {
    ...{
      draftId: randomUUID(),
      version: 93,
      overdueMs: -1,
      dueAt: new Date(0),
      poolId: POOL_ID,
      currentPick: 91,
    },
    rosterSlots: JSON.stringify([{ name: 'BN', seats: 15, positions: 'ANY' }]),
    ...{ limitPositions: '1,3', limitPlayers: '4,15', poolVersion: 0, previewSeed: null },
    players: Array.from({ length: CELLS }, (_, i) => (i < 90 ? i + 1 : '')).join(),
    owners: owners.join(),
    seats: Array.from({ length: TEAMS }, () => [randomUUID(), 'standard', 3, [], null, null]),
    ...overrides,
  };
  return JSON.parse(JSON.stringify(read));
}

const ranked = Array.from({ length: 400 }, (_, i) => ({
  ...{ id: i + 1, name: `Player ${i + 1}`, rank: i + 1 },
  positions: [i % 2 === 0 ? 'RB' : 'WR'],
  ...{ adp: null, proTeam: null, byeWeek: null, status: 'ACTIVE' as const },
}));
const pool = {
  ...{ positions: ['RB', 'WR'], statusVersion: 0, ranked },
  places: new Map(ranked.map(({ id }, place) => [id, place])),
};

function usedBytes(): number {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

describe('a draft that is remembered', () => {
  it('takes less than 4 kB, mid-draft with 12 teams and 180 cells', () => {
    const layouts = new DraftLayouts();
    const count = 5_000;
    const drafts = new Map<string, WarmDraft>();
    const before = usedBytes();
    for (let i = 0; i < count; i += 1) {
      const read = context();
      drafts.set(read.draftId, new WarmDraft(read, layouts.of(read, pool.positions)));
    }
    expect((usedBytes() - before) / count).toBeLessThan(MOST_BYTES);
    expect(drafts.size).toBe(count);
  });

  it('shows a strategy its roster, queue and what is left, as they are', () => {
    const seats = context().seats;
    const [, second = expect.fail()] = seats;
    second[3] = [7, 300];
    second[1] = 'best_available';
    second[5] = '{"by":"ADP"}';
    // The cell on the clock is traded to the second team.
    const owners = context().owners.split(',');
    owners[90] = '1';
    const read = context({ seats, owners: owners.join() });
    const draft = new WarmDraft(read, new DraftLayouts().of(read, pool.positions));
    expect(draft.onClock).toEqual({
      ...{ teamId: second[0], strategy: 'best_available', queueVersion: 3 },
      options: '{"by":"ADP"}',
    });
    const seen = draft.strategyContext(pool);
    expect(seen).toMatchObject({ pickNumber: 91, round: 8, queue: [7, 300], rosterSlots: [{ name: 'BN' }] });
    expect(seen).toMatchObject({ rounds: 15, teams: 12, slot: 2, ranking: [] });
    expect(seen.limits).toEqual([
      { positions: ['RB'], maxPlayers: 4 },
      { positions: ['RB', 'WR'], maxPlayers: 15 },
    ]);
    expect(seen.roster.map(({ id }) => id)).toEqual([2, 23, 26, 47, 50, 71, 74]);
    expect(seen.picksLeft).toBe(9);
    expect(seen.available.find(() => true)?.id).toBe(91);
    expect([...seen.available]).toEqual(ranked.slice(90));
  });

  it('counts the picks of others until its next one without forfeited cells, where nobody picks', () => {
    // From pick 91 on, the turn to round 9 lies between two picks of the seventh team: 10 cells of others.
    const owners = context().owners.split(',');
    const untilNext = (cells: readonly string[]) => {
      const read = context({ owners: cells.join() });
      const draft = new WarmDraft(read, new DraftLayouts().of(read, pool.positions));
      return draft.strategyContext(pool).picksUntilNext;
    };
    const others = untilNext(owners) ?? expect.fail();
    owners[92] = '255';
    owners[93] = '255';
    expect(untilNext(owners)).toBe(others - 2);
  });

  it('takes in its own picks, and no others', () => {
    const read = context();
    const draft = new WarmDraft(read, new DraftLayouts().of(read, pool.positions));
    const pick = { pickNumber: 91, playerId: 120, version: 94, nextPick: 92 } as Parameters<
      WarmDraft['advance']
    >[0];
    expect(draft.advance({ ...pick, version: 95 })).toBe(false);
    expect(draft.advance(pick)).toBe(true);
    expect(draft).toMatchObject({ version: 94, pickNumber: 92 });
    expect(draft.strategyContext(pool).available.get(120)).toBeUndefined();
    expect(draft.advance({ ...pick, pickNumber: 92, version: 95, nextPick: null })).toBe(false);
  });

  it('has its layout from another draft of the same settings, and from none that differs in one', () => {
    const layouts = new DraftLayouts();
    const of = (overrides: Partial<DraftContext>) => layouts.of(context(overrides), pool.positions);
    const common = of({});
    expect(of({ players: '', seats: [], version: 7 })).toBe(common);
    const differing = [
      { owners: '0,1' },
      { rosterSlots: '[]' },
      { limitPlayers: '5,15' },
      { limitPositions: '2,3' },
    ];
    for (const overrides of [...differing, { poolId: randomUUID() }]) expect(of(overrides)).not.toBe(common);
  });
});

describe('players who are free', () => {
  it('are those nobody has, in the order of their ranks, however they are asked for', () => {
    const free = new FreePlayers(pool);
    for (const id of [1, 3, 400]) expect(free.take(id).id).toBe(id);
    const left = ranked.filter(({ id }) => ![1, 3, 400].includes(id));
    expect([...free]).toEqual(left);
    expect(free.filter(() => true)).toEqual(left);
    expect(free.find(({ positions }) => positions.includes('RB'))?.id).toBe(5);
    expect(free.find(() => false)).toBeUndefined();
    expect([free.get(3), free.get(4)?.id, free.get(401)]).toEqual([undefined, 4, undefined]);
    expect(() => free.take(401)).toThrow('Player 401 is not in the pool');
  });
});
