import { measure } from './measure.ts';
import { createMetrics } from './metrics.ts';

/** The metrics of this process: they listen to its signals from the start. */
export const metrics = createMetrics();
measure(metrics);
