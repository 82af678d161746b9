import { binKey, type Bins } from '../table/sketch';

/** No bins. */
export const NO_BINS: Bins = { keys: new Uint32Array(0), counts: new Float64Array(0) };

/** Marks a free slot; keys have 20 bits. */
const FREE = 0xffffffff;

/** Counts numbers by size: a hash table from bin to count, at most half full. */
export class BinCounter {
  #keys = new Uint32Array(64).fill(FREE);
  #counts = new Float64Array(64);
  #used = 0;

  /** Counts a finite number `count` times. */
  add(value: number, count = 1): void {
    this.addKey(binKey(value), count);
  }

  /** Counts in a bin. */
  addKey(key: number, count: number): void {
    const slot = slotOf(this.#keys, key);
    this.#counts[slot]! += count;
    if (this.#keys[slot] === key) return;
    this.#keys[slot] = key;
    if (++this.#used * 2 > this.#keys.length) this.#grow();
  }

  /** Counts what another counter counted. */
  merge({ keys, counts }: Bins): void {
    for (let i = 0; i < keys.length; i++) this.addKey(keys[i]!, counts[i]!);
  }

  /** What was counted, smallest first. */
  get bins(): Bins {
    if (this.#used === 0) return NO_BINS;
    const keys = this.#keys.filter((key) => key !== FREE).sort();
    return {
      keys,
      counts: Float64Array.from(keys, (key) => this.#counts[slotOf(this.#keys, key)]!),
    };
  }

  #grow(): void {
    const keys = new Uint32Array(this.#keys.length * 2).fill(FREE);
    const counts = new Float64Array(keys.length);
    for (let from = 0; from < this.#keys.length; from++) {
      const key = this.#keys[from]!;
      if (key === FREE) continue;
      const slot = slotOf(keys, key);
      keys[slot] = key;
      counts[slot] = this.#counts[from]!;
    }
    this.#keys = keys;
    this.#counts = counts;
  }
}

/** The slot of a key, or the free one where it belongs. */
function slotOf(keys: Uint32Array, key: number): number {
  const mask = keys.length - 1;
  let slot = (Math.imul(key, 0x9e3779b1) >>> 12) & mask;
  while (keys[slot] !== key && keys[slot] !== FREE) slot = (slot + 1) & mask;
  return slot;
}
