import fc from 'fast-check';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { describe, expect, it } from 'vitest';
import { memorySource } from '../../../../src/codecs/bytes';
import type { Limits } from '../../../../src/codecs/codec';
import { startKernel } from '../../../../src/codecs/parquet/kernel';
import { readParquet } from '../../../../src/codecs/parquet/read-parquet';
import { CellKey } from '../../../../src/engine/sketches/cell-key';
import type { Table } from '../../../../src/engine/table/table';
import { cells, noTick } from '../../../unit/codecs/reading';
import { expectSameSketches } from '../same-sketches';

const WORKERS = [1, 2, 3, 7];

const often = <T>(few: fc.Arbitrary<T>, any: fc.Arbitrary<T>) =>
  fc.option(fc.oneof({ weight: 2, arbitrary: few }, { weight: 1, arbitrary: any }), { freq: 6 });
const longs = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n });
/** Values of every kind that a sketch tells apart, some of them often. */
const row = fc.record({
  long: often(fc.constantFrom(0n, 1n, -1n, 2n ** 53n, 2n ** 53n - 1n), longs),
  int: often(fc.constantFrom(0, 1, 2, -7), fc.integer()),
  double: often(
    fc.constantFrom(0, -0, 0.5, 1e-7, 1e21, NaN, Infinity, 2 ** 53, 0.1, 12.25),
    fc.oneof(
      fc.double(),
      fc.integer().map((n) => n / 1000),
    ),
  ),
  float: often(fc.constantFrom(0, -0, 0.5, NaN, -Infinity), fc.float()),
  flag: fc.option(fc.boolean()),
  text: often(
    fc.constantFrom('', 'NA', 'x', '1', '2.50', '2020-01-02', ' 7 ', '007', 'é'),
    fc.string({ unit: 'grapheme', maxLength: 30 }),
  ),
  moment: often(
    fc.constantFrom(new Date(0), new Date('2020-01-02')),
    fc.date({ noInvalidDate: true, min: new Date(0), max: new Date('2100-01-01') }),
  ),
});

const file = fc
  .record({
    rows: fc.array(row, { minLength: 1, maxLength: 40 }),
    rowGroupSize: fc.constantFrom(1, 4, 9, 100),
    codec: fc.constantFrom('UNCOMPRESSED' as const, 'SNAPPY' as const),
  })
  .map(({ rows, rowGroupSize, codec }) => {
    const column = <K extends keyof (typeof rows)[number]>(name: K, type: string) => ({
      name,
      type: type as 'STRING',
      data: rows.map((of) => of[name]),
      nullable: true,
    });
    const buffer = parquetWriteBuffer({
      columnData: [
        column('long', 'INT64'),
        column('int', 'INT32'),
        column('double', 'DOUBLE'),
        column('float', 'FLOAT'),
        column('flag', 'BOOLEAN'),
        column('text', 'STRING'),
        column('moment', 'TIMESTAMP'),
      ],
      rowGroupSize,
      codec,
    });
    return new Uint8Array(buffer);
  });

const limits = fc.record({
  values: fc.constantFrom(0, 1, 3, 10, 65_535),
  bytes: fc.constantFrom(4, 40, 1 << 20),
});

const readWith = (bytes: Uint8Array, given: Limits) =>
  readParquet(memorySource('x.parquet', bytes), noTick, { limits: { smallestPart: 1, ...given } });

const openOnes = ({ columns }: Table) =>
  columns.flatMap(({ index, sketch }) => (sketch ? [index] : []));
const keysOf = (table: Table, byValue: boolean) => {
  const columns = openOnes(table).map((column) => ({ column, byValue }));
  return columns.length > 0 ? table.backing!.keys(columns, noTick) : undefined;
};

describe('row groups read in parts', () => {
  it('are the file read at once, cell by cell, whatever is held', () => {
    fc.assert(
      fc.property(file, limits, fc.constantFrom(...WORKERS), (bytes, given, workers) => {
        const whole = readWith(bytes, {});
        const parts = readWith(bytes, { ...given, workers });
        expect(parts.facts).toEqual(whole.facts);
        expect(cells(parts.table)).toEqual(cells(whole.table));
        for (const column of parts.table.columns) {
          const exact = whole.table.columns[column.index]!;
          expect(Array.from(column.codes)).toEqual(Array.from(exact.codes));
          expect(column.dictionary.size).toBe(exact.dictionary.size);
        }
      }),
    );
  });

  it('have the same sketches and keys for any number of workers', () => {
    fc.assert(
      fc.property(file, limits, (bytes, given) => {
        const [one, ...others] = WORKERS.map(
          (workers) => readWith(bytes, { ...given, workers }).table,
        );
        for (const other of others) {
          expectSameSketches(other, one!);
          expect(keysOf(other, true)).toEqual(keysOf(one!, true));
        }
      }),
      { numRuns: 40 },
    );
  });

  it('make in passing the keys that a second reading makes', () => {
    fc.assert(
      fc.property(file, fc.constantFrom(...WORKERS), (bytes, workers) => {
        const { table } = readWith(bytes, { values: 0, workers });
        const texts = cells(readWith(bytes, {}).table);
        const open = openOnes(table);
        const key = new CellKey();
        const utf8 = new TextEncoder();
        for (const byValue of [true, false]) {
          const keys = keysOf(table, byValue);
          texts.forEach((row, at) => {
            let sum = 0;
            for (const column of open) {
              const bytes = utf8.encode(row[column]);
              key.read(bytes, 0, bytes.length, column, byValue);
              sum = (sum + key.low) >>> 0;
            }
            if (open.length > 0) expect(keys![at]).toBe(sum);
          });
        }
      }),
    );
  });

  // Without WebAssembly there is one way only.
  const twice = startKernel() === undefined ? 1 : 100;
  it('are the same with and without WebAssembly', () => {
    fc.assert(
      fc.property(file, limits, fc.constantFrom(...WORKERS), (bytes, given, workers) => {
        const kernel = readWith(bytes, { ...given, workers });
        const twin = readWith(bytes, { ...given, workers, withoutKernel: true });
        expect(kernel.facts).toEqual(twin.facts);
        expectSameSketches(kernel.table, twin.table);
        const held = ({ columns }: Table) => columns.filter(({ sketch }) => !sketch);
        expect(held(kernel.table).map(({ codes }) => [...codes])).toEqual(
          held(twin.table).map(({ codes }) => [...codes]),
        );
        expect(keysOf(kernel.table, false)).toEqual(keysOf(twin.table, false));
      }),
      { numRuns: twice },
    );
  });
});
