import { CHUNK } from './key-sums';

/** Words of an entry: row, low and high lane. */
export const HASHED_WORDS = 3;

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
      this.#block = new Uint32Array(HASHED_WORDS * CHUNK);
      this.#blocks.push(this.#block);
      this.#filled = 0;
    }
    this.#block[this.#filled] = row;
    this.#block[this.#filled + 1] = low;
    this.#block[this.#filled + 2] = high;
    this.#filled += HASHED_WORDS;
    this.#length++;
  }

  /** Gives the rows in order, block by block: the words of a block up to `end` are entries. The list is empty afterwards. */
  drain(visit: (block: Uint32Array, end: number) => void): void {
    const blocks = this.#blocks.reverse();
    for (let block = blocks.pop(); block; block = blocks.pop()) {
      visit(block, blocks.length ? block.length : this.#filled);
    }
    this.#block = new Uint32Array(0);
    this.#filled = 0;
    this.#length = 0;
  }
}
