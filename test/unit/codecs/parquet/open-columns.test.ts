import { parquetWriteBuffer } from 'hyparquet-writer';
import { describe, expect, it } from 'vitest';
import { memorySource } from '../../../../src/codecs/bytes';
import { readParquet } from '../../../../src/codecs/parquet/read-parquet';
import { MISSING, type Column, type OpenKey, type Table } from '../../../../src/engine/table/table';

const ROWS = 80_000;
const quiet = () => undefined;
const mixed = (row: number) => Math.imul(row, 2_654_435_761) >>> 0;

/** Row 79,000 + i is a copy of row i. */
const original = (row: number) => (row >= 79_000 ? row - 79_000 : row);
const EXPECTED = {
  id: (row: number) => String(9_007_199_254_740_000n + BigInt(original(row))),
  ratio: (row: number) => (original(row) % 10 === 3 ? '' : String(ratioOf(row))),
  note: (row: number) => (original(row) % 7 === 2 ? '' : `row ${mixed(original(row))} é`),
  kind: (row: number) => 'abc'[original(row) % 3]!,
};
const ratioOf = (row: number) => (mixed(original(row)) - 2e9) / 1000;

function file(): Table {
  const rows = Array.from({ length: ROWS }, (_, row) => row);
  const text = (of: (row: number) => string) => rows.map((row) => of(row) || null);
  const buffer = parquetWriteBuffer({
    columnData: [
      { name: 'id', data: rows.map((row) => BigInt(EXPECTED.id(row))), type: 'INT64' },
      {
        name: 'ratio',
        data: rows.map((row) => (EXPECTED.ratio(row) === '' ? NaN : ratioOf(row))),
        type: 'DOUBLE',
      },
      { name: 'note', data: text(EXPECTED.note), type: 'STRING' },
      { name: 'kind', data: text(EXPECTED.kind), type: 'STRING' },
    ],
    rowGroupSize: 17_000,
  });
  return readParquet(memorySource('open.parquet', new Uint8Array(buffer)), quiet).table;
}

const NAMES = ['id', 'ratio', 'note', 'kind'] as const;
const texts = ({ codes, dictionary }: Column) => Array.from(codes, (code) => dictionary.text(code));

describe('columns with very many values', () => {
  it('stay open, and their sketches say what is exact', () => {
    const { columns } = file();
    expect(columns.map(({ sketch }) => sketch !== undefined)).toEqual([true, true, true, false]);
    const ratio = columns[1]!.sketch!;
    const values = Array.from({ length: ROWS }, (_, row) => EXPECTED.ratio(row)).filter(Boolean);
    expect(ratio.cells).toBe(values.length);
    expect(ratio.numbers).toMatchObject({
      n: values.length,
      min: Math.min(...values.map(Number)),
      max: Math.max(...values.map(Number)),
      negatives: values.filter((value) => value.startsWith('-')).length,
      integers: values.filter((value) => !value.includes('.')).length,
    });
    expect(ratio.decimals).toBe(3);
    for (const [at, name] of NAMES.slice(0, 3).entries()) {
      const { empty, distinct, cells } = columns[at]!.sketch!;
      const isEmpty = (row: number) => ((empty[row >>> 5]! >>> (row & 31)) & 1) === 1;
      let filled = 0;
      for (let row = 0; row < ROWS; row++) {
        if (isEmpty(row) !== (EXPECTED[name](row) === '')) expect.fail(`${name}, row ${row}`);
        if (!isEmpty(row)) filled++;
      }
      expect(cells).toBe(filled);
      const exact = new Set(Array.from({ length: ROWS }, (_, row) => EXPECTED[name](row)));
      exact.delete('');
      expect(Math.abs(distinct / exact.size - 1)).toBeLessThan(0.04);
    }
  });

  it('are read exactly when their cells are asked for', () => {
    const { columns } = file();
    for (const [at, name] of NAMES.entries()) {
      expect(texts(columns[at]!)).toEqual(
        Array.from({ length: ROWS }, (_, row) => EXPECTED[name](row)),
      );
    }
    expect(columns[2]!.codes[2]).toBe(MISSING);
  });

  it('give rows by number and by value', () => {
    const table = file();
    for (const row of [0, 16_999, 17_000, 79_999]) {
      expect(table.backing!.rowTexts(row)).toEqual(NAMES.map((name) => EXPECTED[name](row)));
    }
    const rowsWith = (column: number, value: string) => [
      ...table.backing!.rowsWith!({ column, byValue: false }, value, quiet),
    ];
    expect(rowsWith(2, EXPECTED.note(17))).toEqual([17, 79_017]);
    const empty = Array.from({ length: ROWS }, (_, row) => row).filter((r) => !EXPECTED.ratio(r));
    expect(rowsWith(1, '')).toEqual(empty);
  });

  it.each([true, false])(
    'have equal keys in equal rows and hardly any others (by value: %s)',
    (byValue) => {
      const { backing } = file();
      const keys: OpenKey[] = [0, 1, 2].map((column) => ({
        column,
        byValue: byValue && column < 2,
      }));
      const sums = backing!.keys(keys, quiet);
      const first = new Map<number, number>();
      const pairs: [number, number][] = [];
      for (let row = 0; row < ROWS; row++) {
        const key = sums[row]!;
        const earlier = first.get(key);
        if (earlier === undefined) first.set(key, row);
        else pairs.push([earlier, row]);
      }
      // Of n numbers of 32 bits about n^2 / 2^33 are taken by another.
      expect(pairs.length).toBeLessThan(1010);
      expect(pairs).toEqual(
        expect.arrayContaining(Array.from({ length: 1000 }, (_, i) => [i, 79_000 + i])),
      );
      const one = Uint32Array.of(0, 1, 5, 7);
      const other = Uint32Array.of(79_000, 79_002, 79_005, 6);
      expect([...backing!.differing(one, other, keys, quiet)]).toEqual([1, 3]);
    },
  );
});
