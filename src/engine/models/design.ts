/**
 * Rows as models read them: `dense` numbers per row, then entries that are mostly zero (one-hot levels, words), of which
 * each row names the few it has.
 */
export interface Design {
  readonly rows: number;
  /** Dense columns and sparse ones together. */
  readonly columns: number;
  readonly dense: number;
  /** Row-major, `rows * dense`. No NaN. */
  readonly values: Float64Array;
  /** Where the sparse entries of each row start in `indices`; length `rows + 1`. */
  readonly starts: Uint32Array;
  /** Columns of the sparse entries, from `dense` on; ascending within a row. */
  readonly indices: Uint32Array;
  /** Their values; all 1 when absent. */
  readonly entries?: Float64Array;
}

/** Rows with a class each. */
export interface Examples {
  readonly design: Design;
  /** Class per row, 0 .. classCount - 1. */
  readonly classes: Uint32Array;
  readonly classCount: number;
  /** Weight per row, not negative; all 1 when absent. */
  readonly weights?: Float64Array;
}

/** Call every few thousand rows. @throws Cancelled */
export type ModelTick = () => void;

/** A model that was fitted. */
export interface Classifier {
  /** Row-major, `rows * classCount`; each row sums to 1. @throws Cancelled */
  probabilities(design: Design, tick: ModelTick): Float64Array;
}

/** @throws Cancelled */
export type Fit = (examples: Examples, tick: ModelTick) => Classifier;

/** Rows between two ticks: about a million products. */
function strideOf(forms: Float64Array): number {
  return Math.ceil(0x100000 / (forms.length + 1));
}

/** A design of dense numbers alone; `values` row-major. */
export function denseDesign(values: Float64Array, columns: number): Design {
  const rows = columns ? values.length / columns : 0;
  return {
    rows,
    columns,
    dense: columns,
    values,
    starts: new Uint32Array(rows + 1),
    indices: new Uint32Array(0),
  };
}

/**
 * The product of a design with one or more linear forms. `forms` holds `columns + 1` numbers per form, the last its
 * intercept; `out` gets `rows * forms` numbers, row-major.
 */
export function multiply(
  design: Design,
  forms: Float64Array,
  out: Float64Array,
  tick: ModelTick,
): void {
  const { rows, columns, dense, values, starts, indices, entries } = design;
  const width = columns + 1;
  const count = forms.length / width;
  const stride = strideOf(forms);
  for (let row = 0; row < rows; row++) {
    if (row % stride === 0) tick();
    const from = row * dense;
    for (let form = 0; form < count; form++) {
      const base = form * width;
      let sum = forms[base + columns]!;
      for (let j = 0; j < dense; j++) sum += forms[base + j]! * values[from + j]!;
      for (let at = starts[row]!; at < starts[row + 1]!; at++) {
        sum += forms[base + indices[at]!]! * (entries ? entries[at]! : 1);
      }
      out[row * count + form] = sum;
    }
  }
}

/** Adds to `forms` the rows of the design times `factors` (`rows * forms`, row-major): the transpose of `multiply`. */
export function accumulate(
  design: Design,
  factors: Float64Array,
  forms: Float64Array,
  tick: ModelTick,
): void {
  const { rows, columns, dense, values, starts, indices, entries } = design;
  const width = columns + 1;
  const count = forms.length / width;
  const stride = strideOf(forms);
  for (let row = 0; row < rows; row++) {
    if (row % stride === 0) tick();
    const from = row * dense;
    for (let form = 0; form < count; form++) {
      const factor = factors[row * count + form]!;
      if (factor === 0) continue;
      const base = form * width;
      for (let j = 0; j < dense; j++) forms[base + j]! += factor * values[from + j]!;
      for (let at = starts[row]!; at < starts[row + 1]!; at++) {
        forms[base + indices[at]!]! += factor * (entries ? entries[at]! : 1);
      }
      forms[base + columns]! += factor;
    }
  }
}
