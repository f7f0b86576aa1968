import { PLAYER_STATUSES, type PlayerStatus } from '../../src/draft/player_status.ts';
import { between, oneOf, type Random, shuffled } from '../chaos/random.ts';
import type { Model } from './model.ts';
import { type Opinion, STRATEGIES, type Taste } from './opinions.ts';
import { type PoolKind, playersOf, positionsOf } from './pools.ts';
import { chance, type Setup } from './setup.ts';

/** Statuses that are told: more of those that matter. */
const STATUSES = [...(Object.keys(PLAYER_STATUSES) as PlayerStatus[]), 'OUT', 'OUT', 'ACTIVE'] as const;
const FLEXIBLE: Setup['roster'] = [
  { name: 'QB', seats: 1, positions: ['QB'] },
  { name: 'RB', seats: 1, positions: ['RB'] },
  { name: 'FLEX', seats: 2, positions: ['RB', 'WR', 'TE'] },
];

/** The same draft in a league with opinions: another pool, position maximums, a default strategy, a roster with a flex seat. */
export function withOpinions(setup: Setup, random: Random): Setup {
  const { rounds } = setup;
  const bench = { name: 'BN', seats: rounds * 2, positions: 'ANY' } as const;
  const isKickers = setup.roster.length === 1 && chance(random, 0.2);
  const pool: PoolKind = isKickers ? 'KICKERS' : chance(random, 0.5) ? 'VERSATILE' : 'MIXED';
  const roster = isKickers || chance(random, 0.6) ? setup.roster : [...FLEXIBLE, bench];
  const positionMaximums = isKickers || chance(random, 0.5) ? {} : randomMaximums(random, pool, roster);
  const players = playersOf(pool);
  const isLimited = (rank: number) =>
    players[rank - 1]?.positions.some((position) => Object.hasOwn(positionMaximums, position)) ?? false;
  return {
    ...setup,
    ...{ pool, positionMaximums, roster },
    taste: chance(random, 0.5) ? setup.taste : randomTaste(random, setup, pool, false),
    keepers: setup.keepers.filter(({ rank }) => !isLimited(rank)),
  };
}

/** One position or two of which a team may have none, one or two; of those that have a seat for themselves at least one; of the others anybody. */
function randomMaximums(random: Random, pool: PoolKind, roster: Setup['roster']): Record<string, number> {
  const some = shuffled(random, positionsOf(pool)).slice(0, chance(random, 0.5) ? 1 : 2);
  const hasSeat = (position: string) => roster.some(({ positions }) => String(positions) === position);
  return Object.fromEntries(
    some.map((position) => [position, hasSeat(position) ? 1 + upTo(random, 1) : upTo(random, 2)]),
  );
}

/** What somebody thinks next of whom the service shall take. */
export function nextOpinion(model: Model, random: Random): Opinion {
  const slot = 1 + upTo(random, model.teams.length - 1);
  const lot = random();
  if (lot < 0.35) return { kind: 'queue', slot, players: someOf(model, random, 6) };
  if (lot < 0.5) {
    const name = chance(random, 0.6) ? 'default' : 'other';
    const isDeleted = name === 'default' && chance(random, 0.15);
    return { kind: 'ranking', slot, name, players: isDeleted ? null : someOf(model, random, 25) };
  }
  if (lot < 0.75) {
    const taste = chance(random, 0.1)
      ? null
      : randomTaste(random, model.setup, model.setup.pool, Boolean(model.team(slot).rankings.other));
    return { kind: 'strategy', by: chance(random, 0.2) ? 0 : slot, slot, taste };
  }
  const [playerId = 1] = someOf(model, random, 1, 1);
  return { kind: 'status', playerId, status: oneOf(random, STATUSES) ?? 'OUT' };
}

/** Some of the better players, in any order, taken or not. */
function someOf(model: Model, random: Random, most: number, least = 0): number[] {
  const better = [...model.players.keys()].slice(0, model.cells.length + 10);
  return shuffled(random, better).slice(0, least + upTo(random, most - least));
}

function randomTaste(random: Random, setup: Setup, pool: PoolKind, hasRanking: boolean): Taste {
  const name = oneOf(random, STRATEGIES) ?? 'standard';
  if (name === 'bot') return { name, options: {} };
  const positions = positionsOf(pool);
  const takesRankings = ['standard', 'from_ranking', 'position_plan'].includes(name);
  const plan = () =>
    Array.from({ length: setup.rounds }, () => shuffled(random, positions).slice(0, upTo(random, 2)));
  return {
    name,
    options: {
      ...(chance(random, 0.4) && { by: 'ADP' }),
      ...(takesRankings && hasRanking && chance(random, 0.4) && { ranking: 'other' }),
      ...(name === 'roster_need' && chance(random, 0.3) && { scarcity: false }),
      ...(name === 'position_plan' && { plan: plan() }),
      ...randomWishes(random, pool, positions),
    },
  };
}

/** Wishes of a team, among them such as leave nobody. */
function randomWishes(random: Random, pool: PoolKind, positions: readonly string[]): Taste['options'] {
  const some = chance(random, 0.3) ? positions : shuffled(random, positions).slice(0, 2);
  const caps = Object.fromEntries(some.map((position) => [position, upTo(random, 1)]));
  const everybody = playersOf(pool).map(({ id }) => id);
  const never = chance(random, 0.2)
    ? everybody
    : shuffled(random, everybody.slice(0, 30)).slice(0, upTo(random, 12));
  const statuses = ['DOUBTFUL', 'OUT', 'IR', 'SUSPENDED'] as const;
  return {
    ...(chance(random, 0.35) && { caps }),
    ...(chance(random, 0.3) && { never }),
    ...(chance(random, 0.3) && { avoid: shuffled(random, statuses).slice(0, upTo(random, 4)) }),
    ...(chance(random, 0.25) && { mostPerBye: 1 + upTo(random, 1) }),
  };
}

/** A whole number from 0 to that one. */
function upTo(random: Random, most: number): number {
  return Math.floor(between(random, 0, most + 1));
}
