import { EngineError } from '../../engine/problems';
import type { ByteSource } from '../bytes';
import { isUtf16 } from '../encodings/charset';
import { isMultiByte, MultiByteTranscoder } from '../encodings/multi-byte';
import type { Transcoded } from '../encodings/multi-byte';
import { t } from '../../engine/language';

/**
 * Bytes of one row up to which it is read: 128 MB. A quote that is never closed makes a row of all that follows, and must
 * not take the machine's memory first.
 */
export const LONGEST_ROW = 1 << 27;

/**
 * A moving view of a source for a scanner: `bytes` [from, to) is what has been read and not consumed. The buffer grows
 * when one row does not fit. UTF-16 and encodings in which ASCII bytes are halves of characters are shown as UTF-8,
 * while positions in the file stay those of the file.
 */
export class ByteWindow {
  bytes: Uint8Array;
  from = 0;
  to = 0;
  /** True when everything up to the end of the file is in the window. */
  ended = false;
  readonly #source: ByteSource;
  readonly #chunk: number;
  readonly #transcode: ((raw: Uint8Array, last: boolean) => Uint8Array | Transcoded) | undefined;
  /** Bytes of the file per byte of the window, for encodings where that cannot be told from the character. */
  #widths: Uint8Array | undefined;
  #readAt: number;
  #base: number;

  /** Reads from byte `start` of the source, `chunk` bytes at a time. `encoding` is a charset's name. */
  constructor(source: ByteSource, start: number, chunk: number, encoding: string) {
    this.#source = source;
    this.#chunk = chunk;
    this.#readAt = start;
    this.#base = start;
    this.bytes = new Uint8Array(chunk);
    if (isUtf16(encoding)) this.#transcode = utf16Transcoder(encoding);
    if (isMultiByte(encoding)) {
      const transcoder = new MultiByteTranscoder(encoding);
      this.#transcode = (raw, last) => transcoder.transcode(raw, last);
      this.#widths = new Uint8Array(chunk);
    }
  }

  /** Position in the file of `from`. */
  get base(): number {
    return this.#base;
  }

  /** How many bytes of the file the window's bytes [from, to) are. */
  fileLength(from: number, to: number): number {
    if (this.#transcode === undefined) return to - from;
    if (this.#widths !== undefined) {
      let length = 0;
      for (let at = from; at < to; at++) length += this.#widths[at]!;
      return length;
    }
    let units = 0;
    for (let at = from; at < to; at++) {
      const byte = this.bytes[at]!;
      if ((byte & 0xc0) !== 0x80) units += byte >= 0xf0 ? 2 : 1;
    }
    return Math.min(units * 2, this.#source.size - this.#base);
  }

  /**
   * Reads one more chunk behind `to`, or as much as is unread: a row that is scanned again after every fill then costs
   * time linear in its length. `more`: bytes of the file that are wanted where that is known.
   * @throws EngineError unreadable, too-large
   */
  fill(more = this.to - this.from): void {
    if (this.ended) return;
    const size = Math.max(this.#chunk, more);
    const raw = this.#transcode === undefined ? this.#room(size) : new Uint8Array(size);
    let length = 0;
    while (length < raw.length) {
      const count = this.#source.read(this.#readAt + length, raw.subarray(length));
      if (count === 0) break;
      length += count;
    }
    this.#readAt += length;
    this.ended = length < raw.length || this.#readAt >= this.#source.size;
    if (this.#transcode === undefined) this.to += length;
    else {
      const text = this.#transcode(raw.subarray(0, length), this.ended);
      const bytes = text instanceof Uint8Array ? text : text.bytes;
      this.#room(bytes.length).set(bytes);
      if (!(text instanceof Uint8Array)) this.#widths?.set(text.widths, this.to);
      this.to += bytes.length;
    }
  }

  /** Forgets the bytes before index `at`. */
  consume(at: number): void {
    this.#base += this.fileLength(this.from, at);
    this.from = at;
  }

  /** At least `length` free bytes behind `to`; moves what is unread to the front, and doubles the buffer if needed. */
  #room(length: number): Uint8Array {
    if (this.to + length > this.bytes.length) {
      const unread = this.to - this.from;
      if (unread + length > this.bytes.length) {
        const size = Math.max(unread + length, this.bytes.length * 2);
        if (unread >= LONGEST_ROW) {
          throw new EngineError(
            'too-large',
            t`A single row of ${this.#source.name} is longer than 128 MB: look for a quote that is never closed near byte ${this.#base}.`,
            { byte: this.#base },
          );
        }
        const larger = new Uint8Array(size);
        larger.set(this.bytes.subarray(this.from, this.to));
        this.bytes = larger;
        if (this.#widths !== undefined) {
          const widths = new Uint8Array(size);
          widths.set(this.#widths.subarray(this.from, this.to));
          this.#widths = widths;
        }
      } else {
        this.bytes.copyWithin(0, this.from, this.to);
        this.#widths?.copyWithin(0, this.from, this.to);
      }
      this.from = 0;
      this.to = unread;
    }
    return this.bytes.subarray(this.to, this.to + length);
  }
}

function utf16Transcoder(encoding: string): (raw: Uint8Array, last: boolean) => Uint8Array {
  const decoder = new TextDecoder(encoding, { ignoreBOM: true });
  const encoder = new TextEncoder();
  return (raw, last) => encoder.encode(decoder.decode(raw, { stream: !last }));
}
