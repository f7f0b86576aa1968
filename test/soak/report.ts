import type { SoakReport } from './run.ts';
import { WARM_UP_SHARE } from './series.ts';

const NAME_WIDTH = 34;
const VALUE_WIDTH = 14;
/** The memory of a process settles in about seven minutes: the warm-up of a shorter run is not long enough. */
const LONG_ENOUGH_SECONDS = 15 * 60;
const HEADINGS = ['after warm-up', 'at the end', 'grew by', 'at least'];

/** Whether everything stayed flat, and nothing happened that makes this worth nothing. */
export function isFlat({ verdicts, troubles }: SoakReport): boolean {
  return troubles.length === 0 && !verdicts.some(({ isGrowing }) => isGrowing);
}

/** A table of every figure: two levels, its growth between them, and the verdict; troubles, and the sum of it last. */
export function linesOf(report: SoakReport): string[] {
  const { verdicts, picks, seconds, troubles } = report;
  const lines = verdicts.map(({ series, before, after, growth, surely, isGrowing }) => {
    const cells = [before, after, growth, surely].map((value) =>
      `${value.toFixed(1)} ${series.unit}`.trim().padStart(VALUE_WIDTH),
    );
    return `${series.name.padEnd(NAME_WIDTH)}${cells.join('')}   ${isGrowing ? 'GROWING' : 'flat'}`;
  });
  const growing = verdicts.filter((verdict) => verdict.isGrowing).map(({ series }) => series.name);
  const judged = `judged: the last ${((seconds * (1 - WARM_UP_SHARE)) / 60).toFixed(1)} min`;
  const played = `${(seconds / 60).toFixed(1)} min, ${picks} picks (${Math.round(picks / seconds)}/s), ${judged}`;
  const verdict = growing.length === 0 ? 'everything is flat' : `growing: ${growing.join(', ')}`;
  return [
    `${''.padEnd(NAME_WIDTH)}${HEADINGS.map((heading) => heading.padStart(VALUE_WIDTH)).join('')}`,
    ...lines,
    ...troubles.map((trouble) => `TROUBLE: ${trouble}`),
    ...(seconds < LONG_ENOUGH_SECONDS
      ? ['shorter than 15 min: memory that grows may only be warming up']
      : []),
    `${played}: ${isFlat(report) || growing.length > 0 ? verdict : 'in trouble'}`,
  ];
}
