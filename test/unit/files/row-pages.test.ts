import { describe, expect, it } from 'vitest';
import { memorySource } from '../../../src/codecs/bytes';
import type { ReadResult } from '../../../src/codecs/codec';
import { codecFor } from '../../../src/codecs';
import { profileColumns } from '../../../src/engine/table/profile-columns';
import { tableOf, type Table } from '../../../src/engine/table/table';
import { pageOf, selectRows } from '../../../src/files/reading/row-pages';
import { noTick } from '../codecs/reading';

const cellsOf = (row: number) => [
  `name ${row}`,
  row % 50 === 7 ? 'NA' : row % 50 === 8 ? '' : String(row / 4),
  row % 3 === 0 ? 'a' : 'b',
];
const ROWS = 2000;
const file = [
  'name,size,kind',
  ...Array.from({ length: ROWS }, (_, row) => cellsOf(row).join(',')),
];

/** A table with open columns that must not be loaded: nothing fits into a byte. */
function openTable(): Table {
  const source = memorySource('file.csv', new TextEncoder().encode(file.join('\n')));
  const options = { limits: { values: 100, memory: 1 } };
  const { table } = codecFor('file.csv', new Uint8Array(0)).read(
    source,
    options,
    noTick,
  ) as ReadResult;
  expect(table.columns.map(({ sketch }) => sketch !== undefined)).toEqual([true, true, false]);
  return table;
}

describe('rows of open columns', () => {
  const table = openTable();
  const profiles = profileColumns(table, noTick);
  const where = (...cells: readonly { column: number; value: string }[]) => [
    ...selectRows(table, profiles, new Map(), { kind: 'where', cells }, noTick).rows,
  ];
  const rowsIf = (wanted: (cells: string[]) => boolean) =>
    Array.from({ length: ROWS }, (_, row) => row).filter((row) => wanted(cellsOf(row)));

  it('are found by value without holding a cell', () => {
    expect(where({ column: 0, value: 'name 1234' })).toEqual([1234]);
    expect(where({ column: 1, value: '25.25' })).toEqual([101]);
    expect(where({ column: 1, value: '25.250' })).toEqual([]);
  });

  it('are found by what is missing, null-like cells of numbers included', () => {
    expect(where({ column: 1, value: '' })).toEqual(rowsIf(([, size]) => /^(NA)?$/.test(size!)));
    expect(where({ column: 0, value: '' })).toEqual([]);
  });

  it('are found by several cells, open and held', () => {
    const expected = rowsIf(([, size, kind]) => kind === 'a' && (size === '' || size === 'NA'));
    expect(where({ column: 1, value: '' }, { column: 2, value: 'a' })).toEqual(expected);
    expect(where()).toEqual([]);
  });

  it('are shown with all their cells', () => {
    const rows = { rows: Uint32Array.of(1999, 7), columns: [], reason: '' };
    expect(pageOf(table, rows, 0, 10).rows).toEqual([
      { row: 1999, line: 2001, cells: cellsOf(1999) },
      { row: 7, line: 9, cells: cellsOf(7) },
    ]);
  });
});

describe('the length of cells', () => {
  const long = '😀'.repeat(15_000);
  const table = tableOf(
    ['a', 'b'],
    Array.from({ length: 400 }, () => [long, 'short']),
  );
  const lengths = (rows: number, characters?: number) =>
    pageOf(
      table,
      { rows: new Uint32Array(rows), columns: [], reason: '' },
      0,
      500,
      characters,
    ).rows[0]!.cells.map((cell) => cell.length);

  it('is 300 characters, or as many as are asked for, up to 20,000', () => {
    // The ellipsis comes after whole characters, which are pairs here.
    expect(lengths(2)).toEqual([299, 5]);
    expect(lengths(2, 1001)).toEqual([1001, 5]);
    expect(lengths(2, 1e9)).toEqual([19_999, 5]);
  });

  it('is less on a page that would be very long, but no less than usual', () => {
    expect(lengths(100, 20_000)).toEqual([9_999, 5]);
    expect(lengths(400, 20_000)).toEqual([2_499, 5]);
  });
});
