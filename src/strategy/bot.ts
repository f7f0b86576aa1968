import { FARTHEST_NORMAL, normalOf } from '../draft/chance.ts';
import type { Choice, Player, Strategy, StrategyContext } from './strategy.ts';
import { byWishes, wishesAmong } from './wishes.ts';

const name = 'bot';
/** Like everybody, it takes nobody who cannot play while others are left. */
const wishes = wishesAmong({});

/** How far opinions of a player lie apart: SPREAD × ADP^SPREAD_GROWS. Fitted to 2,592 picks of 12 real drafts. */
const SPREAD = 0.6;
const SPREAD_GROWS = 0.63;
/** How much later a team that has so many quarterbacks, or tight ends, takes another one. */
const ONE_SEAT = [1, 1.06, 1.12, 1.8, 3] as const;
/** From so many of a position on, a team takes further ones later by DEPTH. */
const DEPTH = 1.35;
const DEEP_FROM: Readonly<Record<string, number>> = { RB: 7, WR: 9 };

/**
 * Drafts like a person with a taste. What it thinks of a player is drawn once for each draft, team and player, around the
 * player's ADP: the same seed drafts the same. It takes whom it thinks most of, and no third quarterback while others are left.
 */
export const bot: Strategy = {
  name,
  description:
    'Like a person with a taste: around ADP, another one for each draft and team. For the bots of previews.',
  choose: (context) => byWishes(context, wishes, (may) => dearest(context, may)),
};

/** The player among those who may be taken whom the team thinks most of. */
function dearest(
  { seed, slot, roster, available }: StrategyContext,
  may: (player: Player) => boolean,
): Choice | null {
  const patience = patienceOf(roster);
  let best: Player | null = null;
  let bestView = Number.POSITIVE_INFINITY;
  for (const player of available.filter(may)) {
    const adp = player.adp ?? player.rank;
    const spread = SPREAD * adp ** SPREAD_GROWS;
    // Nobody thinks so much more of this player than others do: no need to draw.
    if (adp - FARTHEST_NORMAL * spread >= bestView) continue;
    const view = (adp + spread * normalOf(seed, slot, player.rank)) * patience(player);
    if (view >= bestView) continue;
    best = player;
    bestView = view;
  }
  if (!best) return null;
  const reason = `A bot's taste: ${best.name} (ADP ${best.adp ?? best.rank}).`;
  return { playerId: best.id, strategy: name, reason };
}

/** By how much a team waits longer for a player: the least of the player's positions. */
function patienceOf(roster: readonly Player[]): (player: Player) => number {
  const has = new Map<string, number>();
  for (const { positions } of roster)
    for (const position of positions) has.set(position, (has.get(position) ?? 0) + 1);
  return ({ positions }) =>
    Math.min(...positions.map((position) => waitFor(position, has.get(position) ?? 0)));
}

function waitFor(position: string, count: number): number {
  if (position === 'QB' || position === 'TE') return ONE_SEAT[Math.min(count, ONE_SEAT.length - 1)] ?? 1;
  return count >= (DEEP_FROM[position] ?? Number.POSITIVE_INFINITY) ? DEPTH : 1;
}
