/** A figure over time. */
export interface Series {
  readonly name: string;
  readonly unit: string;
  /** Less growth than this, in its unit and over the part that is judged, is nothing: garbage, a page, a connection more. */
  readonly floor: number;
  /** At even distances. */
  readonly values: readonly number[];
}

/** Whether a figure stays where it is. Growth is that of the part that is judged, in the unit of the series. */
export interface SeriesVerdict {
  readonly series: Series;
  /** The level at which the judged part begins and ends: the medians of its first and last quarter. */
  readonly before: number;
  readonly after: number;
  /** What it grew by, whatever it did in between: the slope of Theil and Sen. */
  readonly growth: number;
  /** What it grew by at least, with a confidence of 99 %. */
  readonly surely: number;
  readonly isGrowing: boolean;
}

/** The first part fills caches, pools and pages. */
export const WARM_UP_SHARE = 1 / 3;
/** One-sided, of the normal distribution: 99 %. */
const CONFIDENCE = 2.326;
const QUARTER = 0.25;

/**
 * Judges what comes after the first third. A figure grows when it surely grew by more than its floor: when the lower end of
 * Sen's interval for the slope is above it. Ups and downs, such as those of a heap between collections, only widen the
 * interval. No share of the level is forgiven: a leak is as large in a large process.
 */
export function judge(series: Series): SeriesVerdict {
  const values = series.values.slice(Math.floor(series.values.length * WARM_UP_SHARE));
  const n = values.length;
  const slopes = slopesOf(values);
  const spread = CONFIDENCE * Math.sqrt((n * (n - 1) * (2 * n + 5)) / 18);
  const growth = medianOf(slopes) * n;
  const surely = (slopes[Math.max(0, Math.floor((slopes.length - spread) / 2))] ?? 0) * n;
  const quarter = Math.ceil(n * QUARTER);
  return {
    series,
    before: medianOf(values.slice(0, quarter).toSorted(ascending)),
    after: medianOf(values.slice(-quarter).toSorted(ascending)),
    growth,
    surely,
    isGrowing: surely > series.floor,
  };
}

/** The slopes between any two values, in units a sample, sorted. */
function slopesOf(values: readonly number[]): number[] {
  return values
    .flatMap((from, i) => values.slice(i + 1).map((to, further) => (to - from) / (further + 1)))
    .sort(ascending);
}

function medianOf(sorted: readonly number[]): number {
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? 0;
}

const ascending = (a: number, b: number) => a - b;
