import type { SoakReport } from './run.ts';

const NAME_WIDTH = 34;
const VALUE_WIDTH = 12;

/** A table of every figure: the level after the warm-up, the level at the end, and the verdict; the sum of it last. */
export function linesOf({ verdicts, picks, seconds }: SoakReport): string[] {
  const lines = verdicts.map(({ series, before, after, isGrowing }) => {
    const level = (value: number) => `${value.toFixed(1)} ${series.unit}`.padStart(VALUE_WIDTH);
    return `${series.name.padEnd(NAME_WIDTH)}${level(before)}${level(after)}   ${isGrowing ? 'GROWING' : 'flat'}`;
  });
  const growing = verdicts.filter((verdict) => verdict.isGrowing).map(({ series }) => series.name);
  const played = `${(seconds / 60).toFixed(1)} min, ${picks} picks (${Math.round(picks / seconds)}/s)`;
  const verdict = growing.length === 0 ? 'everything is flat' : `growing: ${growing.join(', ')}`;
  return [
    `${''.padEnd(NAME_WIDTH)}${'after warm-up'.padStart(VALUE_WIDTH + 1)}${'at the end'.padStart(VALUE_WIDTH - 1)}`,
    ...lines,
    `${played}: ${verdict}`,
  ];
}
