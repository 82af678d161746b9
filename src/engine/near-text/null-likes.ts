import { PlainCell } from '../sketches/plain-cell';

/** Cells longer than this are not null-like. */
const LONGEST_NULL = 16;

/** Cells that are empty, or say that nothing is there: `NA`, `null`, `?` ... */
export class NullLikes {
  readonly #plain = new PlainCell();

  has(bytes: Uint8Array, start: number, end: number): boolean {
    if (start === end) return true;
    if (end - start > LONGEST_NULL) return false;
    this.#plain.read(bytes, start, end);
    return this.#plain.nullLike;
  }
}
