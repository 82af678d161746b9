import { describe, expect, test } from 'vitest';
import { UTF8 } from '../../../src/codecs/encodings/charset';
import { hintsFrom } from '../../../src/codecs/delimited/dialect/hints';
import { MOST_HELD, type ColumnSketch } from '../../../src/engine/table/sketch';
import { finishSketch } from '../../../src/engine/sketches/finish-sketch';
import { SketchBuilder } from '../../../src/engine/sketches/sketch-builder';
import { bytesOf, read } from './reading';

/** So many that fractions of which hardly two are alike are opened at once, and more than a first memory of the kernel has room for. */
const ROWS = 2 * MOST_HELD + 10_000;

/** Whole numbers that look like chance and are all different. */
const scrambled = (row: number) => Math.imul(row + 1, 0x9e3779b1) >>> 0;

const CELLS: Readonly<Record<string, (row: number) => string>> = {
  amount: (row) => (row % 100 === 7 ? '' : (scrambled(row) / 1000 - 2e6).toFixed(3)),
  latitude: (row) => (row % 90 === 3 ? 'NA' : (47 + scrambled(row) / 2 ** 33).toFixed(7)),
  order: (row) => String(5_000_000 + row),
  size: (row) => `${String(scrambled(row) % 99_991)}e-${String(row % 30)}`,
  seen: (row) => new Date(1.6e12 + 1000 * scrambled(row)).toISOString().slice(0, 19),
  review: (row) => `Grüße from number ${String(row)} and ${String(scrambled(row))} others`,
  mixed: (row) => (row % 5000 === 4000 ? 'unknown' : String(scrambled(row))),
};
const names = Object.keys(CELLS);

describe('columns of very many values', () => {
  const lines = Array.from({ length: ROWS }, (_, row) =>
    names.map((name) => CELLS[name]!(row)).join(','),
  );
  const { table } = read([names.join(','), ...lines].join('\n'), { encoding: 'utf-8' });
  const heads = table.columns.map(({ sketch }) => sketch!.head);
  const hints = hintsFrom({ rowCount: heads[0]!.codes.length, columns: heads }, UTF8);

  test.each(names.map((name, index) => ({ name, index })))('$name', ({ name, index }) => {
    const { sketch } = table.columns[index]!;
    const hint = hints[index]!;
    const builder = new SketchBuilder(hint);
    const empty = new Uint32Array((ROWS + 31) >>> 5);
    for (let row = 0; row < ROWS; row++) {
      const bytes = bytesOf(CELLS[name]!(row));
      builder.add(bytes, 0, bytes.length, row);
      if (bytes.length === 0) empty[row >>> 5]! |= 1 << (row & 31);
    }
    const expected = finishSketch(builder.state, hint, {
      rows: ROWS,
      empty,
      head: heads[index]!,
      decode: (bytes) => UTF8.decode(bytes),
    });
    expect(settled(sketch!)).toEqual(settled(expected));
  });
});

/** Sums to nine digits, for their last bits depend on the order of addition. */
function settled({ numbers, ...given }: ColumnSketch) {
  const sketch = { ...given, head: undefined };
  if (!numbers) return sketch;
  const { mean, m2, m3, m4, bins, ...rest } = numbers;
  const counted = Array.from(bins.keys, (key, i) => `${String(key)}:${String(bins.counts[i]!)}`);
  return {
    ...sketch,
    ...rest,
    bins: counted.join(' '),
    moments: [mean, m2, m3, m4].map((sum) => sum.toPrecision(9)),
  };
}
