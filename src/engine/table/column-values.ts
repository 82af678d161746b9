import { spreadBins } from '../sketches/spread-bins';
import { weightedValues, type WeightedValues } from '../statistics/weighted-values';
import { sketchOf } from './open-columns';
import { holdsNumbers, type ColumnProfile } from './profile';
import { countCodes, type Table, type TableTick } from './table';

/** The finite numbers of a column with the cells of each. */
export interface ColumnValues {
  readonly of: WeightedValues;
  /** The column's cells are not held: numbers stand in for those that were counted by size, within 1 %. */
  readonly estimated: boolean;
}

/**
 * Exact where cells are held, else from the sketch, with at most `places` numbers for each size; undefined where there are no
 * numbers, or none were counted. @throws Cancelled
 */
export function columnValues(
  table: Table,
  profile: ColumnProfile,
  tick?: TableTick,
  places?: number,
): ColumnValues | undefined {
  if (!holdsNumbers(profile)) return undefined;
  const column = table.columns[profile.index]!;
  const sketch = sketchOf(column, profile);
  if (!sketch) {
    const of = weightedValues(profile.numbers!, countCodes(column, undefined, tick), tick);
    return { of, estimated: false };
  }
  const { numbers } = sketch;
  // Formatted numbers were not summed in passing.
  if (!numbers || profile.type === 'formatted-number') return undefined;
  const whole = numbers.integers === numbers.n;
  return { of: spreadBins({ ...numbers, whole }, places), estimated: true };
}
