import type { Metric } from '../metric';

/** Every metric, in the order in which an audit runs and shows them. */
export const METRICS: readonly Metric[] = [];
