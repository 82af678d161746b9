import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cellText, type OpenKey, type Table } from '../../../src/engine/table/table';
import { isNullLike } from '../../../src/engine/cells/kind';
import { readNumber } from '../../../src/engine/cells/number';
import { charsetFor, isUtf16, UTF8 } from '../../../src/codecs/encodings/charset';
import { numberCells } from '../../../src/codecs/delimited/again/number-cells';
import { TwinScanner } from '../../../src/codecs/delimited/twin-scanner';
import type { NumberColumn } from '../../../src/engine/table/table';
import { noTick } from '../../unit/codecs/reading';
import { openTwice } from './opened';

/** Cells of which several are equal by value and not as written. */
const cell = fc.oneof(
  fc.constantFrom(
    '1',
    '1.0',
    '+1',
    ' 1',
    '1e0',
    '-0',
    '0',
    '0.0',
    '007',
    '7',
    'inf',
    '-Infinity',
    '1,234.5',
    '\u00a012',
    '12 %',
    '-.5e3',
    '123456789012345678901e-7',
    '9007199254740993',
  ),
  fc.constantFrom(
    '',
    'NA',
    'na',
    '?',
    ' NA ',
    'null',
    '-',
    'text',
    'é',
    'a "quoted" word',
    'a,b',
    'two\nlines',
  ),
  fc.string({ maxLength: 3, unit: fc.constantFrom('a', '"', '\n', '\r', ',', ' ', 'ü') }),
);
const width = 3;
const tables = fc.record({
  rows: fc.array(fc.array(cell, { minLength: 1, maxLength: width + 1 }), {
    minLength: 1,
    maxLength: 30,
    size: 'max',
  }),
  newline: fc.constantFrom('\n', '\r\n'),
  encoding: fc.constantFrom('utf-8', 'utf-16le', 'utf-16be', 'windows-1252'),
});

function written(text: string): string {
  return /[",\r\n]/.test(text) || text === '' ? `"${text.replace(/"/g, '""')}"` : text;
}

function fileOf({
  rows,
  newline,
  encoding,
}: typeof tables extends fc.Arbitrary<infer T> ? T : never) {
  const lines = [['x', 'y', 'z'], ...rows].map((cells) => cells.map(written).join(','));
  const text = lines.join(newline) + newline;
  if (encoding === 'utf-8') return Buffer.from(text, 'utf8');
  if (encoding === 'windows-1252') return Buffer.from(text, 'latin1');
  const units = Buffer.from(`\ufeff${text}`, 'utf16le');
  return encoding === 'utf-16le' ? units : units.swap16();
}

const opened = tables.map((table) =>
  openTwice(new Uint8Array(fileOf(table)), {
    delimiter: ',',
    header: true,
    encoding: table.encoding,
  }),
);
const keys = fc
  .subarray([0, 1, 2], { minLength: 1 })
  .chain((columns) =>
    fc.tuple(
      ...columns.map((column) => fc.record({ column: fc.constant(column), byValue: fc.boolean() })),
    ),
  );

/** What readings of a cell are numbers of a column, by its type. */
const NUMBERS_OF: Readonly<Record<string, readonly string[]>> = {
  integer: ['integer'],
  float: ['integer', 'float'],
  'formatted-number': ['integer', 'float', 'formatted'],
};

/** The oracle: what a cell is equal to, as text. */
function valueOf(text: string, byValue: boolean): string {
  if (!byValue) return `text ${text}`;
  if (text === '' || isNullLike(text)) return 'missing';
  const { kind, value } = readNumber(text);
  const counts = (kind === 'integer' || kind === 'float') && Number.isFinite(value);
  return counts ? `number ${value + 0}` : `text ${text}`;
}

const tupleOf = (table: Table, row: number, columns: readonly OpenKey[]) =>
  JSON.stringify(
    columns.map(({ column, byValue }) => valueOf(cellText(table, row, column), byValue)),
  );

describe('open columns of delimited text', () => {
  it('load as the exact reading has them', () => {
    fc.assert(
      fc.property(opened, ({ exact, open }) => {
        exact.columns.forEach((column, index) => {
          const loaded = open.columns[index]!;
          expect(loaded.name).toBe(column.name);
          expect([...loaded.codes]).toEqual([...column.codes]);
          expect(loaded.dictionary.size).toBe(column.dictionary.size);
          for (let code = 0; code < column.dictionary.size; code++) {
            expect(loaded.dictionary.text(code)).toBe(column.dictionary.text(code));
          }
        });
      }),
    );
  });

  it('give the texts of single rows', () => {
    fc.assert(
      fc.property(opened, ({ exact, open }) => {
        for (let row = exact.rowCount - 1; row >= 0; row--) {
          for (let column = 0; column < exact.columns.length; column++) {
            expect(cellText(open, row, column)).toBe(cellText(exact, row, column));
          }
        }
      }),
    );
  });

  it('give the number of every row, with the kernel and without', () => {
    const asked = fc.array(
      fc.record<NumberColumn>({
        column: fc.constantFrom(0, 1, 2),
        type: fc.constantFrom('integer', 'float', 'formatted-number'),
      }),
      { minLength: 1, maxLength: 3 },
    );
    fc.assert(
      fc.property(opened, asked, ({ exact, backing, layout }, columns) => {
        const charset = isUtf16(layout.encoding) ? UTF8 : charsetFor(layout.encoding);
        const twin = new TwinScanner(layout.marks, 16);
        const byTwin = numberCells(layout, charset, columns, noTick, twin);
        const byKernel = numberCells(layout, charset, columns, noTick);
        columns.forEach(({ column, type }, nth) => {
          const wanted = Array.from({ length: exact.rowCount }, (_, row) => {
            const { kind, value } = readNumber(cellText(exact, row, column));
            return NUMBERS_OF[type]!.includes(kind) ? value : NaN;
          });
          expect([...byTwin[nth]!]).toEqual(wanted);
          expect([...byKernel[nth]!]).toEqual(wanted);
        });
        const [one] = columns;
        expect(backing.numbers([one!], noTick)).toEqual([byKernel[0]]);
      }),
    );
  });

  it('hash rows alike exactly when their cells are equal, whatever was hashed before', () => {
    fc.assert(
      fc.property(opened, keys, keys, ({ exact, backing }, before, columns) => {
        backing.keys(before, noTick);
        const sums = backing.keys(columns, noTick);
        const seen = new Map<number, string>();
        for (let row = 0; row < exact.rowCount; row++) {
          seen.set(sums[row]!, tupleOf(exact, row, columns));
        }
        for (let row = 0; row < exact.rowCount; row++) {
          const tuple = tupleOf(exact, row, columns);
          expect(seen.get(sums[row]!)).toBe(tuple);
        }
        expect(seen.size).toBe(new Set(seen.values()).size);
      }),
    );
  });

  it('tell which pairs of rows differ', () => {
    const pairs = fc.array(fc.tuple(fc.nat(), fc.nat()), { maxLength: 40 });
    fc.assert(
      fc.property(opened, keys, pairs, ({ exact, backing }, columns, picks) => {
        const first = Uint32Array.from(picks, ([row]) => row % exact.rowCount);
        const second = Uint32Array.from(picks, ([, row]) => row % exact.rowCount);
        const expected = picks.flatMap((_, i) =>
          tupleOf(exact, first[i]!, columns) === tupleOf(exact, second[i]!, columns) ? [] : [i],
        );
        expect([...backing.differing(first, second, columns, noTick)]).toEqual(expected);
      }),
    );
  });

  it('find the rows where cells are missing, for all columns at once', () => {
    fc.assert(
      fc.property(opened, fc.nat(), ({ exact, backing }, pick) => {
        for (const column of [pick % width, (pick + 1) % width]) {
          const bits = backing.missing(column, noTick);
          expect(bits.length).toBe((exact.rowCount + 31) >>> 5);
          for (let row = 0; row < bits.length * 32; row++) {
            const text = row < exact.rowCount ? cellText(exact, row, column) : 'filled';
            const missing = text === '' || isNullLike(text);
            expect(((bits[row >>> 5]! >>> (row & 31)) & 1) === 1, text).toBe(missing);
          }
        }
      }),
    );
  });

  it('find the rows with a value', () => {
    fc.assert(
      fc.property(opened, fc.nat(), fc.boolean(), ({ exact, backing }, pick, byValue) => {
        const column = pick % width;
        const value = cellText(exact, pick % exact.rowCount, column);
        const expected = Array.from({ length: exact.rowCount }, (_, row) => row).filter((row) => {
          const text = cellText(exact, row, column);
          return text === value || (byValue && value === '' && isNullLike(text));
        });
        expect([...backing.rowsWith({ column, byValue }, value, noTick)]).toEqual(expected);
      }),
    );
  });
});
