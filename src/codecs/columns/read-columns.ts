import { MOST_HELD } from '../../engine/table/sketch';
import type { Charset } from '../encodings/charset';
import type { Tick } from '../codec';
import { ColumnBuilder, Scratch } from './column-builder';
import { columnsFor } from '../delimited/columns/columns-for';
import { delimitedScanner } from '../delimited/delimited-scanner';
import { QUOTE } from '../delimited/dialect/delimiter';
import { InternedDictionary } from './intern';
import type { Cells } from './loaded-columns';
import { readAgain, SECOND_FIELDS, type DelimitedLayout } from '../delimited/again/second-reading';

/** Columns to read: `few` are known to have no more values than are held, `many` may have any number. */
export interface Wanted {
  readonly few: readonly number[];
  readonly many: readonly number[];
}

/**
 * The cells of columns of delimited text that was read before, in one pass over the file. Codes are numbered as they
 * were then. @throws EngineError unreadable, source-changed; Cancelled
 */
export function readColumns(
  layout: DelimitedLayout,
  charset: Charset,
  { few, many }: Wanted,
  tick: Tick,
): Map<number, Cells> {
  const { rows, marks } = layout;
  const scanner = delimitedScanner(marks, SECOND_FIELDS);
  const coded = columnsFor(scanner, {
    fields: few,
    expectedRows: rows,
    limits: { values: MOST_HELD, bytes: 0xffffffff },
    hints: () => {
      throw new Error('Columns of few values are never opened.');
    },
  });
  const builders = many.map(() => new ColumnBuilder(rows));
  const scratch = new Scratch();
  readAgain(
    layout,
    (bytes, batch, fromRow) => {
      many.forEach((index, at) => {
        builders[at]!.addFields(bytes, batch, fromRow, index, QUOTE, scratch);
      });
      // Last: where the memory of a kernel grows, the arrays of the batch are gone.
      coded.take(bytes, batch, fromRow);
    },
    tick,
    scanner,
  );
  const found = new Map<number, Cells>();
  coded.finish(rows).columns.forEach((column, at) => {
    if (column.kind !== 'held') return;
    const { codes, arena, offsets, size } = column;
    const dictionary = new InternedDictionary(arena, offsets, undefined, size, charset);
    found.set(few[at]!, { codes, dictionary });
  });
  many.forEach((index, at) => {
    found.set(index, builders[at]!.finish(index, '', rows, charset));
  });
  return found;
}
