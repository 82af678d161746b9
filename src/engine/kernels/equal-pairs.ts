import { hasBit, type BitSet } from './bit-sets';
import { HASHED_WORDS, HashedRows } from './hashed-rows';
import { CHUNK } from './key-sums';
import { PairTable } from './pair-table';
import { RepeatSieve } from './repeat-sieve';
import type { RowHasher } from './row-hasher';

/** Rows that may equal an earlier row: `second[i]` has the hash of `first[i]`, the first row of its kind. */
export interface EqualPairs {
  readonly first: Uint32Array;
  readonly second: Uint32Array;
}

/** Rows per partition on average, so that the table of one stays in the second-level cache. */
const PARTITION = 1 << 18;
/** How much wider the sieve of a short table is, and up to how many rows: half a megabyte. */
const SPARSER = 8;
const SPARSE_ROWS = 1 << 19;

/**
 * Pairs of rows with equal hashes, ascending by `second` among equal `first`, and the number of rows looked at. Three passes: a sieve of the hashes, the rows that it lets through parted by their
 * hash, and a table of first rows part by part. @throws Cancelled
 */
export function equalPairs(
  hasher: RowHasher,
  rowCount: number,
  only: BitSet | undefined,
  tick: (done: number, total: number) => void,
): { readonly pairs: EqualPairs; readonly looked: number } {
  const chunk = new Chunk(hasher, only);
  const total = 3 * rowCount;
  const sieve = new RepeatSieve(sparse(rowCount));
  let looked = 0;
  for (let from = 0; from < rowCount; from += CHUNK) {
    tick(from, total);
    chunk.read(from, Math.min(CHUNK, rowCount - from));
    sieve.add(chunk.keys, chunk.length);
    looked += chunk.length;
  }
  let bits = 0;
  while (looked >>> bits > PARTITION) bits++;
  const parts = Array.from({ length: 1 << bits }, () => new HashedRows());
  for (let from = 0; from < rowCount; from += CHUNK) {
    tick(rowCount + from, total);
    chunk.read(from, Math.min(CHUNK, rowCount - from));
    takeRepeated(chunk, sieve, parts, bits);
  }
  const pairs = pairsWithin(parts, (part) => {
    tick(2 * rowCount + (part / parts.length) * rowCount, total);
  });
  return { pairs, looked };
}

/** Rows for which a sieve is made: of a short table few pass by chance, and it takes little memory all the same. */
function sparse(rowCount: number): number {
  return Math.max(rowCount, Math.min(SPARSER * rowCount, SPARSE_ROWS));
}

// Loops over a chunk are functions of their own: their compiled code stays, that of a loop in a function that is called
// once a file is made again for each.

/** Parts the rows of a chunk that the sieve lets through by the upper `bits` of their hash. */
function takeRepeated(
  chunk: Chunk,
  sieve: RepeatSieve,
  parts: readonly HashedRows[],
  bits: number,
): void {
  const { keys, length } = chunk;
  for (let i = 0; i < length; i++) {
    const low = keys[2 * i]!;
    if (!sieve.mayRepeat(low)) continue;
    const high = keys[2 * i + 1]!;
    parts[bits === 0 ? 0 : high >>> (32 - bits)]!.push(chunk.row(i), low, high);
  }
}

/** The rows of one chunk that are looked at, with two lanes each. */
class Chunk {
  keys: Uint32Array = new Uint32Array(0);
  length = 0;
  readonly #hasher: RowHasher;
  readonly #only: BitSet | undefined;
  /** The rows where only some are looked at, else they follow the first. */
  readonly #rows: Uint32Array | undefined;
  #first = 0;

  constructor(hasher: RowHasher, only: BitSet | undefined) {
    this.#hasher = hasher;
    this.#only = only;
    this.#rows = only && new Uint32Array(CHUNK);
  }

  row(place: number): number {
    return this.#rows ? this.#rows[place]! : this.#first + place;
  }

  read(from: number, length: number): void {
    this.keys = this.#hasher.range(from, length);
    this.#first = from;
    this.length = this.#rows ? this.#keepOnly(this.#rows, length) : length;
  }

  #keepOnly(rows: Uint32Array, length: number): number {
    const { keys } = this;
    let n = 0;
    for (let i = 0; i < length; i++) {
      if (!hasBit(this.#only!, this.#first + i)) continue;
      rows[n] = this.#first + i;
      keys[2 * n] = keys[2 * i]!;
      keys[2 * n++ + 1] = keys[2 * i + 1]!;
    }
    return n;
  }
}

/** Equal rows are in the same part, whose rows are ascending. */
function pairsWithin(parts: readonly HashedRows[], tick: (part: number) => void): EqualPairs {
  const pairs = new PairsWithin(parts);
  parts.forEach((part, index) => {
    pairs.begin();
    part.drain((block, end) => {
      tick(index);
      pairs.add(block, end);
    });
  });
  return pairs.found;
}

/** Rows with the hash of an earlier one of their part. */
class PairsWithin {
  readonly #first: Uint32Array;
  readonly #second: Uint32Array;
  readonly #hashes = new PairTable();
  /** Per hash of the part. */
  readonly #firsts: Uint32Array;
  #count = 0;

  constructor(parts: readonly HashedRows[]) {
    const most = parts.reduce((sum, part) => sum + part.length, 0);
    this.#first = new Uint32Array(most);
    this.#second = new Uint32Array(most);
    this.#firsts = new Uint32Array(
      parts.reduce((longest, { length }) => Math.max(longest, length), 0),
    );
  }

  get found(): EqualPairs {
    const count = this.#count;
    return { first: this.#first.subarray(0, count), second: this.#second.subarray(0, count) };
  }

  /** Begins another part. */
  begin(): void {
    this.#hashes.clear();
  }

  /** Takes the rows of a part in order: words up to `end` of a block of `HashedRows`. */
  add(block: Uint32Array, end: number): void {
    const [first, second, firsts, hashes] = [this.#first, this.#second, this.#firsts, this.#hashes];
    let count = this.#count;
    for (let at = 0; at < end; at += HASHED_WORDS) {
      const row = block[at]!;
      const known = hashes.size;
      const hash = hashes.entryOf(block[at + 1]!, block[at + 2]!);
      if (hash === known) {
        firsts[hash] = row;
        continue;
      }
      first[count] = firsts[hash]!;
      second[count++] = row;
    }
    this.#count = count;
  }
}
