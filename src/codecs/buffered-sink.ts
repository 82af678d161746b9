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

  /** @throws EngineError disk-full, unwritable */
  flush(): void {
    if (this.#length > 0) this.#sink.write(this.#buffer.subarray(0, this.#length));
    this.#length = 0;
  }
}
