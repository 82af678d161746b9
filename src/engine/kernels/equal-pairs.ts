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
  const sieve = new RepeatSieve(rowCount);
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
      parts[bits === 0 ? 0 : high >>> (32 - bits)]!.push(chunk.rows[i]!, low, high);
    }
  }
  const pairs = pairsWithin(parts, (part) => {
    tick(2 * rowCount + (part / parts.length) * rowCount, total);
  });
  return { pairs, looked };
}

/** The rows of one chunk that are looked at, with two lanes each. */
class Chunk {
  readonly rows = new Uint32Array(CHUNK);
  keys: Uint32Array = new Uint32Array(0);
  length = 0;
  readonly #hasher: RowHasher;
  readonly #only: BitSet | undefined;

  constructor(hasher: RowHasher, only: BitSet | undefined) {
    this.#hasher = hasher;
    this.#only = only;
  }

  read(from: number, length: number): void {
    const { rows } = this;
    const keys = this.#hasher.range(from, length);
    let n = 0;
    for (let i = 0; i < length; i++) {
      if (this.#only && !hasBit(this.#only, from + i)) continue;
      rows[n] = from + i;
      keys[2 * n] = keys[2 * i]!;
      keys[2 * n++ + 1] = keys[2 * i + 1]!;
    }
    this.keys = keys;
    this.length = n;
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
