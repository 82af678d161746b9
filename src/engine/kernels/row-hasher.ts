import { addBit, noBits, type BitSet } from './bit-sets';
import { keySums, type KeySums } from './key-sums';
import { MISSING, type Backing, type Codes, type OpenKey, type TableTick } from '../table/table';
import { everyRow } from '../ticks';

/** A column of what makes rows equal whose codes are held. */
export interface HeldKey {
  readonly codes: Codes;
  /** Codes of the dictionary. */
  readonly size: number;
  /** Code -> canonical code, when different codes count as equal. */
  readonly canonical?: Uint32Array;
  /** Code -> number, NaN for what equals no number: hashed instead of codes, for a hash that more rows share than are equal. */
  readonly numbers?: Float64Array;
}

/** One column of what makes rows equal. */
export type RowKey = HeldKey | OpenKey;

export const isHeld = (key: RowKey): key is HeldKey => 'codes' in key;

/** Codes up to which a column's hashes are looked up and not worked out cell by cell. */
const MOST_LOOKED_UP = 1 << 16;

/** A held column that is hashed; `hashes`: its place among those whose hashes are looked up. */
interface HashedColumn extends HeldKey {
  readonly seed: number;
  readonly hashes: number | undefined;
}

/**
 * 64-bit hashes of rows over some columns, in two 32-bit lanes: the sum of one hash per cell (Carter and Wegman 1979),
 * so that the cells of open columns, which only their file knows, are added as its backing gives them.
 */
export class RowHasher {
  /** Columns in which equal hashes are for the backing to prove. */
  readonly open: readonly OpenKey[];
  readonly #held: readonly HashedColumn[];
  readonly #openSums: Uint32Array | undefined;
  readonly #sums: KeySums;
  /** Bits of both lanes that are used. */
  readonly #keep: number;

  /**
   * `hashBits`: bits of each lane that are used. Tests set few to make rows collide; no result may change by it.
   * @throws Cancelled
   */
  constructor(
    keys: readonly RowKey[],
    backing: Backing | undefined,
    tick: (done: number, total: number) => void,
    hashBits = 32,
  ) {
    this.open = keys.filter((key): key is OpenKey => !isHeld(key));
    this.#openSums = this.open.length && backing ? backing.keys(this.open, tick) : undefined;
    const hashes: Uint32Array[] = [];
    this.#held = keys.filter(isHeld).map((key, place) => {
      const seed = mixed(place + 1);
      const lookedUp = key.size <= MOST_LOOKED_UP || key.numbers !== undefined;
      return { ...key, seed, hashes: lookedUp ? hashes.push(hashesOf(key, seed)) - 1 : undefined };
    });
    this.#sums = keySums(hashes);
    this.#keep = hashBits >= 32 ? -1 : (1 << hashBits) - 1;
  }

  /** The lanes of the rows from .. from + length, at most `CHUNK`, the lower one first; overwritten by the next call. */
  range(from: number, length: number): Uint32Array {
    const { keys } = this.#sums;
    if (this.#openSums) {
      const sums = this.#openSums;
      for (let i = 0; i < length; i++) {
        keys[2 * i] = sums[from + i]!;
        keys[2 * i + 1] = mixed(sums[from + i]!);
      }
    } else keys.fill(0, 0, 2 * length);
    for (const column of this.#held) {
      const codes = column.codes.subarray(from, from + length);
      if (column.hashes !== undefined) this.#sums.add(column.hashes, codes);
      else addHashes(column, codes, keys);
    }
    if (this.#keep !== -1) for (let i = 0; i < 2 * length; i++) keys[i]! &= this.#keep;
    return keys;
  }

  /** Marks the pairs of rows that are not equal in some held column. @throws Cancelled (from tick) */
  differing(first: Uint32Array, second: Uint32Array, tick: TableTick): BitSet {
    const marks = noBits(first.length);
    const ticked = everyRow(tick);
    for (const { codes, canonical } of this.#held) {
      for (let i = 0; i < first.length; i++) {
        ticked(i, first.length);
        const a = codes[first[i]!]!;
        const b = codes[second[i]!]!;
        if (a !== b && !(canonical && canonical[a] === canonical[b])) addBit(marks, i);
      }
    }
    return marks;
  }
}

/** Two lanes per code, the lower one first. */
function hashesOf({ size, canonical, numbers }: HeldKey, seed: number): Uint32Array {
  if (numbers) return hashesOfNumbers(numbers, seed);
  const hashes = new Uint32Array(2 * size);
  for (let written = 0; written < size; written++) {
    const code = canonical ? canonical[written]! : written;
    if (code === MISSING) continue;
    hashes[2 * written] = lowerHash(code, seed);
    hashes[2 * written + 1] = upperHash(code, seed);
  }
  return hashes;
}

/** The same by number: equal numbers have equal hashes, and all that are none. */
function hashesOfNumbers(numbers: Float64Array, seed: number): Uint32Array {
  const words = new Uint32Array(2 * numbers.length);
  const values = new Float64Array(words.buffer);
  for (let code = 0; code < numbers.length; code++) {
    // Adding 0 folds -0 into 0; NaN has many forms.
    const value = numbers[code]! + 0;
    values[code] = value === value ? value : 0;
  }
  for (let at = 0; at < words.length; at += 2) {
    const both = words[at]! ^ Math.imul(words[at + 1]!, 0x9e3779b1);
    words[at] = lowerHash(both, seed);
    words[at + 1] = upperHash(both, seed);
  }
  return words;
}

/** Adds the hashes of a column of very many codes to the keys. */
function addHashes({ canonical, seed }: HashedColumn, codes: Codes, keys: Uint32Array): void {
  for (let i = 0; i < codes.length; i++) {
    const code = canonical ? canonical[codes[i]!]! : codes[i]!;
    if (code === MISSING) continue;
    keys[2 * i]! += lowerHash(code, seed);
    keys[2 * i + 1]! += upperHash(code, seed);
  }
}

const lowerHash = (code: number, seed: number) => mixed(Math.imul(code, 0x9e3779b1) ^ seed);
const upperHash = (code: number, seed: number) => mixed(Math.imul(code, 0x27d4eb2f) + ~seed);

/** The finaliser of MurmurHash3 for 32 bits: every bit of the input moves half of the output. */
function mixed(value: number): number {
  let hash = value ^ (value >>> 16);
  hash = Math.imul(hash, 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}
