/** A figure over time. */
export interface Series {
  readonly name: string;
  readonly unit: string;
  /** Less growth than this is nothing, however small the figure was: collected garbage, a page, a connection more. */
  readonly floor: number;
  readonly values: readonly number[];
}

/** Whether a figure stays where it is. */
export interface SeriesVerdict {
  readonly series: Series;
  /** The level it comes back to, after the warm-up and at the end. */
  readonly before: number;
  readonly after: number;
  readonly isGrowing: boolean;
}

/** The first part fills caches, pools and pages. */
const WARM_UP_SHARE = 1 / 3;
const GROWTH = 1.15;
/** What a figure comes back to after each garbage collection and each vacuum. */
const LEVEL = 0.25;

/**
 * Compares the level after the warm-up with the level at the end: the lower quartiles of the second third of the samples and of
 * the last. A figure grows when it rose by more than 15 % and by more than its floor.
 */
export function judge(series: Series): SeriesVerdict {
  const { values, floor } = series;
  const begin = Math.floor(values.length * WARM_UP_SHARE);
  const middle = Math.floor((values.length + begin) / 2);
  const before = levelOf(values.slice(begin, middle));
  const after = levelOf(values.slice(middle));
  return { series, before, after, isGrowing: after > before * GROWTH && after - before > floor };
}

function levelOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) * LEVEL)] ?? 0;
}
