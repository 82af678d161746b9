import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readDate } from '../../../src/engine/cells/date';
import { countWords } from '../../../src/engine/cells/text-lengths';
import { binKey, ODD_ROWS, PLAIN_KINDS, type Bins } from '../../../src/engine/table/sketch';
import { finishSketch } from '../../../src/engine/sketches/finish-sketch';
import { PlainCell } from '../../../src/engine/sketches/plain-cell';
import { SketchBuilder } from '../../../src/engine/sketches/sketch-builder';
import type { ColumnHint, SketchState } from '../../../src/engine/sketches/state';
import { columnOf } from '../../../src/engine/table/table';
import { cellText } from './cells';

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
const cells = fc.array(fc.oneof(cellText, cellText, fc.constant('')), { maxLength: 250 });
const hint: fc.Arbitrary<ColumnHint> = fc.record({
  expects: fc.constantFrom('number', 'date', 'other'),
  shift: fc.constantFrom(0, 1, -2.5),
  measuresText: fc.boolean(),
  inKeys: fc.boolean(),
  byValue: fc.boolean(),
  candidates: fc.constantFrom(
    [],
    ['red', '007', '0', 'Zürich', 'nowhere'].map((v) => encoder.encode(v)),
  ),
});

function sketchOf(given: ColumnHint, texts: readonly string[]): SketchBuilder {
  const builder = new SketchBuilder(given);
  texts.forEach((text, row) => {
    const bytes = encoder.encode(text);
    builder.add(bytes, 0, bytes.length, row);
  });
  return builder;
}

const finish = (state: SketchState, given: ColumnHint, rows: number) =>
  finishSketch(state, given, {
    rows,
    empty: new Uint32Array((rows + 31) >>> 5),
    head: columnOf(0, 'x', []),
    decode: (bytes) => decoder.decode(bytes),
  });

/** Without the sums, whose last bits depend on the order of addition; they are tested by themselves. */
const counted = (state: SketchState) => ({
  ...state,
  registers: state.registers.join(),
  sums: [],
});

/** Splits the cells at some rows, and merges what the parts learned. */
function inParts(given: ColumnHint, texts: readonly string[], cuts: readonly number[]) {
  const at = [0, ...cuts.map((cut) => Math.min(cut, texts.length)), texts.length];
  at.sort((a, b) => a - b);
  const merged = new SketchBuilder(given);
  for (let i = 0; i + 1 < at.length; i++) {
    merged.merge(sketchOf(given, texts.slice(at[i], at[i + 1])).state, at[i]!);
  }
  return merged.state;
}

describe('a sketch', () => {
  test('does not depend on how the cells were split', () => {
    fc.assert(
      fc.property(hint, cells, fc.array(fc.nat(250), { maxLength: 4 }), (given, texts, cuts) => {
        const whole = sketchOf(given, texts).state;
        expect(counted(inParts(given, texts, cuts))).toEqual(counted(whole));
      }),
    );
  });

  test('of measured numbers is the same to the last bit in any number of parts', () => {
    const prices = fc.array(
      fc.integer({ min: 0, max: 1e7 }).map((cents) => String(cents / 100)),
      { maxLength: 250 },
    );
    const given: ColumnHint = {
      ...{ expects: 'number', shift: 0, measuresText: false, inKeys: true, byValue: true },
      candidates: [],
    };
    fc.assert(
      fc.property(prices, fc.array(fc.nat(250), { maxLength: 4 }), (texts, cuts) => {
        const whole = finish(sketchOf(given, texts).state, given, texts.length);
        expect(finish(inParts(given, texts, cuts), given, texts.length)).toEqual(whole);
      }),
    );
  });

  test('takes a cell many times as it takes many cells', () => {
    const pairs = fc.array(fc.tuple(cellText, fc.integer({ min: 1, max: 5 })), { maxLength: 60 });
    fc.assert(
      fc.property(hint, pairs, (given, taken) => {
        const one = new SketchBuilder({ ...given, expects: 'other' });
        const many = new SketchBuilder({ ...given, expects: 'other' });
        for (const [text, count] of taken) {
          const bytes = encoder.encode(text);
          one.add(bytes, 0, bytes.length, 0, count);
          for (let i = 0; i < count; i++) many.add(bytes, 0, bytes.length, 0);
        }
        expect({ ...counted(one.state), odd: [] }).toEqual({ ...counted(many.state), odd: [] });
      }),
    );
  });

  test('counts what the cells are', () => {
    fc.assert(
      fc.property(hint, cells, (given, texts) => {
        const sketch = finish(sketchOf(given, texts).state, given, texts.length);
        const filled = texts.filter((text) => text !== '');
        const read = filled.map(readPlain);
        const values = read.map(({ value }) => value).filter((value) => !Number.isNaN(value));
        const finite = values.filter(Number.isFinite);
        expect(sketch.cells).toBe(filled.length);
        for (const kind of PLAIN_KINDS) {
          expect(sketch.kinds[kind]).toBe(read.filter((cell) => cell.kind === kind).length);
        }
        expect(sketch.nullLike).toBe(read.filter(({ nullLike }) => nullLike).length);
        expect(sketch.decimals).toBe(Math.max(0, ...read.map(({ decimals }) => decimals)));
        expect(sketch.distinct).toBeLessThanOrEqual(filled.length);
        expect(sketch.distinct > 0).toBe(filled.length > 0);
        expect(sketch.top).toEqual(topOf(given, filled));
        expect(sketch.odd).toEqual(oddOf(given, texts));
        if (finite.length === 0) expect(sketch.numbers).toBeUndefined();
        else {
          const { n, min, max, zeros, negatives, infinities, integers, bins } = sketch.numbers!;
          expect({ n, min, max, zeros, negatives, infinities, integers }).toEqual({
            n: finite.length,
            min: Math.min(...finite) + 0,
            max: Math.max(...finite) + 0,
            zeros: finite.filter((value) => value === 0).length,
            negatives: values.filter((value) => value < 0).length,
            infinities: values.length - finite.length,
            integers: finite.filter(Number.isInteger).length,
          });
          expect(bins).toEqual(binsOf(finite.map((value) => value - given.shift)));
        }
        if (given.measuresText) {
          expect(sketch.characters).toEqual(binsOf(filled.map((text) => text.length)));
          expect(sketch.words).toEqual(binsOf(filled.map(countWords)));
        }
        expect(sketch.dates).toEqual(datesOf(filled));
      }),
    );
  });
});

function readPlain(text: string) {
  const cell = new PlainCell();
  const bytes = encoder.encode(text);
  cell.read(bytes, 0, bytes.length);
  const { value, decimals, nullLike } = cell;
  return { kind: PLAIN_KINDS[cell.kind]!, value, decimals, nullLike };
}

function topOf({ candidates }: ColumnHint, filled: readonly string[]) {
  return candidates
    .map((bytes) => decoder.decode(bytes))
    .map((value) => ({ value, count: filled.filter((text) => text === value).length }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count);
}

const EXPECTED = {
  number: ['integer', 'float'],
  date: ['date'],
  other: ['other', 'code'],
} as const;

function oddOf({ expects }: ColumnHint, texts: readonly string[]): number[] {
  const odd = texts.flatMap((text, row) => {
    if (text === '') return [];
    const { kind, nullLike } = readPlain(text);
    return nullLike || (EXPECTED[expects] as readonly string[]).includes(kind) ? [] : [row];
  });
  return odd.slice(0, ODD_ROWS);
}

function binsOf(values: readonly number[]): Bins {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(binKey(value), (counts.get(binKey(value)) ?? 0) + 1);
  const sorted = [...counts].sort((a, b) => a[0] - b[0]);
  return {
    keys: Uint32Array.from(sorted, ([key]) => key),
    counts: Float64Array.from(sorted, ([, count]) => count),
  };
}

function datesOf(filled: readonly string[]) {
  const dates = filled.filter((text) => readPlain(text).kind === 'date');
  const times = dates.map((text) => readDate(text)!.time);
  if (dates.length === 0) return undefined;
  const at = (time: number) => dates[times.indexOf(time)]!;
  return { min: at(Math.min(...times)), max: at(Math.max(...times)) };
}
