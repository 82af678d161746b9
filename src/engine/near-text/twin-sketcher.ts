import { fmix32, roundConstants, START, STEP_HIGH, STEP_LOW, WORD_HIGH, WORD_LOW } from './hashes';
import { TextNormaliser, type NormalText } from './normal-text';
import type { SketchSettings, TextBytes, TextSketcher } from './sketcher';
import type { ShingleSets } from './shingle-sets';

/** Stands for a bin into which nothing fell yet. */
const EMPTY = 0xffffffff;
/** Rounds after which a text with many shingles is taken for one that repeats itself. */
const EARLY = 8;

/** Two lanes of hashes. */
interface Lanes {
  readonly low: Uint32Array;
  readonly high: Uint32Array;
  readonly count: number;
}

/** Sketches in TypeScript: what src/kernels/near-text.as.ts computes, and takes over where there is no WebAssembly. */
export class TwinSketcher implements TextSketcher {
  readonly settings: SketchSettings;
  shingles = 0;
  textLow = 0;
  textHigh = 0;
  readonly #constants: Uint32Array;
  readonly #filledIn: Uint32Array;
  readonly #least: Uint32Array;
  readonly #normaliser = new TextNormaliser();

  constructor(settings: SketchSettings) {
    this.settings = settings;
    this.#constants = roundConstants(settings.bins);
    this.#filledIn = new Uint32Array(settings.bins);
    this.#least = new Uint32Array(settings.bins);
  }

  sketch(
    text: TextBytes,
    keys: Uint32Array,
    keysAt: number,
    bins: Uint8Array,
    binsAt: number,
  ): number {
    const units = this.#units(text);
    let found = shinglesOf(units, this.settings.width);
    this.shingles = found.count;
    if (found.count === 0) return 0;
    const count = this.settings.bins;
    this.#filledIn.fill(EMPTY);
    let filled = 0;
    for (let round = 0; round < 2 * count && filled < count; round++) {
      if (round === EARLY && found.count > 4 * count) found = distinct(found);
      filled += round < count ? this.#throw(found, round) : this.#fill(found, round);
    }
    this.#finish(keys, keysAt, bins, binsAt);
    return units.count;
  }

  addSet(text: TextBytes, sets: ShingleSets): void {
    const { low, high, count } = distinct(shinglesOf(this.#units(text), this.settings.width));
    sets.add(low, high, count);
  }

  #units(text: TextBytes): Lanes {
    const { bytes, start, end, characters } = this.#normal(text);
    const units = characters ? hashCharacters(bytes, start, end) : hashWords(bytes, start, end);
    let low = START;
    let high = units.count;
    for (let i = 0; i < units.count; i++) {
      low = (Math.imul(low, STEP_LOW) + units.low[i]!) | 0;
      high = (Math.imul(high, STEP_HIGH) + units.high[i]!) | 0;
    }
    this.textLow = fmix32(low);
    this.textHigh = fmix32(high);
    return units;
  }

  #normal({ bytes, start, end }: TextBytes): NormalText {
    for (let i = start; i < end; i++) {
      if (bytes[i]! >= 0x80) return this.#normaliser.normalise({ bytes, start, end });
    }
    return { bytes, start, end, characters: false };
  }

  #hash({ low, high }: Lanes, i: number, round: number): number {
    const at = 3 * round;
    const a = Math.imul(low[i]!, this.#constants[at]!);
    const b = Math.imul(high[i]!, this.#constants[at + 1]!);
    return fmix32((a + b + this.#constants[at + 2]!) | 0);
  }

  #throw(shingles: Lanes, round: number): number {
    const { bins } = this.settings;
    let filled = 0;
    for (let i = 0; i < shingles.count; i++) {
      // The bin is the whole part of hash / 2^32 * bins, the value the fraction that is left; exact in float64.
      const product = this.#hash(shingles, i, round) * bins;
      const bin = Math.floor(product / 2 ** 32);
      const value = product % 2 ** 32;
      if (this.#filledIn[bin] === EMPTY) {
        filled++;
        this.#filledIn[bin] = round;
        this.#least[bin] = value;
      } else if (this.#filledIn[bin] === round && value < this.#least[bin]!) {
        this.#least[bin] = value;
      }
    }
    return filled;
  }

  #fill(shingles: Lanes, round: number): number {
    const bin = round - this.settings.bins;
    if (this.#filledIn[bin] !== EMPTY) return 0;
    let least = 0xffffffff;
    for (let i = 0; i < shingles.count; i++) {
      least = Math.min(least, this.#hash(shingles, i, round));
    }
    this.#filledIn[bin] = round;
    this.#least[bin] = least;
    return 1;
  }

  #finish(keys: Uint32Array, keysAt: number, bytes: Uint8Array, bytesAt: number): void {
    const { bins, bands, rows } = this.settings;
    const slots = this.#least;
    for (let bin = 0; bin < bins; bin++) {
      slots[bin] = fmix32(slots[bin]! ^ Math.imul(this.#filledIn[bin]!, STEP_LOW));
      bytes[bytesAt + bin] = slots[bin]! & 0xff;
    }
    for (let band = 0; band < bands; band++) {
      let key = band;
      for (let row = 0; row < rows; row++) {
        key = fmix32((Math.imul(key, STEP_LOW) + slots[band * rows + row]!) | 0);
      }
      keys[keysAt + band] = key;
    }
  }
}

/** Words of normal text or of ASCII, whose case and white space are seen to here; hashed four bytes at a time. */
function hashWords(bytes: Uint8Array, start: number, end: number): Lanes {
  const low = new Uint32Array((end - start + 1) >>> 1);
  const high = new Uint32Array(low.length);
  let count = 0;
  for (let at = start; at < end;) {
    if (isBlank(bytes[at]!)) {
      at++;
      continue;
    }
    let wordEnd = at;
    while (wordEnd < end && !isBlank(bytes[wordEnd]!)) wordEnd++;
    let a = START;
    let b = wordEnd - at;
    for (; at < wordEnd; at += 4) {
      const four = fourBytes(bytes, at, wordEnd);
      a = Math.imul(a ^ four, WORD_LOW);
      b = Math.imul(b ^ four, WORD_HIGH);
      // The last bytes are mixed by the finaliser, unless they were four.
      if (at + 4 > wordEnd) continue;
      a ^= a >>> 15;
      b ^= b >>> 13;
    }
    low[count] = fmix32(a);
    high[count++] = fmix32(b);
    at = wordEnd;
  }
  return { low, high, count };
}

/** Up to four bytes as one number, little end first, letters of ASCII in lower case. */
function fourBytes(bytes: Uint8Array, at: number, end: number): number {
  let four = 0;
  for (let i = 0; i < 4 && at + i < end; i++) {
    const byte = bytes[at + i]!;
    four |= (byte >= 65 && byte <= 90 ? byte + 32 : byte) << (8 * i);
  }
  return four;
}

function isBlank(byte: number): boolean {
  return byte === 32 || (byte >= 9 && byte <= 13);
}

function hashCharacters(bytes: Uint8Array, start: number, end: number): Lanes {
  const points = [...new TextDecoder().decode(bytes.subarray(start, end))];
  const low = Uint32Array.from(points, (c) => fmix32((c.codePointAt(0)! + START) | 0));
  const high = Uint32Array.from(points, (c) => fmix32(Math.imul(c.codePointAt(0)!, STEP_HIGH)));
  return { low, high, count: points.length };
}

/** Runs of `width` units; one of all when there are fewer. */
function shinglesOf(units: Lanes, width: number): Lanes {
  const many = Math.min(units.count, width);
  const count = units.count === 0 ? 0 : units.count - many + 1;
  const [low, high] = [new Uint32Array(count), new Uint32Array(count)];
  for (let j = 0; j < count; j++) {
    let a = 0;
    let b = many;
    for (let i = j; i < j + many; i++) {
      a = (Math.imul(a, STEP_LOW) + units.low[i]!) | 0;
      b = (Math.imul(b, STEP_HIGH) + units.high[i]!) | 0;
    }
    low[j] = fmix32(a);
    high[j] = fmix32(b);
  }
  return { low, high, count };
}

/** Ascending by (high, low), each once. */
function distinct({ low, high, count }: Lanes): Lanes {
  const sorted = BigUint64Array.from(
    { length: count },
    (_, i) => (BigInt(high[i]!) << 32n) | BigInt(low[i]!),
  ).sort();
  const kept = sorted.filter((value, i) => i === 0 || value !== sorted[i - 1]);
  return {
    low: Uint32Array.from(kept, (value) => Number(value & 0xffffffffn)),
    high: Uint32Array.from(kept, (value) => Number(value >> 32n)),
    count: kept.length,
  };
}
