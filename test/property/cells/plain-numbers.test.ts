import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Interner } from '../../../src/codecs/columns/intern';
import { UTF8 } from '../../../src/codecs/encodings/charset';
import { readColumn } from '../../../src/engine/cells/column-readings';
import { NUMBERS_AT_ONCE, plainNumbers } from '../../../src/engine/cells/plain-numbers';
import type { Dictionary } from '../../../src/engine/table/table';

const encoder = new TextEncoder();

function dictionaryOf(texts: readonly string[]): Dictionary {
  const interner = new Interner();
  for (const text of texts) {
    const bytes = encoder.encode(text);
    interner.intern(bytes, 0, bytes.length);
  }
  return interner.dictionary(UTF8);
}

/** What the kernel and what its twin read. */
function bothOf(dictionary: Dictionary, counts: Float64Array) {
  return [false, true].map((withoutKernel) => {
    const readings = readColumn(dictionary, counts, () => undefined, withoutKernel);
    const { kinds, numbers, cells, values, nullCells, nullValues } = readings;
    const { decimals, nullLikes, clearDates } = readings;
    return {
      ...{ kinds, numbers, cells, values, nullCells, nullValues },
      ...{ decimals, nullLikes, clearDates },
    };
  });
}

const digits = fc.string({ unit: fc.constantFrom(...'0123456789'), maxLength: 18 });
const number = fc
  .tuple(
    fc.constantFrom('', '', '', '-', '+', ' ', '--'),
    fc.oneof(digits, fc.constantFrom('0', '00', '1', '9007199254740991', '9007199254740993')),
    fc.oneof(
      fc.constantFrom('', '', '.', ',5'),
      digits.map((some) => `.${some}`),
    ),
    fc.constantFrom('', '', '', '', 'e5', 'E-400', '%', ' ', 'é', '.'),
  )
  .map((parts) => parts.join(''));
const value = fc.oneof(
  { weight: 8, arbitrary: number },
  fc.constantFrom(
    'NA',
    '?',
    'inf',
    '-Infinity',
    '2024-02-03',
    '03/04/2024',
    'red',
    'a b',
    '-',
    '+',
  ),
  fc.string({ maxLength: 12 }),
);

describe('plain numbers by a kernel', () => {
  it('there is one', () => {
    expect(plainNumbers()).toBeDefined();
  });

  it('reads what cells say one by one', () => {
    fc.assert(
      fc.property(
        fc.array(value, { minLength: 1, maxLength: 60 }),
        fc.array(fc.nat(3), { minLength: 1, maxLength: 7 }),
        (texts, counts) => {
          const dictionary = dictionaryOf(texts);
          const cells = Float64Array.from(
            { length: dictionary.size },
            (_, code) => counts[code % counts.length]!,
          );
          const [kernel, twin] = bothOf(dictionary, cells);
          expect(kernel).toEqual(twin);
        },
      ),
      { numRuns: 3000 },
    );
  });

  it('reads every decimal to the same double', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ noNaN: true }), { minLength: 1, maxLength: 40 }), (list) => {
        const texts = list.flatMap((double) => [String(double), double.toPrecision(15)]);
        const dictionary = dictionaryOf(texts);
        const [kernel, twin] = bothOf(dictionary, new Float64Array(dictionary.size).fill(1));
        expect(kernel).toEqual(twin);
        for (let code = 1; code < dictionary.size; code++) {
          const text = dictionary.text(code);
          const isCode = /^-?\d+$/.test(text) && !Number.isSafeInteger(Number(text));
          expect(kernel!.numbers?.[code] ?? NaN).toBe(isCode ? NaN : Number(text));
        }
      }),
      { numRuns: 300 },
    );
  });

  it('reads the largest whole numbers that doubles hold', () => {
    const texts = Array.from({ length: 80 }, (_, i) => String(Number.MAX_SAFE_INTEGER - i));
    const dictionary = dictionaryOf(texts);
    for (const { numbers } of bothOf(dictionary, new Float64Array(dictionary.size).fill(1))) {
      expect(Array.from(numbers!.subarray(1), String)).toEqual(texts);
    }
  });

  it('reads columns that take several calls, and those that stop being numbers on the way', () => {
    const many = Array.from({ length: 3 * NUMBERS_AT_ONCE }, (_, i) => (i / 8).toFixed(i % 4));
    const late = many.map((text, i) =>
      i > 1.5 * NUMBERS_AT_ONCE && i % 5 > 0 ? `${text} cm` : text,
    );
    const long = many.map((text, i) => (i === NUMBERS_AT_ONCE + 7 ? 'x'.repeat(1 << 17) : text));
    for (const texts of [many, late, long]) {
      const dictionary = dictionaryOf(texts);
      const counts = Float64Array.from({ length: dictionary.size }, (_, code) => code % 3);
      const [kernel, twin] = bothOf(dictionary, counts);
      expect(kernel).toEqual(twin);
    }
  });
});
