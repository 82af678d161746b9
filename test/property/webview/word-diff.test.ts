import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wordDiff, type Piece } from '../../../webview/text/word-diff';

const words = fc.constantFrom('a', 'b', 'the', 'naïve', '東京', '𝒳', ',', ' ', '\n', '\ud800');
const text = fc.array(words, { maxLength: 40 }).map((parts) => parts.join(''));
const side = (pieces: readonly Piece[], other: Piece['side']) =>
  pieces
    .filter((piece) => piece.side !== other)
    .map((piece) => piece.text)
    .join('');

/** Words in neither text's longest common subsequence, by the textbook table. */
function leastEdits(a: readonly string[], b: readonly string[]): number {
  let row = b.map((_, j) => j).concat(b.length);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++)
      next.push(a[i - 1] === b[j - 1] ? row[j - 1]! : 1 + Math.min(row[j]!, next[j - 1]!));
    row = next;
  }
  return row.at(-1)!;
}

describe('the diff of two texts', () => {
  it('gives both texts back, whatever they are', () => {
    const any = fc.oneof(text, fc.string(), fc.string({ unit: 'binary' }));
    fc.assert(
      fc.property(any, any, (first, second) => {
        const pieces = wordDiff(first, second);
        expect(side(pieces, 'second')).toBe(first);
        expect(side(pieces, 'first')).toBe(second);
        expect(pieces.every((piece) => piece.text !== '')).toBe(true);
        expect(pieces.every(({ side }, i) => side !== pieces[i - 1]?.side)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it('marks as few words as can be', () => {
    // Every word a mark of its own: no white space that goes with the words around it.
    const list = fc.array(fc.constantFrom(...'!?.,;:'), { maxLength: 30 });
    fc.assert(
      fc.property(list, list, (a, b) => {
        const marked = wordDiff(a.join(''), b.join(''))
          .filter((piece) => piece.side !== 'both')
          .reduce((sum, piece) => sum + piece.text.length, 0);
        expect(marked).toBe(leastEdits(a, b));
      }),
      { numRuns: 1000 },
    );
  });

  it('is empty for equal texts and all of one when the other is empty', () => {
    expect(wordDiff('', '')).toEqual([]);
    expect(wordDiff('one two', 'one two')).toEqual([{ side: 'both', text: 'one two' }]);
    expect(wordDiff('', 'one two')).toEqual([{ side: 'second', text: 'one two' }]);
  });

  it('keeps words whole and joins changes that only a space parts', () => {
    expect(wordDiff('the cart was paid twice', 'the basket is paid twice')).toEqual([
      { side: 'both', text: 'the ' },
      { side: 'first', text: 'cart was' },
      { side: 'second', text: 'basket is' },
      { side: 'both', text: ' paid twice' },
    ]);
  });

  it('is bounded: very different long texts agree at their ends only', () => {
    const long = (mark: string) =>
      `Dear all ${Array.from({ length: 20_000 }, (_, i) => `${mark}${i}`).join('.')} regards`;
    const pieces = wordDiff(long('a'), long('b'));
    expect(pieces.map((piece) => piece.side)).toEqual(['both', 'first', 'second', 'both']);
    expect(side(pieces, 'second')).toBe(long('a'));
    expect(side(pieces, 'first')).toBe(long('b'));
  });
});
