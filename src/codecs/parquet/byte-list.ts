/** Bytes that grow at the end. */
export class ByteList {
  #bytes = new Uint8Array(1024);
  length = 0;

  /** Room for `count` more bytes and the position of the first; `all` is the buffer to write them to. */
  extend(count: number): number {
    const at = this.length;
    this.length += count;
    if (this.length > this.#bytes.length) {
      const larger = new Uint8Array(Math.max(this.length, this.#bytes.length * 2));
      larger.set(this.#bytes.subarray(0, at));
      this.#bytes = larger;
    }
    return at;
  }

  get all(): Uint8Array {
    return this.#bytes;
  }

  append(bytes: Uint8Array, start: number, end: number): void {
    const size = end - start;
    let at = this.extend(size);
    // A call costs more than a few bytes do.
    if (size > 32) this.#bytes.set(bytes.subarray(start, end), at);
    else for (let from = start; from < end;) this.#bytes[at++] = bytes[from++]!;
  }

  push(byte: number): void {
    this.#bytes[this.extend(1)] = byte;
  }

  /** Appends a number in four bytes, the lowest first. */
  push32(value: number): void {
    const at = this.extend(4);
    this.#bytes[at] = value;
    this.#bytes[at + 1] = value >>> 8;
    this.#bytes[at + 2] = value >>> 16;
    this.#bytes[at + 3] = value >>> 24;
  }

  /** The bytes so far; valid until more are appended. */
  view(from = 0): Uint8Array {
    return this.#bytes.subarray(from, this.length);
  }
}
