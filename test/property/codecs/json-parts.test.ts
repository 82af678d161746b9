import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Limits } from '../../../src/codecs/codec';
import { jsonKernelModule } from '../../../src/codecs/json/kernel';
import { isSpelledAsValue } from '../../../src/engine/sketches/spelled-value';
import type { Table } from '../../../src/engine/table/table';
import { bytesOf, cells, names, noTick, read, rewrite, spansOf } from '../../unit/codecs/reading';
import { expectSameSketches } from './same-sketches';

const WORKERS = [1, 2, 3, 7];
const NAME = 'a.jsonl';
const RUNS = { numRuns: 60 };

/** Values that are written alike and are not the same, and those that a sketch tells apart. */
const value = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom<unknown>(1, '1', 1.5, '1.50', '', null, 'NA', true) },
  {
    weight: 1,
    arbitrary: fc.constantFrom<unknown>('true', [1], '[1]', {}, '{}', -0, '-0', Infinity),
  },
  { weight: 1, arbitrary: fc.constantFrom<unknown>('2020-01-02', 'a "b"\n', 'é\\', '12\u0000', 7) },
  { weight: 2, arbitrary: fc.integer() },
  { weight: 1, arbitrary: fc.double({ noNaN: true, noDefaultInfinity: true }) },
  { weight: 2, arbitrary: fc.string({ unit: 'grapheme', maxLength: 20 }) },
);
const row = fc.record(
  { a: value, b: value, 'c.d': value, n: fc.record({ x: value, y: value }) },
  { requiredKeys: [] },
);
const line = fc.oneof(
  { weight: 9, arbitrary: row.map((object) => JSON.stringify(object)) },
  { weight: 1, arbitrary: fc.constantFrom('', '[1]', '{"a":', '{"a":01}', '{"a":1.0,"b":1e2}') },
  {
    weight: 1,
    arbitrary: fc.constantFrom('{"a":1,"a":"\\u0031"}', '{"\\u0061":"1"}', '{"z":null}'),
  },
);
const file = fc
  .record({
    lines: fc.array(line, { minLength: 1, maxLength: 40 }),
    end: fc.constantFrom('\n', '\r\n'),
    last: fc.boolean(),
  })
  .map(({ lines, end, last }) => ['{"n":{"x":1}}', ...lines].join(end) + (last ? end : ''));
const limits = fc.record({
  values: fc.constantFrom(0, 1, 3, 10, 65_535),
  bytes: fc.constantFrom(4, 40, 1 << 20),
});

const readWith = (text: string, given: Limits, name = NAME) =>
  read(text, { encoding: 'utf-8', limits: { smallestPart: 1, ...given } }, name);

const openOnes = (table: Table) =>
  table.columns.flatMap(({ index, sketch }) => (sketch ? [index] : []));

/** Every cell with its tag; undefined where it is missing. */
const tagged = ({ columns, rowCount }: Table) =>
  columns.map(({ codes, dictionary }) =>
    Array.from({ length: rowCount }, (_, at) =>
      codes[at] === 0 ? undefined : [dictionary.tag(codes[at]!), dictionary.text(codes[at]!)],
    ),
  );

describe('JSON Lines read in parts', () => {
  it('are the file read at once, cell by cell, whatever is held', () => {
    fc.assert(
      fc.property(file, limits, fc.constantFrom(...WORKERS), (text, given, workers) => {
        const whole = readWith(text, {});
        const parts = readWith(text, { ...given, workers });
        expect(parts.facts).toEqual(whole.facts);
        expect(spansOf(parts.table)).toEqual(spansOf(whole.table));
        expect(names(parts.table)).toEqual(names(whole.table));
        expect(cells(parts.table)).toEqual(cells(whole.table));
        for (const { sketch, index } of parts.table.columns) {
          if (!sketch) continue;
          const isEmpty = (at: number) => ((sketch.empty[at >>> 5]! >>> (at & 31)) & 1) === 1;
          const { codes } = whole.table.columns[index]!;
          expect(Array.from(codes, (_, at) => isEmpty(at))).toEqual(
            Array.from(codes, (code) => code === 0),
          );
        }
        expect(tagged(parts.table)).toEqual(tagged(whole.table));
        for (const column of parts.table.columns) {
          const exact = whole.table.columns[column.index]!;
          expect(Array.from(column.codes)).toEqual(Array.from(exact.codes));
        }
      }),
      RUNS,
    );
  });

  it('have the same sketches and keys for any number of workers', () => {
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
      RUNS,
    );
  });

  it('have equal keys exactly in rows that the backing proves equal, and finds by value', () => {
    fc.assert(
      fc.property(file, fc.boolean(), (text, byValue) => {
        const { table } = readWith(text, { values: 0 });
        const { backing } = table;
        if (!backing) return;
        const columns = openOnes(table).map((column) => ({ column, byValue }));
        const keys = backing.keys(columns, noTick);
        const at = Array.from({ length: table.rowCount }, (_, i) => i);
        const pairs = at.flatMap((a) => at.filter((b) => b > a).map((b) => [a, b] as const));
        const first = Uint32Array.from(pairs, ([a]) => a);
        const second = Uint32Array.from(pairs, ([, b]) => b);
        const differ = new Set(backing.differing(first, second, columns, noTick));
        pairs.forEach(([a, b], i) => {
          expect(keys[a] === keys[b]).toBe(!differ.has(i));
        });
        for (const { column } of columns) {
          const { codes } = table.columns[column]!;
          const found = backing.rowsWith!({ column, byValue: false }, '', noTick);
          expect(Array.from(found)).toEqual(at.filter((i) => codes[i] === 0));
        }
      }),
      RUNS,
    );
  });

  // Without WebAssembly there is one way only.
  const twice = jsonKernelModule() === undefined ? 1 : 60;
  it('are the same with and without WebAssembly', () => {
    fc.assert(
      fc.property(file, limits, fc.constantFrom(NAME, 'a.json'), (text, given, name) => {
        const shown =
          name === NAME
            ? text
            : `[${text
                .split(/[\r\n]+/)
                .filter(Boolean)
                .join(',')}]`;
        const kernel = readWith(shown, given, name).table;
        const twin = readWith(shown, { ...given, withoutKernel: true }, name).table;
        expect(names(kernel)).toEqual(names(twin));
        expectSameSketches(kernel, twin);
        const columns = openOnes(kernel).map((column) => ({ column, byValue: false }));
        if (columns.length > 0) {
          const keys = (table: Table) => table.backing!.keys(columns, noTick);
          expect(keys(kernel)).toEqual(keys(twin));
        }
        expect(tagged(kernel)).toEqual(tagged(twin));
      }),
      { numRuns: twice },
    );
  });

  it('are written back byte for byte when columns are open', () => {
    fc.assert(
      fc.property(file, fc.constantFrom(1, 3), (text, workers) => {
        const options = { encoding: 'utf-8', limits: { values: 0, smallestPart: 1, workers } };
        const written = rewrite(text, undefined, options, NAME);
        const rows = (of: string) => of.split('\n').filter((one) => one.trim() !== '');
        expect(rows(Buffer.from(written).toString())).toEqual(rows(text));
      }),
      RUNS,
    );
  });

  it('tell a string that is spelled as another value', () => {
    fc.assert(
      fc.property(fc.oneof(fc.json(), fc.string(), fc.double().map(String)), (text) => {
        let other = /^[[{]/.test(text);
        try {
          const parsed: unknown = JSON.parse(text);
          other ||=
            !/^\s|\s$/.test(text) && (typeof parsed === 'number' || typeof parsed === 'boolean');
        } catch {
          // No value at all.
        }
        const bytes = bytesOf(text);
        expect(isSpelledAsValue(bytes, 0, bytes.length)).toBe(other);
      }),
    );
  });
});
