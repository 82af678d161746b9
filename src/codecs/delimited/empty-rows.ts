/** One bit per row with an empty cell; grows with the rows. */
export class EmptyRows {
  #words = new Uint32Array(1024);

  set(row: number): void {
    const word = row >>> 5;
    this.#reserve(word);
    this.#words[word]! |= 1 << (row & 31);
  }

  /** Sets the bits of the rows [from, to). */
  fill(from: number, to: number): void {
    for (let row = from; row < to; row += 32) {
      const count = Math.min(32, to - row);
      this.append(Uint32Array.of(count === 32 ? 0xffffffff : 2 ** count - 1), row);
    }
  }

  /** Adds the bits of rows that begin at `row`. */
  append(bits: Uint32Array, row: number): void {
    const shift = row & 31;
    const first = row >>> 5;
    if (bits.length > 0) this.#reserve(first + bits.length);
    const words = this.#words;
    for (let i = 0; i < bits.length; i++) {
      words[first + i]! |= bits[i]! << shift;
      if (shift > 0) words[first + i + 1]! |= bits[i]! >>> (32 - shift);
    }
  }

  /** The bits of `rows` rows. */
  finish(rows: number): Uint32Array {
    const words = new Uint32Array((rows + 31) >>> 5);
    words.set(this.#words.subarray(0, words.length));
    return words;
  }

  /** Makes room for word `last`. */
  #reserve(last: number): void {
    if (last < this.#words.length) return;
    const larger = new Uint32Array(Math.max(last + 1, this.#words.length * 2));
    larger.set(this.#words);
    this.#words = larger;
  }
}
