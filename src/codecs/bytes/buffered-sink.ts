import { POWERS } from '../../engine/cells/fixed-decimals';
import type { ByteSink } from '../bytes';

const CAPACITY = 1 << 20;
const [ZERO, POINT, MINUS] = [0x30, 0x2e, 0x2d];
/** Digits of a number within 31 bits. */
const MOST_DIGITS = 10;

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

  /** Writes `digits`, a whole number within 31 bits, with a point before the last `decimals` (to 30) of them. @throws EngineError disk-full, unwritable */
  writeDecimal(digits: number, decimals: number): void {
    if (this.#length + 64 > CAPACITY) this.flush();
    const buffer = this.#buffer;
    let rest = Math.abs(digits);
    let places = decimals + 1;
    while (places < MOST_DIGITS && rest >= POWERS[places]!) places++;
    if (digits < 0) buffer[this.#length++] = MINUS;
    let at = this.#length + places + (decimals > 0 ? 1 : 0);
    this.#length = at;
    for (let place = 0; place < places; place++) {
      if (place === decimals && place > 0) buffer[--at] = POINT;
      const tenth = (rest / 10) | 0;
      buffer[--at] = ZERO + rest - 10 * tenth;
      rest = tenth;
    }
  }

  /** @throws EngineError disk-full, unwritable */
  flush(): void {
    if (this.#length > 0) this.#sink.write(this.#buffer.subarray(0, this.#length));
    this.#length = 0;
  }
}
