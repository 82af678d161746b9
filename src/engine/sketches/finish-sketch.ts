import type { ColumnSketch, NumberSketch } from '../table/sketch';
import type { Column } from '../table/table';
import { estimateDistinct } from './hyper-log-log';
import { kindsByName } from './plain-cell';
import { NumberCount } from './sketch-builder';
import type { ColumnHint, SketchState } from './state';
import { centralSums } from './sums';

/** What a sketch says of the whole file besides what its cells taught. */
export interface SketchFrame {
  readonly rows: number;
  /** Bits of the rows whose cell is empty. */
  readonly empty: Uint32Array;
  readonly head: Column;
  /** The text of a cell's bytes. */
  decode(bytes: Uint8Array): string;
}

/** The sketch of a column from the merged state of all its rows. */
export function finishSketch(
  state: SketchState,
  hint: ColumnHint,
  { rows, empty, head, decode }: SketchFrame,
): ColumnSketch {
  const { cells, nullLike, decimals, dates, odd } = state;
  const numbers = numbersOf(state, hint);
  return {
    rows,
    empty,
    cells,
    nullLike,
    kinds: kindsByName(state.kinds),
    decimals,
    // There are no more distinct values than cells.
    distinct: Math.min(cells, Math.round(estimateDistinct(state.registers))),
    ...(numbers && { numbers }),
    ...(hint.measuresText && { characters: state.characters, words: state.words }),
    ...(dates && { dates: { min: dates.min, max: dates.max } }),
    head,
    top: hint.candidates
      .map((bytes, i) => ({ value: decode(bytes), count: state.top[i]! }))
      .filter(({ count }) => count > 0)
      .sort((a, b) => b.count - a.count),
    odd,
  };
}

function numbersOf(
  { counts, range, sums, bins }: SketchState,
  { shift }: ColumnHint,
): NumberSketch | undefined {
  const n = counts[NumberCount.finite]!;
  if (n === 0) return undefined;
  return {
    n,
    min: range[0]!,
    max: range[1]!,
    ...centralSums(sums, shift, n),
    zeros: counts[NumberCount.zeros]!,
    negatives: counts[NumberCount.negatives]!,
    infinities: counts[NumberCount.infinities]!,
    integers: counts[NumberCount.integers]!,
    shift,
    bins,
  };
}
