/** Percentiles of a sample, rounded to a hundredth. */
export type Percentiles = {
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
};

/** The nearest-rank percentiles of a sample; zeros for an empty one. */
export function percentiles(sample: readonly number[]): Percentiles {
  const sorted = sample.toSorted((a, b) => a - b);
  const at = (share: number) => round(sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0);
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99), max: round(sorted.at(-1) ?? 0) };
}

export function round(value: number): number {
  return Math.round(value * 100) / 100;
}
