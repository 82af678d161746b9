import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { UTF8 } from '../../../src/codecs/encodings/charset';
import { INTERN_BLOCK, Interner } from '../../../src/codecs/columns/intern';
import { Utf8Census } from '../../../src/codecs/encodings/utf8-census';

/** Interns texts of one-byte characters in blocks, and says codes and texts. */
function interned(texts: readonly string[]) {
  const bytes = new TextEncoder().encode(texts.join(''));
  const starts = new Uint32Array(INTERN_BLOCK);
  const ends = new Uint32Array(INTERN_BLOCK);
  const codes = new Uint32Array(texts.length);
  const interner = new Interner();
  let at = 0;
  for (let from = 0; from < texts.length; from += INTERN_BLOCK) {
    const count = Math.min(INTERN_BLOCK, texts.length - from);
    for (let i = 0; i < count; i++) {
      starts[i] = at;
      ends[i] = at += texts[from + i]!.length;
    }
    interner.internMany(bytes, starts, ends, count, codes, from);
  }
  const dictionary = interner.dictionary(UTF8);
  return {
    codes: [...codes],
    texts: Array.from({ length: dictionary.size }, (_, i) => dictionary.text(i)),
  };
}

/** The oracle: a map, numbered by first appearance; '' is 0. */
function byMap(texts: readonly string[]) {
  const codeOf = new Map([['', 0]]);
  const codes = texts.map((text) => {
    if (!codeOf.has(text)) codeOf.set(text, codeOf.size);
    return codeOf.get(text)!;
  });
  return { codes, texts: [...codeOf.keys()] };
}

describe('interning', () => {
  const unit = fc.constantFrom('a', 'b', '\0', '0');
  test('agrees with a map, also where values differ in length or in zero bytes alone', () => {
    const texts = fc.array(fc.string({ unit, maxLength: 9 }), { maxLength: 400 });
    fc.assert(
      fc.property(texts, (list) => {
        expect(interned(list)).toEqual(byMap(list));
      }),
      { numRuns: 300 },
    );
  });

  test('two hundred thousand values, most of them twice, tables grown in the midst of blocks', () => {
    const texts = Array.from({ length: 200_000 }, (_, i) => String((i * 7919) % 130_003));
    expect(interned(texts)).toEqual(byMap(texts));
  });

  test('every value of up to two bytes is itself', () => {
    const units = Array.from({ length: 128 }, (_, i) => String.fromCharCode(i));
    const texts = [...units, ...units.flatMap((a) => units.map((b) => a + b))];
    expect(interned([...texts, ...texts])).toEqual(byMap([...texts, ...texts]));
  });
});

/** The text of valid UTF-8, undefined of anything else. */
function decoded(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { ignoreBOM: true, fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

describe('the census of UTF-8', () => {
  test('any region of any memory is malformed where a strict decoder refuses it', () => {
    const part = fc.oneof(
      fc.string({ minLength: 0, maxLength: 60 }).map((text) => new TextEncoder().encode(text)),
      fc.string({ unit: 'grapheme', maxLength: 8 }).map((text) => new TextEncoder().encode(text)),
      fc.constantFrom(Uint8Array.of(0xff), Uint8Array.of(0x80), Uint8Array.of(0xc3, 0x41)),
    );
    fc.assert(
      fc.property(fc.array(part), fc.nat(7), fc.nat(7), (parts, offset, before) => {
        const all = parts.flatMap((piece) => [...piece]);
        const memory = new Uint8Array(offset + before + all.length + 5).fill(0xff);
        memory.set(all, offset + before);
        const census = new Utf8Census();
        const first = census.add(memory.subarray(offset), before, before + all.length);
        const text = decoded(Uint8Array.from(all));
        expect(census.malformed > 0).toBe(text === undefined);
        expect(first >= 0).toBe(text === undefined);
        if (first >= 0) expect(memory[offset + first]).toBeGreaterThan(0x7f);
        if (text === undefined) return;
        expect(census.multibyte).toBe([...text].filter((character) => character > '\x7f').length);
      }),
      { numRuns: 1000 },
    );
  });
});
