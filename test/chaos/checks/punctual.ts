import { endBackend } from '../faults/end_backend.ts';
import { AFTERMATH_MS, type Happened, type Wait } from '../lateness.ts';
import { randomFrom } from '../random.ts';
import { type Block, chanceOfLarger, quantile } from './permutation.ts';
import { type Verdict, verdict } from './verdict.ts';

/** From so long after a connection was ended, picks are as punctual as if none had been. */
const HEALED_AFTER_MS = 2_000;
/** For so long from then on picks count as after it. */
const COUNTED_FOR_MS = 5_000;
/** What is less late than this is punctual, however often it happens: another process stands in after 50 ms. */
const PUNCTUAL_MS = 50;
/** A difference that is less probable than this is not taken for chance. */
const CHANCE = 0.001;
/** With fewer seconds of a kind there is no verdict. */
const FEWEST_SECONDS = 10;
const SECOND_MS = 1_000;
const P99 = 0.99;

/** When a pick was due: far from any fault, long enough after a connection was ended, or where nothing is promised. */
type Phase = 'calm' | 'healed' | 'disturbed';

/**
 * What one lost connection may cost: nothing, from two seconds after it. The p99 of the lateness of picks that were due in the five
 * seconds from then on is compared with that of picks due while nothing was broken, and no team gets time back for it.
 *
 * Both are figures of a few hundred picks on a busy machine, so the bound is a permutation test over seconds (picks of one second
 * are late together): it fails where chance would make the p99 after it so much larger less than once in a thousand runs.
 */
export function checkPunctual(waits: readonly Wait[], faults: readonly Happened[], seed: number): Verdict[] {
  const ended = faults.filter(({ name }) => name === endBackend.name);
  if (ended.length === 0) return [];
  const others = faults.filter(({ name }) => name !== endBackend.name);
  const blocks = { calm: new Map<number, number[]>(), healed: new Map<number, number[]>() };
  for (const { deadline, ms, kind } of waits) {
    const phase = phaseOf(deadline, ended, others);
    if (phase === 'disturbed' || kind !== 'PICKED') continue;
    const second = Math.floor(deadline / SECOND_MS);
    const block = blocks[phase].get(second) ?? [];
    blocks[phase].set(second, [...block, Math.max(PUNCTUAL_MS, ms)]);
  }
  const returned = waits.filter(
    ({ kind, deadline }) => kind === 'TIME_RETURNED' && !isDuring(deadline, others, AFTERMATH_MS),
  );
  return [
    judgeLateness([...blocks.healed.values()], [...blocks.calm.values()], seed),
    verdict(
      'no team got time back for a lost connection',
      returned.map(({ draftId }) => ({ draftId, what: 'got time back while no other fault had happened' })),
      `${ended.length} connections were ended`,
    ),
  ];
}

function judgeLateness(healed: readonly Block[], calm: readonly Block[], seed: number): Verdict {
  const name = 'two seconds after a lost connection picks are as punctual as without it';
  const told = (blocks: readonly Block[]) =>
    `p99 at most ${quantile(blocks.flat(), P99).toFixed(0)} ms of ${blocks.flat().length} picks in ${blocks.length} s`;
  const figures = `${told(healed)}, else ${told(calm)}`;
  if (Math.min(healed.length, calm.length) < FEWEST_SECONDS)
    return verdict(name, [], `too few to tell: ${figures}`);
  const chance = chanceOfLarger(healed, calm, { share: P99, random: randomFrom(seed) });
  const what = `the chance of such a difference is ${chance.toFixed(4)}`;
  return verdict(name, chance <= CHANCE ? [{ draftId: null, what }] : [], `${figures}; ${what}`);
}

function phaseOf(deadline: number, ended: readonly Happened[], others: readonly Happened[]): Phase {
  if (isDuring(deadline, others, AFTERMATH_MS) || isDuring(deadline, ended, HEALED_AFTER_MS))
    return 'disturbed';
  return isDuring(deadline, ended, HEALED_AFTER_MS + COUNTED_FOR_MS) ? 'healed' : 'calm';
}

function isDuring(deadline: number, faults: readonly Happened[], aftermathMs: number): boolean {
  return faults.some(({ from, to }) => deadline >= from && deadline <= to + aftermathMs);
}
