/** Which traces are recorded, by the names of OTEL_TRACES_SAMPLER. */
export const SAMPLERS = [
  ...(['always_on', 'always_off', 'traceidratio'] as const),
  ...(['parentbased_always_on', 'parentbased_always_off', 'parentbased_traceidratio'] as const),
] as const;
export type SamplerName = (typeof SAMPLERS)[number];

/** How this process traces, as the environment says. */
export interface TracingConfig {
  readonly sampler: SamplerName;
  /** Which share of traces the samplers by ratio record: 0 to 1. */
  readonly ratio: number;
  /** Spans wait for so many milliseconds to be sent together. */
  readonly sendEveryMs: number;
}

export interface TracingOptions extends TracingConfig {
  readonly version: string;
  /** Which process it is. */
  readonly instance: string;
}
