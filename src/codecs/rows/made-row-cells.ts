import { madeText, type MadeColumn, type MadeRows } from '../../engine/plan/plan';
import { cellText, isOpen, type Table } from '../../engine/table/table';
import { formatCell } from './format-cell';

/** Values of a copied column up to which each is formatted once. */
const MOST_KNOWN = 4096;

/** Where cells of made rows go. */
export interface CellSink {
  text(text: string): void;
  /** What stands between two cells. */
  separator(): void;
  /**
   * Writes entry `row` of `values[from]` and of the lists behind it, with so many decimals each and separators between
   * them, as long as digits are certain; answers before which list it stopped. Absent: numbers are written as text.
   */
  decimals?(
    values: readonly Float64Array[],
    decimals: Uint8Array,
    row: number,
    from: number,
  ): number;
}

/** Writes a cell of a made row, or several that adjoin with separators between them. */
type CellWriter = (made: number) => void;

/**
 * What writes the cells of a made row, in the order of the table's columns. Numbers go digit by digit, all that adjoin
 * at once, and copied cells are formatted once per value, for made rows have millions of cells.
 */
export function madeRowCells(
  table: Table,
  made: MadeRows,
  delimiter: string,
  sink: CellSink,
): CellWriter[] {
  const written = (text: string) => {
    sink.text(formatCell(text, delimiter));
  };
  const byDigits = sink.decimals !== undefined && !/[\d.-]/.test(delimiter);
  const columns = table.columns.map((_, index) => ({
    index,
    texts: made.texts.findLast(({ column }) => column === index),
    numbers: made.numbers.findLast(({ column }) => column === index),
  }));
  const writers: CellWriter[] = [];
  for (let at = 0; at < columns.length;) {
    const run: MadeColumn[] = [];
    for (let next = at; byDigits && next < columns.length; next++) {
      const { texts, numbers } = columns[next]!;
      if (texts || !numbers || numbers.text || numbers.decimals < 0) break;
      run.push(numbers);
    }
    if (run.length > 0) {
      writers.push(decimalsWriter(run, written, sink));
      at += run.length;
      continue;
    }
    const { index, texts, numbers } = columns[at++]!;
    const textOf = texts ? (row: number) => texts.text(row) : numbers && numberText(numbers);
    writers.push(
      textOf
        ? (row) => {
            written(textOf(row));
          }
        : copiedWriter(table, index, made, delimiter, sink),
    );
  }
  return writers;
}

const numberText = (column: MadeColumn) => (row: number) => madeText(column, row);

function decimalsWriter(
  columns: readonly MadeColumn[],
  written: (text: string) => void,
  sink: CellSink,
): CellWriter {
  const values = columns.map((column) => column.values);
  const decimals = Uint8Array.from(columns, (column) => Math.min(255, column.decimals));
  return (row) => {
    for (let at = 0; at < values.length; at++) {
      at = sink.decimals!(values, decimals, row, at);
      if (at === values.length) return;
      written(madeText(columns[at]!, row));
      if (at + 1 < values.length) sink.separator();
    }
  };
}

function copiedWriter(
  table: Table,
  index: number,
  { parents }: MadeRows,
  delimiter: string,
  sink: CellSink,
): CellWriter {
  const copied = copiedCells(table, index, delimiter);
  return (row) => {
    sink.text(copied(parents[row]!));
  };
}

/** The cell of a source row as it is written in a made row. */
function copiedCells(table: Table, column: number, delimiter: string): (row: number) => string {
  const read = (row: number) => formatCell(cellText(table, row, column), delimiter);
  if (isOpen(table, column)) return read;
  const { codes, dictionary } = table.columns[column]!;
  if (dictionary.size > MOST_KNOWN) return read;
  const known: string[] = [];
  return (row) => (known[codes[row]!] ??= read(row));
}
