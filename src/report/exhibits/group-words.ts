import { count } from '../../engine/words';
import { t } from '../../engine/language';

/** Rows of a group below which their number is not told: a report may leave the machine, and few people are known by it. */
const TOLD = 10;

/** Rows of a group as reports show them. */
export function fewRows(rows: number): string {
  return rows > 0 && rows < TOLD ? `<${String(TOLD)}` : count(rows);
}

/** A difference of two shares in percentage points: +4.2, −12.0. */
export function signedPoints(difference: number): string {
  const points = (Math.abs(difference) * 100).toFixed(1);
  if (points === '0.0') return points;
  return difference < 0 ? `−${points}` : `+${points}`;
}

/** Its interval. */
export function pointsBetween(low: number, high: number): string {
  return t`${signedPoints(low)} to ${signedPoints(high)}`;
}
