import type { Numbers } from '../database/numbers.ts';
import { plural } from './words.ts';

const SOURCE_WIDTH = 14;

/** The numbers of a period as a text for people. */
export function numbersText({ since, until, drafts, sources, rounds, minutes }: Numbers): string {
  const lines = [
    `Drafts opened from ${day(since)} to ${day(until)}: ${drafts.opened}`,
    `  completed ${drafts.completed}, running ${drafts.running}, cancelled ${drafts.cancelled}, abandoned ${drafts.abandoned}`,
    `  rollbacks ${drafts.rollbacks} in ${plural(drafts.rolledBackDrafts, 'draft', 'drafts')} (${plural(drafts.undonePicks, 'cell', 'cells')}), corrections ${drafts.corrections}`,
    `  clocks that ran out ${drafts.clocksRunOut}, autopilots after misses ${drafts.autopilotsAfterMisses}`,
    'Picks by source',
    ...sources.map(
      ({ source, picks, share }) => `  ${source.padEnd(SOURCE_WIDTH)}${picks} (${percent(share)})`,
    ),
    'Managers by round: picks, median and 90 % of seconds, median reach, within 12 places of the ADP',
    ...rounds.map(
      ({ round, picks, medianSeconds, p90Seconds, medianReach, nearRankShare }) =>
        `  ${round}: ${picks}, ${seconds(medianSeconds)}, ${seconds(p90Seconds)}, ${places(medianReach)}, ${percent(nearRankShare)}`,
    ),
    'Busiest minutes: picks, drafts',
    ...minutes.map(({ minute, picks, drafts: busy }) => `  ${minute}: ${picks}, ${busy}`),
    'What each means and leaves out: docs/numbers.md',
  ];
  return lines.join('\n');
}

function day(iso: string): string {
  return iso.slice(0, 'yyyy-mm-dd'.length);
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

/** Places to a tenth, without a decimal that says nothing. */
function places(reach: number): string {
  return String(Math.round(10 * reach) / 10);
}

function seconds(value: number | null): string {
  return value === null ? '-' : value.toFixed(1);
}
