/** Sets of 64-bit shingle hashes, one after the other in two growing lanes, each ascending by (high, low). */
export class ShingleSets {
  #low = new Uint32Array(1 << 14);
  #high = new Uint32Array(1 << 14);
  #ends: number[] = [0];

  /** Sets held. */
  get count(): number {
    return this.#ends.length - 1;
  }

  /** Bytes that the hashes take. */
  get bytes(): number {
    return 8 * this.#ends[this.count]!;
  }

  /** Size of a set. */
  size(set: number): number {
    return this.#ends[set + 1]! - this.#ends[set]!;
  }

  /** Adds a set: `count` hashes from the start of two lanes, ascending and different. */
  add(low: Uint32Array, high: Uint32Array, count: number): void {
    const from = this.#ends[this.count]!;
    if (from + count > this.#low.length) this.#grow(from + count);
    this.#low.set(low.subarray(0, count), from);
    this.#high.set(high.subarray(0, count), from);
    this.#ends.push(from + count);
  }

  clear(): void {
    this.#ends = [0];
  }

  /** Goes through the hashes of a set. */
  each(set: number, take: (low: number, high: number) => void): void {
    for (let i = this.#ends[set]!; i < this.#ends[set + 1]!; i++)
      take(this.#low[i]!, this.#high[i]!);
  }

  /** |A and B| / |A or B|; 1 for two empty sets. */
  jaccard(a: number, b: number): number {
    const both = this.#shared(a, b);
    const either = this.size(a) + this.size(b) - both;
    return either === 0 ? 1 : both / either;
  }

  #shared(a: number, b: number): number {
    const [low, high] = [this.#low, this.#high];
    let i = this.#ends[a]!;
    let j = this.#ends[b]!;
    const iEnd = this.#ends[a + 1]!;
    const jEnd = this.#ends[b + 1]!;
    let shared = 0;
    while (i < iEnd && j < jEnd) {
      const order = high[i]! - high[j]! || low[i]! - low[j]!;
      if (order === 0) shared++;
      if (order <= 0) i++;
      if (order >= 0) j++;
    }
    return shared;
  }

  #grow(least: number): void {
    const room = Math.max(least, this.#low.length * 2);
    const [low, high] = [new Uint32Array(room), new Uint32Array(room)];
    low.set(this.#low);
    high.set(this.#high);
    this.#low = low;
    this.#high = high;
  }
}
