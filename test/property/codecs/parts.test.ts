import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Limits } from '../../../src/codecs/codec';
import { kernelModule } from '../../../src/codecs/delimited/kernel';
import { CellKey } from '../../../src/engine/sketches/cell-key';
import type { Table } from '../../../src/engine/table/table';
import { bytesOf, cells, noTick, read, spansOf } from '../../unit/codecs/reading';
import { expectSameSketches } from './same-sketches';

const WORKERS = [1, 2, 3, 7];

/** Cells of every kind that a sketch tells apart, some of them often. */
const cell = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('', 'NA', 'x', '1', '2.50', '-3', '2020-01-02', ' 7 ') },
  { weight: 2, arbitrary: fc.integer().map(String) },
  { weight: 2, arbitrary: fc.double().map(String) },
  { weight: 1, arbitrary: fc.constantFrom('007', '1e400', '-inf', 'N/A', '<na>', '"', 'a "b"') },
  { weight: 1, arbitrary: fc.constantFrom('2021-03-04 05:06:07', 'two\nlines', 'a,b', '-0', '?') },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 30 }) },
);

const quoted = (text: string) =>
  /[",\r\n]|^$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;

const file = fc
  .record({
    width: fc.integer({ min: 1, max: 5 }),
    rows: fc.array(fc.array(cell, { minLength: 5, maxLength: 5 }), { maxLength: 60 }),
    newline: fc.constantFrom('\n', '\r\n'),
    ended: fc.boolean(),
  })
  .map(({ width, rows, newline, ended }) => {
    const lines = rows.map((row) => row.slice(0, width).map(quoted).join(','));
    const names = Array.from({ length: width }, (_, i) => `c${i}`).join(',');
    return [names, ...lines].join(newline) + (ended ? newline : '');
  });

const limits = fc.record({
  values: fc.constantFrom(0, 1, 3, 10, 65_535),
  bytes: fc.constantFrom(4, 40, 1 << 20),
});

const readWith = (text: string, given: Limits) =>
  read(text, {
    delimiter: ',',
    header: true,
    encoding: 'utf-8',
    limits: { smallestPart: 1, ...given },
  });

const openOnes = (table: Table) =>
  table.columns.flatMap(({ index, sketch }) => (sketch ? [index] : []));

describe('a file read in parts', () => {
  it('is the file read at once, cell by cell, whatever is held', () => {
    fc.assert(
      fc.property(file, limits, fc.constantFrom(...WORKERS), (text, given, workers) => {
        const whole = readWith(text, {});
        const parts = readWith(text, { ...given, workers });
        expect(parts.facts).toEqual(whole.facts);
        expect(spansOf(parts.table)).toEqual(spansOf(whole.table));
        expect(cells(parts.table)).toEqual(cells(whole.table));
        for (const column of parts.table.columns) {
          const exact = whole.table.columns[column.index]!;
          expect(Array.from(column.codes)).toEqual(Array.from(exact.codes));
          expect(column.dictionary.size).toBe(exact.dictionary.size);
        }
      }),
    );
  });

  it('has the same sketches and keys for any number of workers', () => {
    fc.assert(
      fc.property(file, limits, (text, given) => {
        const [one, ...others] = WORKERS.map(
          (workers) => readWith(text, { ...given, workers }).table,
        );
        const keys = (table: Table) => {
          const columns = openOnes(table).map((column) => ({ column, byValue: true }));
          return columns.length > 0 ? table.backing!.keys(columns, noTick) : undefined;
        };
        for (const other of others) {
          expectSameSketches(other, one!);
          expect(keys(other)).toEqual(keys(one!));
        }
      }),
    );
  });

  it('makes in passing the keys that a second reading makes', () => {
    fc.assert(
      fc.property(file, fc.constantFrom(...WORKERS), (text, workers) => {
        const { table } = readWith(text, { values: 0, workers });
        const made = table.backing?.keys.bind(table.backing);
        if (!made) return;
        const key = new CellKey();
        for (const byValue of [true, false]) {
          const columns = table.columns.map(({ index }) => ({ column: index, byValue }));
          const keys = made(columns, noTick);
          cells(table).forEach((row, at) => {
            let sum = 0;
            row.forEach((value, column) => {
              const bytes = bytesOf(value);
              key.read(bytes, 0, bytes.length, column, byValue);
              sum = (sum + key.low) >>> 0;
            });
            expect(keys[at]).toBe(sum);
          });
        }
      }),
    );
  });

  // Without WebAssembly there is one way only.
  const twice = kernelModule() === undefined ? 1 : 300;
  it('is the same with and without WebAssembly', () => {
    fc.assert(
      fc.property(file, limits, fc.constantFrom(...WORKERS), (text, given, workers) => {
        const kernel = readWith(text, { ...given, workers }).table;
        const twin = readWith(text, { ...given, workers, withoutKernel: true }).table;
        expectSameSketches(kernel, twin);
        const columns = openOnes(kernel).map((column) => ({ column, byValue: false }));
        if (columns.length === 0) return;
        expect(kernel.backing!.keys(columns, noTick)).toEqual(twin.backing!.keys(columns, noTick));
      }),
      { numRuns: twice },
    );
  });
});
