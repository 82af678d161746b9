import { CHUNK } from './key-sums';

/** Words of an entry: row, low and high lane. */
const WIDTH = 3;

/** Rows with their hashes in order of arrival, in blocks: growing copies nothing, and what was read is let go. */
export class HashedRows {
  readonly #blocks: Uint32Array[] = [];
  #block = new Uint32Array(0);
  #filled = 0;
  #length = 0;

  get length(): number {
    return this.#length;
  }

  push(row: number, low: number, high: number): void {
    if (this.#filled === this.#block.length) {
      this.#block = new Uint32Array(WIDTH * CHUNK);
      this.#blocks.push(this.#block);
      this.#filled = 0;
    }
    this.#block[this.#filled] = row;
    this.#block[this.#filled + 1] = low;
    this.#block[this.#filled + 2] = high;
    this.#filled += WIDTH;
    this.#length++;
  }

  /** Visits the rows in order; `tick` is called every few thousand. The list is empty afterwards. */
  drain(visit: (row: number, low: number, high: number) => void, tick: () => void): void {
    const blocks = this.#blocks.reverse();
    for (let block = blocks.pop(); block; block = blocks.pop()) {
      tick();
      const end = blocks.length ? block.length : this.#filled;
      for (let at = 0; at < end; at += WIDTH) visit(block[at]!, block[at + 1]!, block[at + 2]!);
    }
    this.#block = new Uint32Array(0);
    this.#filled = 0;
    this.#length = 0;
  }
}
