import { fixedDigits } from '../../engine/cells/fixed-decimals';
import { madeText, type MadeColumn, type MadeRows } from '../../engine/plan/plan';
import { cellText, isOpen, type Table } from '../../engine/table/table';
import { formatCell } from './format-cell';

/** Values of a copied column up to which each is formatted once. */
const MOST_KNOWN = 4096;

/** Digits that are written without being a text in between. */
const MOST_DIGITS = 2 ** 31;

/** Where cells of made rows go. */
export interface CellSink {
  text(text: string): void;
  /** `digits` with a point before the last `decimals` of them; absent: as text. */
  decimal?(digits: number, decimals: number): void;
}

/** Writes one cell of a made row. */
type CellWriter = (made: number) => void;

/**
 * What writes each cell of a made row, in the order of the table's columns. Numbers go digit by digit and copied cells
 * are formatted once per value, for made rows have millions of cells.
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
  return table.columns.map((_, index): CellWriter => {
    const texts = made.texts.findLast(({ column }) => column === index);
    if (texts) {
      return (row) => {
        written(texts.text(row));
      };
    }
    const numbers = made.numbers.findLast(({ column }) => column === index);
    if (numbers) return numberWriter(numbers, delimiter, written, sink);
    const copied = copiedCells(table, index, delimiter);
    return (row) => {
      sink.text(copied(made.parents[row]!));
    };
  });
}

function numberWriter(
  column: MadeColumn,
  delimiter: string,
  written: (text: string) => void,
  sink: CellSink,
): CellWriter {
  const { values, decimals } = column;
  const { decimal } = sink;
  if (!decimal || column.text || decimals < 0 || /[\d.-]/.test(delimiter)) {
    return (row) => {
      written(madeText(column, row));
    };
  }
  return (row) => {
    const digits = fixedDigits(values[row]!, decimals);
    if (Math.abs(digits) < MOST_DIGITS) decimal(digits, decimals);
    else written(madeText(column, row));
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
