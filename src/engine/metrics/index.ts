import type { Metric } from '../metric';
import { exactDuplicateRows } from './duplicates/exact-duplicate-rows';
import { classImbalance } from './imbalance/class-imbalance';

/** Every metric, in the order in which an audit runs and shows them. */
export const METRICS: readonly Metric[] = [classImbalance, exactDuplicateRows];
