import { closeSync, openSync, writeSync } from 'node:fs';

const ROOM = 1 << 22;
const ZERO = 48;

/** Writes ASCII to a file fast: bytes go into one buffer, and no strings are made. */
export class Pen {
  readonly #file: number;
  readonly #page = Buffer.allocUnsafe(ROOM);
  #at = 0;
  #flushed = 0;

  constructor(path: string) {
    this.#file = openSync(path, 'w');
  }

  /** Bytes written so far. */
  get bytes(): number {
    return this.#flushed + this.#at;
  }

  /** Where the bytes written since `mark` (an earlier `bytes`) lie; valid until the next `turn`. */
  since(mark: number): Uint8Array {
    return this.#page.subarray(mark - this.#flushed, this.#at);
  }

  /** Makes sure that `length` bytes fit on the page; what was written before may be gone from it. */
  turn(length: number): void {
    if (this.#at + length > ROOM) this.#flush();
  }

  /** One byte. */
  byte(byte: number): void {
    this.#page[this.#at++] = byte;
  }

  /** Bytes of any length. */
  bytesOf(bytes: Uint8Array): void {
    if (this.#at + bytes.length > ROOM) this.#flush();
    if (bytes.length > ROOM) this.#flushed += writeSync(this.#file, bytes);
    else {
      this.#page.set(bytes, this.#at);
      this.#at += bytes.length;
    }
  }

  /** A short text as bytes, which must be on the page's room. */
  text(bytes: Uint8Array): void {
    for (let i = 0; i < bytes.length; i++) this.#page[this.#at++] = bytes[i]!;
  }

  /** A whole number from 0 to 2^53 - 1, with zeros in front up to `digits`. */
  integer(value: number, digits = 1): void {
    let length = digits;
    for (let limit = 10 ** digits; limit <= value; limit *= 10) length++;
    let rest = value;
    for (let at = this.#at + length - 1; at >= this.#at; at--) {
      const tens = Math.floor(rest / 10);
      this.#page[at] = ZERO + (rest - tens * 10);
      rest = tens;
    }
    this.#at += length;
  }

  /** Writes what is left and closes the file. Returns its size. */
  close(): number {
    this.#flush();
    closeSync(this.#file);
    return this.#flushed;
  }

  #flush(): void {
    let from = 0;
    while (from < this.#at) from += writeSync(this.#file, this.#page, from, this.#at - from);
    this.#flushed += this.#at;
    this.#at = 0;
  }
}
