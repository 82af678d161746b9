import { CellBytes, type BatchCells } from '../cell-bytes';
import type { Tick } from '../../codec';
import { readAgain, type DelimitedLayout } from './second-reading';

/** A second reading of a file, for some of its columns. */
export interface CellPass {
  /** Rows of the table. */
  readonly rows: number;
  /** The place of a column in row keys. */
  keyNumber(column: number): number;
  /**
   * Goes through the cells of columns batch by batch: the rows [from, to) of a batch are those from row `row` on of the
   * table. @throws EngineError unreadable, source-changed; Cancelled
   */
  each(
    columns: readonly number[],
    take: (cells: BatchCells, from: number, to: number, row: number) => void,
    tick: Tick,
  ): void;
}

/** Second readings of delimited text. */
export function delimitedPass(layout: DelimitedLayout): CellPass {
  return {
    rows: layout.rows,
    keyNumber: (column) => column,
    each(_columns, take, tick) {
      const cells = new CellBytes();
      readAgain(
        layout,
        (bytes, batch, from, row) => {
          cells.load(bytes, batch);
          take(cells, from, batch.rows, row);
        },
        tick,
      );
    },
  };
}
