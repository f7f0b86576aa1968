import { describe, expect, it } from 'vitest';
import { chanceOfLarger } from './checks/permutation.ts';
import { checkPunctual } from './checks/punctual.ts';
import type { Happened, Wait } from './lateness.ts';
import { type Random, randomFrom } from './random.ts';

const PICKS_PER_SECOND = 20;
const SECONDS = 60;
/** One connection every twelve seconds. */
const ENDED: readonly Happened[] = [12, 24, 36, 48].map((second) => fault('backend ended', second));

function fault(name: string, second: number): Happened {
  return { name, counted: name, count: 1, what: '', from: second * 1_000, to: second * 1_000 };
}

/** Picks of a minute, each second as busy or not as chance has it; `late` makes those late that were due at an instant. */
function waits(random: Random, late: (at: number) => number): Wait[] {
  return Array.from({ length: SECONDS }, (_, second) => {
    const stall = random() < 0.1 ? random() * 400 : 0;
    return Array.from({ length: PICKS_PER_SECOND }, (_, i): Wait => {
      const deadline = second * 1_000 + (i * 1_000) / PICKS_PER_SECOND;
      return { draftId: 'd', deadline, ms: random() * 30 + stall + late(deadline), kind: 'PICKED' };
    });
  }).flat();
}

const holds = (...args: Parameters<typeof checkPunctual>) => checkPunctual(...args).map((one) => one.holds);

/** Whether an instant is so many milliseconds after a connection was ended. */
const isAfter = (at: number, from: number, to: number) =>
  ENDED.some((ended) => at >= ended.from + from && at < ended.from + to);

describe('the verdict on lateness after a lost connection', () => {
  it('holds where picks are late in the two seconds after it, and not after that', () => {
    expect(
      holds(
        waits(randomFrom(1), (at) => (isAfter(at, 0, 2_000) ? 3_000 : 0)),
        ENDED,
        1,
      ),
    ).toEqual([true, true]);
  });

  it('fails where one pick in ten goes on being late', () => {
    const random = randomFrom(2);
    const late = (at: number) => (isAfter(at, 0, 7_000) && random() < 0.1 ? 1_500 : 0);
    expect(holds(waits(randomFrom(3), late), ENDED, 1)).toEqual([false, true]);
  });

  it('does not count delays of other faults, and says where too few picks are left to judge', () => {
    const others = Array.from({ length: 12 }, (_, i) => fault('kill -9', i * 5));
    const [punctual] = checkPunctual(
      waits(randomFrom(4), () => 1_500),
      [...ENDED, ...others],
      1,
    );
    expect([punctual?.holds, punctual?.figures]).toEqual([true, expect.stringContaining('too few to tell')]);
  });

  it('fails where a team got time back, unless for another fault', () => {
    const returned: Wait = { draftId: 'd', deadline: 13_000, ms: 4_000, kind: 'TIME_RETURNED' };
    expect(holds([...waits(randomFrom(5), () => 0), returned], ENDED, 1)[1]).toBe(false);
    expect(holds([...waits(randomFrom(5), () => 0), returned], [...ENDED, fault('freeze', 12)], 1)[1]).toBe(
      true,
    );
  });

  it('is not given where no connection was ended', () => {
    expect(
      checkPunctual(
        waits(randomFrom(6), () => 0),
        [fault('kill -9', 3)],
        1,
      ),
    ).toEqual([]);
  });

  it('fails by chance no more often than it says, also where picks of one second are late together', () => {
    const random = randomFrom(7);
    const blocks = (count: number) =>
      Array.from({ length: count }, () => {
        const stall = random() < 0.1 ? random() * 2_000 : 0;
        return Array.from({ length: 5 }, () => random() * 30 + stall);
      });
    let low = 0;
    for (let run = 0; run < 40; run += 1) {
      if (chanceOfLarger(blocks(15), blocks(25), { share: 0.99, random }) <= 0.05) low += 1;
    }
    // Two of 40 are to be expected at this level; nine or more come by chance once in five thousand.
    expect(low).toBeLessThan(9);
  });
});
