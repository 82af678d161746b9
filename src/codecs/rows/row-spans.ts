import type { RowSpans } from '../../engine/table/table';
import { bytesOf, type SpanPart } from './span-part';
import { PartBuilder } from './span-part-builder';
import { PartSpans } from './span-reader';

/** Rows per part: parts are packed without spare room, so that little is copied and nothing is held twice. */
const PART_ROWS = 1 << 18;

/** A packed part and the line of the file, or of a part of it, on which its first row lies. */
export interface PlacedPart {
  readonly part: SpanPart;
  readonly line: number;
}

/** Collects where rows lie: row by row, or the parts that workers packed, in file order. */
export class SpanBuilder {
  #open = new PartBuilder();
  readonly #parts: SpanPart[] = [];
  readonly #lines: number[] = [];
  #sealed = 0;
  /** Of the parts that are closed. */
  #bytes = 0;

  /** Bytes of what is packed. */
  get bytes(): number {
    return this.#bytes + this.#open.bytes;
  }

  /** Rows so far. */
  get count(): number {
    return this.#sealed + this.#open.count;
  }

  /** Takes a row's place: content bytes [start, start + length) and the 0-based line it starts on. */
  add(start: number, length: number, line: number): void {
    this.#open.add(start, length, line);
    if (this.#open.count === PART_ROWS) this.#seal();
  }

  /** Takes the rows of a part, whose first row lies on line `line` of the file; their arrays are held as they are. */
  append(part: SpanPart, line: number): void {
    if (part.count === 0) return;
    if (this.#open.count > 0) this.#seal();
    this.#hold(part, line);
  }

  /** The rows as packed parts, for another builder; this one must not be used afterwards. */
  parts(): PlacedPart[] {
    if (this.#open.count > 0) this.#seal();
    return this.#parts.map((part, i) => ({ part, line: this.#lines[i]! }));
  }

  /** The spans; the builder must not be used afterwards. */
  finish(): RowSpans {
    if (this.#open.count > 0) this.#seal();
    return new PartSpans(this.#parts, this.#lines);
  }

  #seal(): void {
    const { firstLine } = this.#open;
    this.#hold(this.#open.finish(), firstLine);
    this.#open = new PartBuilder();
  }

  #hold(part: SpanPart, line: number): void {
    this.#parts.push(part);
    this.#lines.push(line);
    this.#sealed += part.count;
    this.#bytes += bytesOf(part);
  }
}
