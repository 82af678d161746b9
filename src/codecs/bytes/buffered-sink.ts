import { fixedDigits, POWERS } from '../../engine/cells/fixed-decimals';
import type { ByteSink } from '../bytes';

const CAPACITY = 1 << 20;
const [ZERO, POINT, MINUS] = [0x30, 0x2e, 0x2d];
/** Digits of a number within 31 bits. */
const MOST_DIGITS = 10;
const MOST = 2 ** 31;
/** Room for a number of up to 22 decimals. */
const WIDEST = 64;

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

  /**
   * Writes entry `row` of the lists `values[from]`, `values[from + 1]` ... with so many decimals each, and `separator`
   * behind each but the last list. Answers before which list it stopped: the first whose digits are not certain or more
   * than 31 bits, or all. @throws EngineError disk-full, unwritable
   */
  writeDecimals(
    values: readonly Float64Array[],
    decimals: Uint8Array,
    row: number,
    from: number,
    separator: Uint8Array,
  ): number {
    const buffer = this.#buffer;
    let at = this.#length;
    let list = from;
    for (; list < values.length; list++) {
      if (at + WIDEST + separator.length > CAPACITY) {
        this.#length = at;
        this.flush();
        at = 0;
      }
      const places = decimals[list]!;
      const digits = fixedDigits(values[list]![row]!, places);
      if (!(Math.abs(digits) < MOST)) break;
      at = writeDecimal(buffer, at, digits | 0, places);
      if (list + 1 === values.length) continue;
      for (let i = 0; i < separator.length; i++) buffer[at++] = separator[i]!;
    }
    this.#length = at;
    return list;
  }

  /** @throws EngineError disk-full, unwritable */
  flush(): void {
    if (this.#length > 0) this.#sink.write(this.#buffer.subarray(0, this.#length));
    this.#length = 0;
  }
}

/** Writes `digits`, within 31 bits, with a point before the last `decimals` of them; answers where they end. */
function writeDecimal(buffer: Uint8Array, start: number, digits: number, decimals: number): number {
  let rest = Math.abs(digits);
  let places = decimals + 1;
  while (places < MOST_DIGITS && rest >= POWERS[places]!) places++;
  let first = start;
  if (digits < 0) buffer[first++] = MINUS;
  const end = first + places + (decimals > 0 ? 1 : 0);
  let at = end;
  for (let place = 0; place < places; place++) {
    if (place === decimals && place > 0) buffer[--at] = POINT;
    const tenth = (rest / 10) | 0;
    buffer[--at] = ZERO + rest - 10 * tenth;
    rest = tenth;
  }
  return end;
}
