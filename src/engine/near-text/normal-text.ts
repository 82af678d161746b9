import { normalText } from '../cells/normal-text';
import type { TextBytes } from './sketcher';

/** Runs in scripts that are written without spaces between words; not longer, since what matches is put on a stack. */
const SPACELESS =
  /[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Thai}\p{scx=Lao}\p{scx=Khmer}\p{scx=Myanmar}\p{scx=Tibetan}]{1,1024}/gu;

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
const encoder = new TextEncoder();

/** Text in normal form, to be split into words or into characters. */
export interface NormalText extends TextBytes {
  readonly characters: boolean;
}

/**
 * The normal form in which texts are compared: Unicode NFC, lower case, every run of white space one space, none at the
 * ends; bytes that are not UTF-8 are U+FFFD. ASCII needs none: who splits it into words sees to case and white space.
 * The answer is valid until the next call.
 */
export class TextNormaliser {
  #scratch = new Uint8Array(4096);

  normalise({ bytes, start, end }: TextBytes): NormalText {
    const text = normalText(decoder.decode(bytes.subarray(start, end)), 'n2');
    const characters = isSpaceless(text);
    if (text.length * 3 > this.#scratch.length) this.#scratch = new Uint8Array(text.length * 4);
    const { written } = encoder.encodeInto(text, this.#scratch);
    return { bytes: this.#scratch, start: 0, end: written, characters };
  }
}

/** More than half of the characters that are not spaces are of a script without spaces. */
function isSpaceless(text: string): boolean {
  let spaceless = 0;
  // Runs and not characters: there may be millions of them.
  for (const [run] of text.matchAll(SPACELESS)) spaceless += charactersIn(run);
  return spaceless > 0 && 2 * spaceless > charactersIn(text);
}

/** Code points of well-formed text that are not spaces. */
function charactersIn(text: string): number {
  let count = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit !== 32 && (unit & 0xfc00) !== 0xdc00) count++;
  }
  return count;
}
