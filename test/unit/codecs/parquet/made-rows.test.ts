import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parquet } from '../../../../src/codecs/parquet';
import type { AddedColumn, MadeRows } from '../../../../src/engine/plan/plan';
import { Sheet } from './sheet';

const FOLDER = join(__dirname, '../../../fixtures/parquet');
const sheet = (name: string) => Sheet.of(name, readFileSync(join(FOLDER, name)));
const NONE = new Uint32Array(0);

/** One made row per text, a copy of row 0 but for one column. */
function madeTexts(column: number, texts: readonly string[]): MadeRows {
  return {
    count: texts.length,
    operation: 'test',
    parents: new Uint32Array(texts.length),
    neighbours: new Uint32Array(texts.length),
    lambdas: new Float64Array(texts.length),
    numbers: [],
    texts: [{ column, text: (made) => texts[made]! }],
  };
}

function madeIn(before: Sheet, name: string, texts: readonly string[]) {
  const column = before.names().indexOf(name);
  const after = before.written({ rows: NONE, made: madeTexts(column, texts) });
  expect(after.rows).toBe(texts.length);
  return { column, cells: after.cells() };
}

describe('made rows in Parquet', () => {
  it.each([
    ['int8', ['5', '', '-128', '2.0'], ['5', null, '-128', '2']],
    ['int64', ['9007199254740993', '-1'], ['9007199254740993', '-1']],
    ['uint64', ['18446744073709551615'], ['18446744073709551615']],
    ['half', ['0.1', '-2.5'], ['0.1', '-2.5']],
    ['float', ['0.1', '1e+30'], ['0.1', '1e+30']],
    ['double', ['0.1', '', 'Infinity'], ['0.1', null, 'Infinity']],
    ['decimal', ['1.5', '-0.01', '7'], ['1.50', '-0.01', '7.00']],
    ['decimal_large', ['12345678901234567890.5'], ['12345678901234567890.5000000000']],
    ['text', ['é', 'a,b'], ['é', 'a,b']],
    ['bool', ['true', '0'], ['true', 'false']],
    ['date', ['2024-02-29'], ['2024-02-29']],
    ['time_us', ['23:59:59.000001'], ['23:59:59.000001']],
    ['at_ms', ['2024-02-29T12:00:00.5'], ['2024-02-29T12:00:00.500']],
    [
      'at_utc',
      ['2024-02-29T12:00:00Z', '2024-02-29'],
      ['2024-02-29T12:00:00Z', '2024-02-29T00:00:00Z'],
    ],
    ['bytes', ['/wA=', 'abc'], ['/wA=', 'abc']],
    ['fixed', ['abc', '//79'], ['abc', '//79']],
  ])('%s takes %j', (name, texts, expected) => {
    const before = sheet('types-v2-plain.parquet');
    const { column, cells } = madeIn(before, name, texts);
    expect(cells.map((row) => row[column])).toEqual(expected);
    const parent = before.cells()[0]!;
    for (const row of cells) {
      expect(row.toSpliced(column, 1)).toEqual(parent.toSpliced(column, 1));
    }
  });

  it.each([
    ['int8', '3.5'],
    ['int8', '1e3'],
    ['int64', '9223372036854775808'],
    ['uint32', '-1'],
    ['decimal', '0.001'],
    ['date', 'soon'],
    ['at_ms', '2024-02-29T12:00:00.0001'],
    ['bool', 'maybe'],
    ['fixed', 'fours'],
  ])('%s refuses `%s`, naming both', (name, text) => {
    expect(() => madeIn(sheet('types-v2-plain.parquet'), name, [text])).toThrowError(
      expect.objectContaining({
        code: 'unwritable',
        message: expect.stringMatching(`\`${text}\` cannot be written to column \`${name}\``),
      }),
    );
  });

  it('writes numbers as they are rounded', () => {
    const before = sheet('types-v1-plain.parquet');
    const column = before.names().indexOf('int32');
    const made: MadeRows = {
      ...madeTexts(column, ['', '']),
      texts: [],
      numbers: [{ column, values: Float64Array.of(2.4, NaN), decimals: 0 }],
    };
    const cells = before.written({ rows: NONE, made }).cells();
    expect(cells.map((row) => row[column])).toEqual(['2', null]);
  });

  it('puts members into structs that the parent lacks, and takes lists from other rows', () => {
    const before = sheet('nested-v1.parquet');
    const member = before.names().indexOf('outer.in.z');
    const texts = madeTexts(member, ['7.5']);
    const made = { ...texts, parents: Uint32Array.of(2) };
    const struct = before.written({ rows: NONE, made });
    expect(struct.cells()[0]).toEqual(before.cells()[2]!.with(member, '7.5'));
    const { column, cells } = madeIn(before, 'list', ['[4]', '[]', '']);
    expect(cells.map((row) => row[column])).toEqual(['[4]', '[]', null]);
    expect(() => madeIn(before, 'list', ['[5]'])).toThrow(/no row of the file has/);
  });
});

describe('added columns in Parquet', () => {
  it('have types, and nulls where they are empty', () => {
    const column = (name: string, type: AddedColumn['type'], texts: string[]): AddedColumn => ({
      name,
      type,
      text: (output) => texts[output]!,
    });
    const before = sheet('pandas.parquet');
    const after = before.written({
      rows: Uint32Array.of(2, 0),
      columns: [
        column('_weight', 'number', ['0.1', '']),
        column('_row', 'integer', ['2', '0']),
        column('_made', 'flag', ['0', '1']),
        column('_why', 'text', ['', 'é']),
      ],
    });
    const kept = before.cells();
    expect(after.cells()).toEqual([
      [...kept[2]!, '0.1', '2', 'false', null],
      [...kept[0]!, null, '0', 'true', 'é'],
    ]);
    const types = after.elements().slice(-4);
    expect(types.map(({ type }) => type)).toEqual(['DOUBLE', 'INT64', 'BOOLEAN', 'BYTE_ARRAY']);
    // Arrow's copy of the schema would be wrong by now; pandas' notes are not.
    expect(after.footer().metadata.key_value_metadata?.map(({ key }) => key)).toEqual(['pandas']);
  });

  it('say in advance when the compression changes', () => {
    const notice = (name: string) => parquet.writesAs!(sheet(name).result)?.notice;
    expect(notice('types-gzip.parquet')).toMatch(/snappy: gzip/);
    expect(notice('types-snappy.parquet')).toBeUndefined();
    expect(notice('types-v1-plain.parquet')).toBeUndefined();
  });
});
