import { sourceChanged, type ByteSource } from '../bytes';

const LEAST = 1 << 12;
const MOST = 1 << 20;
/** Reading on over a gap of this many bytes costs less than another call. */
const NEAR = 1 << 15;

/**
 * Reads ranges of a source that ascend. Where they lie close together it reads ahead, up to a megabyte at a time; where
 * they are scattered, little more than what was asked for.
 */
export class AscendingReader {
  readonly #source: ByteSource;
  #buffer = new Uint8Array(LEAST);
  #from = 0;
  #to = 0;
  #ahead = LEAST;

  constructor(source: ByteSource) {
    this.#source = source;
  }

  /** The bytes [start, start + length), valid until the next call. @throws EngineError unreadable, source-changed */
  read(start: number, length: number): Uint8Array {
    if (start < this.#from || start + length > this.#to) this.#fill(start, length);
    return this.#buffer.subarray(start - this.#from, start - this.#from + length);
  }

  #fill(start: number, length: number): void {
    const near = start >= this.#from && start - this.#to < NEAR;
    this.#ahead = near ? Math.min(MOST, this.#ahead * 2) : LEAST;
    const size = Math.max(length, this.#ahead);
    // What is held already of a range that was cut by the buffer's end.
    const held = near ? Math.max(0, this.#to - start) : 0;
    const tail = this.#buffer.subarray(this.#to - this.#from - held, this.#to - this.#from);
    if (size > this.#buffer.length) {
      const larger = new Uint8Array(size);
      larger.set(tail);
      this.#buffer = larger;
    } else this.#buffer.set(tail);
    let filled = held;
    while (filled < length) {
      const count = this.#source.read(start + filled, this.#buffer.subarray(filled, size));
      if (count === 0) throw sourceChanged(this.#source.name);
      filled += count;
    }
    this.#from = start;
    this.#to = start + filled;
  }
}
