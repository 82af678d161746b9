import { addBit, noBits, type BitSet } from './bit-sets';
import { MISSING, type Backing, type Codes, type KeyLanes, type OpenKey } from '../table';

/** A column of what makes rows equal whose codes are held. */
export interface HeldKey {
  readonly codes: Codes;
  /** Codes of the dictionary. */
  readonly size: number;
  /** Code -> canonical code, when different codes count as equal. */
  readonly canonical?: Uint32Array;
}

/** One column of what makes rows equal. */
export type RowKey = HeldKey | OpenKey;

export const isHeld = (key: RowKey): key is HeldKey => 'codes' in key;

/** Rows hashed at a time: their lanes stay in the first-level cache. */
export const CHUNK = 4096;

/** Codes up to which a column's hashes are looked up and not worked out cell by cell. */
const MOST_LOOKED_UP = 1 << 16;

/** A held column with the hashes of its codes: the lower lane of a code at 2 * code, the upper one behind it. */
interface HashedColumn extends HeldKey {
  readonly seed: number;
  readonly hashes?: Uint32Array;
}

/**
 * 64-bit hashes of rows over some columns, in two 32-bit lanes: the sum of one hash per cell (Carter and Wegman 1979),
 * so that the cells of open columns, which only their file knows, are added as its backing gives them.
 */
export class RowHasher {
  /** Columns in which equal hashes are for the backing to prove. */
  readonly open: readonly OpenKey[];
  readonly #held: readonly HashedColumn[];
  readonly #lanes: KeyLanes | undefined;
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
    this.#held = keys.filter(isHeld).map(hashedColumn);
    this.#lanes = this.open.length && backing ? backing.keys(this.open, tick) : undefined;
    this.#keep = hashBits >= 32 ? -1 : (1 << hashBits) - 1;
  }

  /** The lanes of the rows from .. from + length, at most `CHUNK`. */
  range(from: number, length: number, low: Uint32Array, high: Uint32Array): void {
    if (this.#lanes) {
      low.set(this.#lanes.low.subarray(from, from + length));
      high.set(this.#lanes.high.subarray(from, from + length));
    } else {
      low.fill(0, 0, length);
      high.fill(0, 0, length);
    }
    for (const column of this.#held) {
      addCells(column, column.codes.subarray(from, from + length), low, high);
    }
    this.#shorten(length, low, high);
  }

  /** Marks the pairs of rows that are not equal in some held column. */
  differing(first: Uint32Array, second: Uint32Array): BitSet {
    const marks = noBits(first.length);
    for (const { codes, canonical } of this.#held) {
      for (let i = 0; i < first.length; i++) {
        const a = codes[first[i]!]!;
        const b = codes[second[i]!]!;
        if (a !== b && !(canonical && canonical[a] === canonical[b])) addBit(marks, i);
      }
    }
    return marks;
  }

  #shorten(length: number, low: Uint32Array, high: Uint32Array): void {
    if (this.#keep === -1) return;
    for (let i = 0; i < length; i++) {
      low[i]! &= this.#keep;
      high[i]! &= this.#keep;
    }
  }
}

function hashedColumn(key: HeldKey, place: number): HashedColumn {
  const seed = mixed(place + 1);
  if (key.size > MOST_LOOKED_UP) return { ...key, seed };
  const hashes = new Uint32Array(2 * key.size);
  for (let code = 0; code < key.size; code++) {
    const canonical = key.canonical ? key.canonical[code]! : code;
    if (canonical === MISSING) continue;
    hashes[2 * code] = lowerHash(canonical, seed);
    hashes[2 * code + 1] = upperHash(canonical, seed);
  }
  return { ...key, seed, hashes };
}

/** Adds the hashes of a column's cells to the lanes. */
function addCells(
  { hashes, canonical, seed }: HashedColumn,
  codes: Codes,
  low: Uint32Array,
  high: Uint32Array,
): void {
  const { length } = codes;
  if (hashes) {
    for (let i = 0; i < length; i++) {
      const at = codes[i]! << 1;
      low[i]! += hashes[at]!;
      high[i]! += hashes[at + 1]!;
    }
    return;
  }
  for (let i = 0; i < length; i++) {
    const code = canonical ? canonical[codes[i]!]! : codes[i]!;
    if (code === MISSING) continue;
    low[i]! += lowerHash(code, seed);
    high[i]! += upperHash(code, seed);
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
