import { isAscii } from '../../../cells/ascii';
import { isNullLike } from '../../../cells/kind';
import { TextLengths } from '../../../cells/text-lengths';
import { quantile, weightedValues } from '../../../statistics/weighted-values';
import type { Dictionary, DictionaryBytes } from '../../../table/table';

/** Values of a column by what is odd about how they are written: codes with their cells. */
export interface OddTexts {
  /** White space around them, or signs without width. */
  readonly spaced: readonly number[];
  /** No letter and no digit, and no way to write "missing". */
  readonly signs: readonly number[];
  /** Ways to write "missing"; `none` and `-` only where they count as missing. */
  readonly nulls: readonly number[];
}

/** What stands around a value unseen, or within it where no script needs it. */
const SPACED =
  /^[\s\u200b-\u200d\u2060\ufeff]|[\s\u200b-\u200d\u2060\ufeff]$|[\u200b\u2060\ufeff]/u;
const LETTER_OR_DIGIT = /[\p{L}\p{N}]/u;
/** Ways to write "missing" that are values of their own in many columns of text. */
const AMBIGUOUS = new Set(['none', '-']);

/**
 * Looks at every value that has cells. `asMissing`: null-like values count as missing in this column. `within`: signs without
 * width are looked for within values too.
 */
export function oddTexts(
  dictionary: Dictionary,
  counts: Float64Array,
  { asMissing, within }: { readonly asMissing: boolean; readonly within: boolean },
  tick: () => void,
): OddTexts {
  const found = { spaced: [] as number[], signs: [] as number[], nulls: [] as number[] };
  const { bytes } = dictionary;
  for (let code = 1; code < dictionary.size; code++) {
    if (code % 8192 === 0) tick();
    if (counts[code] === 0) continue;
    if (bytes && isPlain(bytes, code, within)) continue;
    const text = dictionary.text(code);
    if (isNullLike(text)) {
      if (asMissing || !AMBIGUOUS.has(text.trim().toLowerCase())) found.nulls.push(code);
      continue;
    }
    if (!LETTER_OR_DIGIT.test(text)) found.signs.push(code);
    else if (SPACED.test(text)) found.spaced.push(code);
  }
  return found;
}

/** Longest null-like value. */
const LONGEST_NULL = 8;

/** Longer than a null-like value, a letter or digit at both ends, ASCII in between: nothing odd can be about it. */
function isPlain({ arena, offsets }: DictionaryBytes, code: number, within: boolean): boolean {
  const [start, end] = [offsets[code]!, offsets[code + 1]!];
  if (end - start <= LONGEST_NULL) return false;
  if (!isAlphanumeric(arena[start]!) || !isAlphanumeric(arena[end - 1]!)) return false;
  return !within || isAscii(arena, start, end);
}

function isAlphanumeric(byte: number): boolean {
  const lower = byte | 32;
  return (byte >= 48 && byte <= 57) || (lower >= 97 && lower <= 122);
}

/** Lengths of a column's values, and the values of which they are far from usual. */
export interface ValueLengths {
  readonly min: number;
  readonly max: number;
  /** Inner 94 %. */
  readonly usual: readonly [number, number];
  readonly odd: readonly number[];
}

/** Deepchecks: a length is odd by a factor and by characters, the latter as a share of the usual mean too. */
const FACTOR = 4;
const CHARACTERS = 5;
const SHARE = 0.5;

/** Lengths in characters (UTF-16 units) of the values that have cells; undefined without any. */
export function valueLengths(
  dictionary: Dictionary,
  counts: Float64Array,
  tick: () => void,
): ValueLengths | undefined {
  const lengths = new Float64Array(dictionary.size);
  const measured = new TextLengths(dictionary);
  for (let code = 1; code < dictionary.size; code++) {
    if (code % 8192 === 0) tick();
    if (counts[code] === 0) continue;
    measured.measure(code);
    lengths[code] = measured.characters;
  }
  const of = weightedValues(lengths, counts, tick);
  if (of.n === 0) return undefined;
  const [low, high] = [quantile(of, 0.03), quantile(of, 0.97)];
  let [cells, sum] = [0, 0];
  for (let i = 0; i < of.values.length; i++) {
    if (of.values[i]! < low || of.values[i]! > high) continue;
    cells += of.counts[i]!;
    sum += of.values[i]! * of.counts[i]!;
  }
  const least = Math.max(CHARACTERS, cells === 0 ? 0 : (SHARE * sum) / cells);
  const odd: number[] = [];
  for (let code = 1; code < dictionary.size; code++) {
    if (counts[code] === 0) continue;
    const length = lengths[code]!;
    const isLong = length > FACTOR * high && length - high >= least;
    const isShort = FACTOR * length < low && low - length >= least;
    if (isLong || isShort) odd.push(code);
  }
  return { min: of.values[0]!, max: of.values.at(-1)!, usual: [low, high], odd };
}
