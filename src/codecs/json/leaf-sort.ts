import { CellTag } from '../../engine/table/table';
import type { RowValues } from '../columns/column-builder';
import type { JsonBatch } from './json-batch';
import { leafTag, NO_PATH } from './json-batch';

/** Sorts the leaves of batches by column; nulls are left out. */
export class LeafSort {
  #values = valuesFor(1024);
  #firsts = new Uint32Array(64);

  /** The values of the last batch; those of column c are `first(c)` .. `first(c + 1) - 1`, by row. */
  get values(): RowValues {
    return this.#values;
  }

  /** The first value of a column. */
  first(column: number): number {
    return this.#firsts[column]!;
  }

  /** `columnOf`: a column per path that the batch has. Row 0 of the batch is row `firstRow` of the table. */
  byColumn(batch: JsonBatch, columnOf: Int32Array, columns: number, firstRow: number): void {
    const { leafPaths, leafStarts, leafEnds, leafKinds, rowLeaves } = batch;
    const leaves = rowLeaves[batch.rows]!;
    if (leaves > this.#values.rows.length) this.#values = valuesFor(leaves * 2);
    if (columns + 2 > this.#firsts.length) this.#firsts = new Uint32Array(columns * 2 + 2);
    // Counts lie two slots ahead, so that adding them up and counting again gives the firsts in place.
    const next = this.#firsts;
    next.fill(0, 0, columns + 2);
    // Leaves of paths without a column are left out as well.
    for (let leaf = 0; leaf < leaves; leaf++) {
      const path = leafPaths[leaf]!;
      if (path === NO_PATH || leafTag(leafKinds[leaf]!) === CellTag.text) continue;
      const column = columnOf[path]!;
      if (column >= 0) next[column + 2]!++;
    }
    for (let column = 2; column < columns + 2; column++) next[column]! += next[column - 1]!;
    const { rows, starts, ends, tags } = this.#values;
    for (let row = 0; row < batch.rows; row++) {
      const end = rowLeaves[row + 1]!;
      for (let leaf = rowLeaves[row]!; leaf < end; leaf++) {
        const path = leafPaths[leaf]!;
        const tag = leafTag(leafKinds[leaf]!);
        if (path === NO_PATH || tag === CellTag.text || columnOf[path]! < 0) continue;
        const into = next[columnOf[path]! + 1]!++;
        rows[into] = firstRow + row;
        starts[into] = leafStarts[leaf]!;
        ends[into] = leafEnds[leaf]!;
        tags[into] = tag;
      }
    }
  }
}

function valuesFor(count: number): RowValues {
  return {
    rows: new Uint32Array(count),
    starts: new Uint32Array(count),
    ends: new Uint32Array(count),
    tags: new Uint8Array(count),
  };
}
