import { normalText } from '../cells/normal-text';
import type { Spans } from '../boilerplate/recurring-parts';
import type { TextBytes } from '../near-text/sketcher';

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
const encoder = new TextEncoder();

/**
 * The bytes of some words of a text, with what stands between them: `wanted` has 1 for each such word among those of its
 * normal form `n3`. A span takes the white space behind it along.
 */
export function spansOfWords({ bytes, start, end }: TextBytes, wanted: Uint8Array): Spans {
  const text = decoder.decode(bytes.subarray(start, end));
  const spans: number[] = [];
  let word = 0;
  let [at, byte] = [0, start];
  /** The byte of a place of the text; places are asked for in ascending order. */
  const byteAt = (place: number) => {
    byte += encoder.encode(text.slice(at, place)).length;
    at = place;
    return Math.min(byte, end);
  };
  let open = false;
  for (const { 0: token, index } of text.matchAll(/\S+/g)) {
    // Punctuation and numbers that stand alone are no words, and go with those around them.
    if (normalText(token, 'n3') === '') continue;
    const isWanted = wanted[word++] === 1;
    if (isWanted === open) continue;
    spans.push(byteAt(index));
    open = isWanted;
  }
  if (open) spans.push(end);
  return spans;
}
