import { sortNumbers } from '../../../statistics/sort-numbers';
import type { TableTick } from '../../../table/table';
import { TICK_ROWS } from '../../../ticks';

/** The finite ones of some numbers, which are moved to the front. */
export function finiteOf(values: Float64Array): Float64Array {
  let found = 0;
  for (let i = 0; i < values.length; i++) {
    if (Number.isFinite(values[i])) values[found++] = values[i]!;
  }
  return values.subarray(0, found);
}

/** The middle value, or the mean of the two in the middle; 0 without values. */
export function median(values: Float64Array, tick?: TableTick): number {
  const sorted = sortNumbers(values.slice(), tick);
  const middle = sorted.length >> 1;
  if (!sorted.length) return 0;
  return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** The plain mean; NaN without values. @throws Cancelled (from tick) */
export function meanOf(values: Float64Array, tick?: TableTick): number {
  let sum = 0;
  for (let from = 0; from < values.length; from += TICK_ROWS) {
    tick?.(from, values.length);
    const to = Math.min(values.length, from + TICK_ROWS);
    for (let i = from; i < to; i++) sum += values[i]!;
  }
  return sum / values.length;
}

/** Population standard deviation in two passes; 0 without values. @throws Cancelled (from tick) */
export function standardDeviation(values: Float64Array, tick?: TableTick): number {
  if (!values.length) return 0;
  const mean = meanOf(values, tick);
  let squares = 0;
  for (let from = 0; from < values.length; from += TICK_ROWS) {
    tick?.(from, values.length);
    const to = Math.min(values.length, from + TICK_ROWS);
    for (let i = from; i < to; i++) {
      const difference = values[i]! - mean;
      squares += difference * difference;
    }
  }
  return Math.sqrt(squares / values.length);
}

/** Between the quartiles, interpolated; 0 without values. @throws Cancelled (from tick) */
export function interquartileRange(values: Float64Array, tick: TableTick): number {
  const sorted = sortNumbers(values.slice(), tick);
  const at = (share: number) => {
    const place = (sorted.length - 1) * share;
    const lower = sorted[Math.floor(place)]!;
    return lower + (sorted[Math.ceil(place)]! - lower) * (place - Math.floor(place));
  };
  return sorted.length ? at(0.75) - at(0.25) : 0;
}
