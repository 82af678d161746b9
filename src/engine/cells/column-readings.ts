import type { Dictionary } from '../table/table';
import { CellReader, KINDS } from './cell-reader';

/** Set beside the kind of a null-like value. */
export const NULL_LIKE = 0x80;

/** What all values of a column are: a small number per distinct value, and sums per kind. */
export interface ColumnReadings {
  /** Index in `KINDS` per code, with `NULL_LIKE` where it applies; 0 for the missing code and codes no row uses. */
  readonly kinds: Uint8Array;
  /** Per code, NaN where it is no number; absent when none is. */
  readonly numbers: Float64Array | undefined;
  /** Cells and distinct values per kind; null-like ones apart. */
  readonly cells: Float64Array;
  readonly values: Float64Array;
  readonly nullCells: Float64Array;
  readonly nullValues: Float64Array;
  /** Most decimals written, per kind. */
  readonly decimals: Float64Array;
  readonly nullLikes: readonly number[];
  /** Some date tells day and month apart. */
  readonly clearDates: boolean;
}

/** Whether values of a kind are numbers, per kind. */
const ARE_NUMBERS: readonly boolean[] = KINDS.map((kind) =>
  ['integer', 'float', 'formatted-number'].includes(kind),
);

/**
 * Reads every value that has cells, once. `counts` are the cells per code. `tick` gets the share that is done, 0..1.
 * @throws Cancelled (from tick)
 */
export function readColumn(
  dictionary: Dictionary,
  counts: Float64Array,
  tick: (part: number) => void,
): ColumnReadings {
  const { size } = dictionary;
  const perKind = () => new Float64Array(KINDS.length);
  const kinds = new Uint8Array(size);
  const [cells, values, nullCells, nullValues, decimals] = [
    perKind(),
    perKind(),
    perKind(),
    perKind(),
    perKind(),
  ];
  const nullLikes: number[] = [];
  const reader = new CellReader(dictionary);
  let numbers: Float64Array | undefined;
  let clearDates = false;
  for (let code = 1; code < size; code++) {
    if (code % 8192 === 0) tick(code / size);
    const count = counts[code]!;
    if (count === 0) continue;
    reader.read(code);
    const { kind } = reader;
    if (reader.nullLike) {
      nullLikes.push(code);
      kinds[code] = kind | NULL_LIKE;
      nullCells[kind]! += count;
      nullValues[kind]!++;
      continue;
    }
    kinds[code] = kind;
    cells[kind]! += count;
    values[kind]!++;
    clearDates ||= reader.clearDate;
    if (ARE_NUMBERS[kind]!) {
      numbers ??= new Float64Array(size).fill(NaN);
      numbers[code] = reader.value;
      if (reader.decimals > decimals[kind]!) decimals[kind] = reader.decimals;
    }
  }
  return {
    kinds,
    numbers,
    cells,
    values,
    nullCells,
    nullValues,
    decimals,
    nullLikes,
    clearDates,
  };
}
