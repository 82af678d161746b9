import type { ByteSink } from './bytes';

const CAPACITY = 1 << 20;

/** Gathers small writes into large ones. Nothing is certain to be in the sink before `flush`. */
export class BufferedSink implements ByteSink {
  readonly #sink: ByteSink;
  readonly #buffer = new Uint8Array(CAPACITY);
  #length = 0;

  constructor(sink: ByteSink) {
    this.#sink = sink;
  }

  /** Copies the bytes; the caller may reuse them. @throws EngineError disk-full, unwritable */
  write(bytes: Uint8Array): void {
    if (this.#length + bytes.length > CAPACITY) this.flush();
    if (bytes.length > CAPACITY) this.#sink.write(bytes);
    else {
      this.#buffer.set(bytes, this.#length);
      this.#length += bytes.length;
    }
  }

  /** Writes a short text of ASCII alone; false, and nothing is written, for any other. @throws EngineError disk-full, unwritable */
  writeAscii(text: string): boolean {
    if (text.length > CAPACITY) return false;
    if (this.#length + text.length > CAPACITY) this.flush();
    const at = this.#length;
    for (let i = 0; i < text.length; i++) {
      const unit = text.charCodeAt(i);
      if (unit > 0x7f) return false;
      this.#buffer[at + i] = unit;
    }
    this.#length += text.length;
    return true;
  }

  /** @throws EngineError disk-full, unwritable */
  flush(): void {
    if (this.#length > 0) this.#sink.write(this.#buffer.subarray(0, this.#length));
    this.#length = 0;
  }
}
