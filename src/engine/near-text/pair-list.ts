/** Pairs of documents, first < second, in two growing arrays. */
export class PairList {
  #first = new Uint32Array(1024);
  #second = new Uint32Array(1024);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  push(a: number, b: number): void {
    if (this.#length === this.#first.length) {
      this.#first = doubled(this.#first);
      this.#second = doubled(this.#second);
    }
    this.#first[this.#length] = Math.min(a, b);
    this.#second[this.#length++] = Math.max(a, b);
  }

  /** Goes through the pairs in the order in which they came. */
  each(take: (first: number, second: number) => void): void {
    for (let i = 0; i < this.#length; i++) take(this.#first[i]!, this.#second[i]!);
  }

  /** The pairs in the order in which they came. */
  listed(): Pairs {
    const n = this.#length;
    return { first: this.#first.slice(0, n), second: this.#second.slice(0, n) };
  }

  /** The pairs in ascending order of (first, second), each once. */
  sorted(): Pairs {
    const n = this.#length;
    // Both numbers are below 2^32: their order is that of first * 2^32 + second, which BigUint64 sorts natively.
    const words = new Uint32Array(2 * n);
    for (let i = 0; i < n; i++) {
      words[2 * i] = this.#second[i]!;
      words[2 * i + 1] = this.#first[i]!;
    }
    new BigUint64Array(words.buffer).sort();
    const first = new Uint32Array(n);
    const second = new Uint32Array(n);
    let kept = 0;
    for (let i = 0; i < n; i++) {
      const [a, b] = [words[2 * i + 1]!, words[2 * i]!];
      if (kept > 0 && first[kept - 1] === a && second[kept - 1] === b) continue;
      first[kept] = a;
      second[kept++] = b;
    }
    return { first: first.slice(0, kept), second: second.slice(0, kept) };
  }
}

/** Pairs of documents; `first[i]` < `second[i]`. */
export interface Pairs {
  readonly first: Uint32Array;
  readonly second: Uint32Array;
}

function doubled(array: Uint32Array): Uint32Array<ArrayBuffer> {
  const longer = new Uint32Array(2 * array.length);
  longer.set(array);
  return longer;
}
