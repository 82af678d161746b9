import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { memorySource } from '../../../src/codecs/bytes';
import { charsetFor } from '../../../src/codecs/encodings/charset';
import { readDelimited } from '../../../src/codecs/delimited/read-delimited';
import { cells, noTick, read } from '../../unit/codecs/reading';
import { pythonCsv } from './python-csv';

const DELIMITERS = [',', ';', '\t', '|', ':', ' '];
const papa = (text: string, delimiter: string) =>
  Papa.parse<string[]>(text, { delimiter, newline: '\n', skipEmptyLines: true }).data;

/** Every row with as many cells as the table has columns. */
const fitted = (records: readonly string[][], width: number) =>
  records.map((record) => Array.from({ length: width }, (_, index) => record[index] ?? ''));

describe('delimited text, however broken', () => {
  const soup = fc.constantFrom(...DELIMITERS).chain((delimiter) =>
    fc.record({
      delimiter: fc.constant(delimiter),
      // No cell begins with a space, or the file may be taken for a padded one.
      text: fc
        .string({
          maxLength: 80,
          unit: fc.constantFrom(...'ab1é€😀\0"""\n\n\r', '\r\n', delimiter, delimiter),
        })
        .filter((text) => !text.startsWith('\ufeff')),
      encoding: fc.constantFrom('utf-8', 'utf-16le', 'utf-16be'),
      chunk: fc.integer({ min: 1, max: 40 }),
    }),
  );

  it('has the records and cells that Python finds', () => {
    fc.assert(
      fc.property(soup, ({ delimiter, text, encoding, chunk }) => {
        const source = memorySource('a.csv', charsetFor(encoding).encode(text));
        const limits = { chunk, fields: 4 };
        const options = { delimiter, header: false, encoding };
        const { table } = readDelimited(source, options, noTick, 'csv', undefined, limits);
        const records = pythonCsv(text, delimiter);
        expect(cells(table)).toEqual(fitted(records, table.columns.length));
      }),
      { numRuns: 1000 },
    );
  });
});

describe('differences from papaparse, on purpose: Python reads these as we do', () => {
  it.each([
    ['spaces after a closing quote are text', '"a" ,b\n', [['a ', 'b']], [['a', 'b']]],
    ['a mark after a closing quote is text', 'x,"a"\ufeff\n', [['x', 'a\ufeff']], [['x', 'a']]],
    [
      'text after a closing quote does not reopen it',
      '"a"b,c\n1,2\n',
      [
        ['ab', 'c'],
        ['1', '2'],
      ],
      [['a"b,c\n1,2\n']],
    ],
  ])('%s', (_, text, ours, theirs) => {
    expect(cells(read(text, { delimiter: ',', header: false }).table)).toEqual(ours);
    expect(pythonCsv(text, ',')).toEqual(ours);
    expect(papa(text, ',')).toEqual(theirs);
  });

  it('a line of a quoted empty cell is a row, a line of nothing is none', () => {
    const text = 'a\n""\n\nb\n';
    const { table } = read(text, { delimiter: ',', header: false });
    expect(cells(table)).toEqual([['a'], [''], ['b']]);
    expect(pythonCsv(text, ',')).toEqual([['a'], [''], ['b']]);
    expect(papa(text, ',')).toEqual([['a'], ['b']]);
  });
});

describe('differences from Python, on purpose', () => {
  it('fields beyond the header are in no column, cells that lack are empty', () => {
    const { table } = read('a,b\n1\n1,2,3\n', { delimiter: ',', header: true });
    expect(cells(table)).toEqual([
      ['1', ''],
      ['1', '2'],
    ]);
  });

  it('one space after each delimiter is padding, and one before the first cell is not', () => {
    const { table } = read(' a, b\n c, d\n', { delimiter: ',', header: false });
    expect(cells(table)).toEqual([
      [' a', 'b'],
      [' c', 'd'],
    ]);
  });
});
