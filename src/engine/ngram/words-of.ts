import { normalText, type TextLevel } from '../cells/normal-text';
import { fmix32 } from '../near-text/hashes';

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** The words of a text in normal form (`n2`: NFC, lower case), each as a 32-bit hash; at most `most` of them. */
export function wordsOf(
  bytes: Uint8Array,
  start: number,
  end: number,
  most = Infinity,
  level: TextLevel = 'n2',
): Uint32Array {
  const text = normalText(decoder.decode(bytes.subarray(start, end)), level);
  const words: number[] = [];
  let hash = 0x811c9dc5;
  let inside = false;
  for (let i = 0; i <= text.length && words.length < most; i++) {
    const unit = i < text.length ? text.charCodeAt(i) : 32;
    if (unit === 32) {
      if (inside) words.push(fmix32(hash));
      hash = 0x811c9dc5;
      inside = false;
      continue;
    }
    hash = Math.imul(hash ^ unit, 0x01000193);
    inside = true;
  }
  return Uint32Array.from(words);
}
