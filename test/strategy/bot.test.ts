import { describe, expect, it } from 'vitest';
import { buildBoard } from '../../src/draft/board.ts';
import { LimitCounter } from '../../src/draft/limit_counter.ts';
import { PREVIEW_SETTINGS } from '../../src/draft/previews.ts';
import { rosterLimits } from '../../src/draft/roster_limits.ts';
import { type RosterSlot, standardSlots } from '../../src/draft/roster_slots.ts';
import { readBundledPool } from '../../src/players/bundled_pool.ts';
import { leaving } from '../../src/strategy/fitting.ts';
import { strategyNamed } from '../../src/strategy/registry.ts';
import type { FreePlayers, Player } from '../../src/strategy/strategy.ts';
import { context, free } from '../support/strategy_context.ts';

const TEAMS = 12;
const PREVIEWS = 200;
/** How far from ADP is near. */
const NEAR = 12;
const KICKING = ['K', 'DEF'];
const bot = strategyNamed('bot');
const bundled: Player[] = readBundledPool().map((player) => ({
  ...{ ...player, id: player.rank },
  ...({ adp: null, status: 'ACTIVE' } as const),
}));

/** A pick of a bot: the round, who was taken at which number, and who was the best left by ADP. */
interface BotPick {
  readonly pickNumber: number;
  readonly round: number;
  readonly slot: number;
  readonly taken: Player;
  readonly best: Player;
}

interface Plan {
  readonly pool: readonly Player[];
  readonly rosterSlots: readonly RosterSlot[];
  readonly rounds: number;
}

/** Previews of twelve bots, in pure TypeScript. */
function previews({ pool, rosterSlots, rounds }: Plan, seeds: readonly number[]): BotPick[][] {
  const positions = [...new Set(pool.flatMap((player) => player.positions))].sort();
  const limits = rosterLimits(rosterSlots, positions, rounds);
  const cells = buildBoard({ ...PREVIEW_SETTINGS, rounds }, TEAMS);
  return seeds.map((seed) => {
    const available = free(pool) as FreePlayers & Player[];
    const rosters = Array.from({ length: TEAMS }, (): Player[] => []);
    return cells.map(({ pickNumber, round, owner: slot }) => {
      const roster = rosters[slot - 1] ?? [];
      const picksLeft = rounds - roster.length;
      const known = { pickNumber, round, seed, slot, picksLeft, roster };
      const fits = leaving(LimitCounter.of(limits), roster);
      const choice = bot.choose({ ...context(known, rosterSlots), limits, fits, available }, {});
      const [best] = available;
      const [taken] = available.splice(
        available.findIndex(({ id }) => id === choice?.playerId),
        1,
      );
      if (!choice || !taken || !best) throw new Error(`Nobody was taken at pick ${pickNumber}`);
      roster.push(taken);
      return { pickNumber, round, slot, taken, best };
    });
  });
}

const seeds = Array.from({ length: PREVIEWS }, (_, seed) => seed);

/** What the published numbers are of: 12 real drafts of 12 teams and 18 rounds, without kickers and defences. */
const asPublished: Plan = {
  pool: bundled
    .filter(({ positions: [first = ''] }) => !KICKING.includes(first))
    .map((player, place) => ({ ...player, rank: place + 1 })),
  rosterSlots: standardSlots([
    { name: 'QB', seats: 1 },
    { name: 'RB', seats: 2 },
    { name: 'WR', seats: 3 },
    { name: 'TE', seats: 1 },
    { name: 'FLEX', seats: 1 },
    { name: 'BN', seats: 10 },
  ]),
  rounds: 18,
};
const standard: Plan = { pool: bundled, ...PREVIEW_SETTINGS };

const share = (picks: readonly BotPick[], which: (pick: BotPick) => boolean) =>
  picks.filter(which).length / picks.length;
const tookBest = ({ taken, best }: BotPick) => taken === best;
const wasNear = ({ pickNumber, taken }: BotPick) => Math.abs(pickNumber - taken.rank) <= NEAR;

describe('bots, in 200 previews on the bundled pool', () => {
  const picks = previews(asPublished, seeds).flat();

  it('take the best player by ADP in 25.1 % of all picks, within 2 points', () => {
    expect(Math.abs(share(picks, tookBest) - 0.251)).toBeLessThan(0.02);
  });

  it('take him in 45 % of the picks of rounds 1 to 3, within 3 points', () => {
    const early = picks.filter(({ round }) => round <= 3);
    expect(Math.abs(share(early, tookBest) - 0.45)).toBeLessThan(0.03);
  });

  it('take him in 18 % of the picks of the second half, within 4 points', () => {
    const late = picks.filter(({ round }) => round > 9);
    expect(Math.abs(share(late, tookBest) - 0.18)).toBeLessThan(0.04);
  });

  it('take 87.2 % of players within 12 picks of their ADP, within 3 points', () => {
    expect(Math.abs(share(picks, wasNear) - 0.872)).toBeLessThan(0.03);
  });
});

describe('bots, where rosters have a kicker and a defence', () => {
  const drafts = previews(standard, seeds);

  it('draft alike until those are left to take', () => {
    const picks = drafts.flat().filter(({ round }) => round <= 13);
    expect(Math.abs(share(picks, tookBest) - 0.285)).toBeLessThan(0.03);
    expect(share(picks, wasNear)).toBeGreaterThan(0.872);
  });

  it('leave no team with more than four quarterbacks or tight ends', () => {
    for (const position of ['QB', 'TE']) {
      const counts = drafts.flatMap((draft) =>
        [...Map.groupBy(draft, ({ slot }) => slot).values()].map(
          (picks) => picks.filter(({ taken }) => taken.positions.includes(position)).length,
        ),
      );
      expect(Math.max(...counts)).toBeLessThanOrEqual(4);
    }
  });
});

describe('the seed of a draft', () => {
  const boards = (...some: number[]) =>
    previews(standard, some).map((draft) => draft.map(({ taken }) => taken.id).join());

  it('decides everything: the same one drafts the same, another one drafts otherwise', () => {
    const [first, again, other] = boards(7, 7, 8);
    expect(again).toBe(first);
    expect(other).not.toBe(first);
  });

  it('gives each bot a taste of its own', () => {
    const [draft = []] = previews(standard, [7]);
    const firsts = draft.slice(0, TEAMS).map(({ taken }) => taken.rank);
    expect(firsts).not.toEqual([...firsts].sort((a, b) => a - b));
  });

  it('drafts the same on every machine', () => {
    const [draft = []] = previews(standard, [2025]);
    expect(draft.slice(0, 8).map(({ taken }) => taken.rank)).toEqual([1, 2, 3, 4, 6, 5, 8, 9]);
  });
});
