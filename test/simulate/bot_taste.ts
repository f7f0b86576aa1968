import { normalOf } from '../../src/draft/chance.ts';
import type { Player } from './pools.ts';

/** How much later a team takes its first, second … quarterback, or tight end: the last for all further ones. */
const ONE_SEAT = [1, 1.06, 1.12, 1.8, 3];

/** Whom a bot takes, by section 4 of rules.md: who has the smallest view, drawn for each draft, bot and player. */
export function dearest(
  may: readonly Player[],
  roster: readonly Player[],
  seed: number,
  slot: number,
): Player | undefined {
  const has = (position: string) => roster.filter(({ positions }) => positions.includes(position)).length;
  const factor = (position: string): number => {
    if (position === 'QB' || position === 'TE') return ONE_SEAT[Math.min(has(position), 4)] ?? 1;
    // From the 8th running back and the 10th receiver on.
    return (position === 'RB' && has('RB') >= 7) || (position === 'WR' && has('WR') >= 9) ? 1.35 : 1;
  };
  const view = ({ id, adp, positions }: Player) => {
    const expected = adp ?? id;
    const drawn = expected + 0.6 * expected ** 0.63 * normalOf(seed, slot, id);
    return drawn * Math.min(...positions.map(factor));
  };
  return [...may].sort((a, b) => view(a) - view(b))[0];
}
