import { moments, momentsOf } from '../../../statistics/describe';
import { sentinels, sketchedSentinels, type Sentinel } from '../../../statistics/sentinel-values';
import { weightedValues } from '../../../statistics/weighted-values';
import { columnValues } from '../../../table/column-values';
import { sketchOf } from '../../../table/open-columns';
import { holdsNumbers, type ColumnProfile } from '../../../table/profile';
import type { Column, Table, TableTick } from '../../../table/table';
import { timeOf } from '../column-summary';

/** What is odd about the numbers of a column. */
export interface OddNumbers {
  /** Cells. */
  readonly zeros: number;
  readonly infinities: number;
  /** Some number is no whole one. */
  readonly fractions: boolean;
  /** Null where it is below what is asked for, or not defined. */
  readonly skewness: number | null;
  readonly sentinels: readonly Sentinel[];
}

/** Numbers that may stand for something else, so that a column without any is not looked at again. */
const SUSPECTS = new Set([-1, ...[9, 99, 999, 9999, 99999].flatMap((n) => [n, -n])]);
const FEWEST = 5;

/** Undefined where the column holds no numbers, or they were not counted. `skewed`: skewness that is asked for. */
export function oddNumbers(
  table: Table,
  profile: ColumnProfile,
  counts: Float64Array | undefined,
  skewed: number,
  tick: TableTick,
): OddNumbers | undefined {
  if (!holdsNumbers(profile) || profile.type === 'bool') return undefined;
  const sketch = sketchOf(table.columns[profile.index]!, profile);
  if (sketch) {
    if (!sketch.numbers || profile.type === 'formatted-number') return undefined;
    const mayStand = sketch.top.some(({ value }) => SUSPECTS.has(Number(value)));
    const found = mayStand ? columnValues(table, profile, tick, 1) : undefined;
    const { zeros, infinities, integers, n, min, max } = sketch.numbers;
    return {
      ...{ zeros, infinities, fractions: integers < n },
      skewness: momentsOf(n, sketch.numbers, min < max).skewness,
      sentinels: found ? sketchedSentinels(sketch, found.of) : [],
    };
  }
  const passed = surveyed(profile.numbers!, counts!);
  // Skewness is at most the largest distance from the mean in standard deviations.
  const may = passed.farthest > skewed;
  const found = may || passed.suspects ? columnValues(table, profile, tick) : undefined;
  return {
    ...passed,
    skewness: may && found ? moments(found.of).skewness : null,
    sentinels: passed.suspects && found ? sentinels(found.of) : [],
  };
}

/** One pass over the values. */
function surveyed(numbers: Float64Array, counts: Float64Array) {
  let [zeros, infinities, n] = [0, 0, 0];
  let [mean, squares] = [0, 0];
  let [min, max] = [Infinity, -Infinity];
  let [fractions, suspects] = [false, false];
  for (let code = 1; code < numbers.length; code++) {
    const value = numbers[code]!;
    const cells = counts[code]!;
    if (cells === 0 || Number.isNaN(value)) continue;
    if (value === Infinity || value === -Infinity) {
      infinities += cells;
      continue;
    }
    if (value === 0) zeros += cells;
    if (!Number.isInteger(value)) fractions = true;
    else if (cells >= FEWEST && SUSPECTS.has(value)) suspects = true;
    n += cells;
    const apart = value - mean;
    mean += (apart * cells) / n;
    squares += cells * apart * (value - mean);
    if (value < min) min = value;
    if (value > max) max = value;
  }
  const sd = Math.sqrt(squares / n);
  const farthest = sd > 0 ? Math.max(max - mean, mean - min) / sd : 0;
  return { zeros, infinities, fractions, suspects, farthest };
}

const TWO = 50;
/** Dates that are often put where there is none. */
const DATES = ['1900-01-01', '1970-01-01', '9999-12-31'];

/** The same of a column of dates whose values are held: codes with their cells. */
export function oddDates(
  { dictionary }: Column,
  counts: Float64Array,
  tick: () => void,
): { readonly code: number; readonly cells: number }[] {
  const suspects: number[] = [];
  for (let code = 1; code < dictionary.size; code++) {
    if (code % 8192 === 0) tick();
    if (counts[code]! < FEWEST) continue;
    // Most dates begin with a 2.
    if (dictionary.bytes?.arena[dictionary.bytes.offsets[code]!] === TWO) continue;
    const text = dictionary.text(code);
    if (DATES.some((date) => text.startsWith(date))) suspects.push(code);
  }
  if (suspects.length === 0) return [];
  const times = new Float64Array(dictionary.size).fill(NaN);
  for (let code = 1; code < times.length; code++) {
    if (code % 8192 === 0) tick();
    if (counts[code] !== 0) times[code] = timeOf(dictionary.text(code));
  }
  const found = sentinels(
    weightedValues(times, counts, tick),
    suspects.map((code) => times[code]!),
  );
  return found.map(({ value, cells }) => ({
    code: suspects.find((code) => times[code] === value)!,
    cells,
  }));
}
