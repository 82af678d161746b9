import { hasBit, type BitSet } from './bit-sets';
import { HashedRows } from './hashed-rows';
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
    for (let i = 0; i < chunk.length; i++) {
      const low = chunk.keys[2 * i]!;
      if (!sieve.mayRepeat(low)) continue;
      const high = chunk.keys[2 * i + 1]!;
      parts[bits === 0 ? 0 : high >>> (32 - bits)]!.push(chunk.row(i), low, high);
    }
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
  const most = parts.reduce((sum, part) => sum + part.length, 0);
  const first = new Uint32Array(most);
  const second = new Uint32Array(most);
  const hashes = new PairTable();
  /** Per hash of the part. */
  const firsts: number[] = [];
  let n = 0;
  const visit = (row: number, low: number, high: number) => {
    const hash = hashes.entryOf(low, high);
    if (hash === firsts.length) {
      firsts.push(row);
      return;
    }
    first[n] = firsts[hash]!;
    second[n++] = row;
  };
  parts.forEach((part, index) => {
    hashes.clear();
    firsts.length = 0;
    part.drain(visit, () => {
      tick(index);
    });
  });
  return { first: first.subarray(0, n), second: second.subarray(0, n) };
}
