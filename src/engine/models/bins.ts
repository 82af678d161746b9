import type { Design, ModelTick } from './design';

/** Bins of a column at most: codes are bytes, and one is left over as in scikit-learn. */
const MOST = 255;

/**
 * The columns of a design in at most 255 bins each: one per distinct value where they are few, else between quantiles
 * (midpoints of neighbouring values, as scikit-learn's `_BinMapper`).
 */
export class Bins {
  readonly rows: number;
  readonly columns: number;
  readonly #cuts: readonly Float64Array[];
  readonly #codes: Uint8Array;

  /** @throws Cancelled */
  constructor(design: Design, tick: ModelTick) {
    this.rows = design.rows;
    this.columns = design.columns;
    const valuesOf = columnsOf(design);
    this.#cuts = Array.from({ length: design.columns }, (_, column) => {
      tick();
      return cutsOf(valuesOf(column));
    });
    this.#codes = this.codesOf(design, tick);
  }

  /** Bins of a column. */
  count(column: number): number {
    return this.#cuts[column]!.length + 1;
  }

  /** Bin per row. */
  column(column: number): Uint8Array {
    return this.#codes.subarray(column * this.rows, (column + 1) * this.rows);
  }

  /** Bins of other rows, column by column: `columns * rows`. @throws Cancelled */
  codesOf(design: Design, tick: ModelTick): Uint8Array {
    const codes = new Uint8Array(design.columns * design.rows);
    const valuesOf = columnsOf(design);
    for (let column = 0; column < design.columns; column++) {
      tick();
      const cuts = this.#cuts[column]!;
      const values = valuesOf(column);
      for (let row = 0; row < design.rows; row++) {
        codes[column * design.rows + row] = binOf(cuts, values[row]!);
      }
    }
    return codes;
  }
}

/** The number of cuts below a value. */
function binOf(cuts: Float64Array, value: number): number {
  let from = 0;
  let to = cuts.length;
  while (from < to) {
    const middle = (from + to) >>> 1;
    if (value <= cuts[middle]!) to = middle;
    else from = middle + 1;
  }
  return from;
}

function cutsOf(values: Float64Array): Float64Array {
  const sorted = values.slice().sort();
  const distinct = sorted.filter((value, i) => i === 0 || value !== sorted[i - 1]);
  if (distinct.length <= MOST) {
    return distinct.slice(1).map((value, i) => (distinct[i]! + value) * 0.5);
  }
  const cuts = Float64Array.from({ length: MOST - 1 }, (_, i) => {
    // Per cent and back, as there: where the place is a whole number, the rounding decides.
    const place = (sorted.length - 1) * (((i + 1) * (100 / MOST)) / 100);
    const [below, above] = [sorted[Math.floor(place)]!, sorted[Math.ceil(place)]!];
    return (below + above) * 0.5;
  });
  return cuts.filter((cut, i) => i === 0 || cut !== cuts[i - 1]);
}

/** The values of one column after the other. */
function columnsOf(design: Design): (column: number) => Float64Array {
  const { rows, columns, dense, values, starts, indices, entries } = design;
  // The sparse entries sorted by column.
  const from = new Uint32Array(columns + 2);
  for (const column of indices) from[column + 2]!++;
  for (let column = 0; column <= columns; column++) from[column + 1]! += from[column]!;
  const rowOf = new Uint32Array(indices.length);
  const valueOf = new Float64Array(indices.length);
  for (let row = 0; row < rows; row++) {
    for (let at = starts[row]!; at < starts[row + 1]!; at++) {
      const place = from[indices[at]! + 1]!++;
      rowOf[place] = row;
      valueOf[place] = entries ? entries[at]! : 1;
    }
  }
  return (column) => {
    const found = new Float64Array(rows);
    if (column < dense) {
      for (let row = 0; row < rows; row++) found[row] = values[row * dense + column]!;
    }
    for (let at = from[column]!; at < from[column + 1]!; at++) found[rowOf[at]!] = valueOf[at]!;
    return found;
  };
}
