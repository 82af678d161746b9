import { readNumber } from '../cells/number';
import type { ColumnProfile } from './profile';
import { cellText, isOpen, type Table } from './table';

/** The number of a row in a column of numbers, NaN when there is none; of an open column as its text in the file reads. */
export function numberAt(table: Table, profile: ColumnProfile): (row: number) => number {
  const { index } = profile;
  if (isOpen(table, index)) return (row) => readNumber(cellText(table, row, index)).value;
  const numbers = profile.numbers!;
  const { codes } = table.columns[index]!;
  return (row) => numbers[codes[row]!]!;
}
