import { BLOCK_ROWS, BlockKind, type SpanPart } from './span-part';

/** Bytes per cell as a power of two. */
type Width = 0 | 1 | 2 | 3;
type Cells = Uint8Array | Uint16Array | Uint32Array | Float64Array;

const WIDEST_GAP = 0xff;
/** Per block: start, line, place, kind and gap. */
const HEAD_BYTES = 8 + 8 + 4 + 1 + 1;

/** Packs the spans of rows, in the order they are added, into one part. */
export class PartBuilder {
  readonly #starts = new Float64Array(BLOCK_ROWS + 1);
  readonly #lengths = new Float64Array(BLOCK_ROWS);
  readonly #lines = new Float64Array(BLOCK_ROWS);
  /** Rows of the block that is being gathered. */
  #waiting = 0;
  #packed = 0;
  #blocks = 0;
  #firstLine = 0;
  #blockStarts = new Float64Array(16);
  #blockLines = new Float64Array(16);
  #places = new Uint32Array(16);
  #kinds = new Uint8Array(16);
  #gaps = new Uint8Array(16);
  #cells = new Uint8Array(1 << 12);
  #used = 0;

  /** Rows added. */
  get count(): number {
    return this.#packed + this.#waiting;
  }

  /** Bytes of what is packed. */
  get bytes(): number {
    return this.#used + this.#blocks * HEAD_BYTES;
  }

  /** Line of the first row: lines of the part count from here. */
  get firstLine(): number {
    return this.#firstLine;
  }

  /** Takes a row's place: content bytes [start, start + length) and the line it starts on. */
  add(start: number, length: number, line: number): void {
    if (this.count === 0) this.#firstLine = line;
    const at = this.#waiting++;
    this.#starts[at] = start;
    this.#lengths[at] = length;
    this.#lines[at] = line - this.#firstLine;
    if (this.#waiting === BLOCK_ROWS) this.#pack();
  }

  /** The part, without spare room; the builder must not be used afterwards. */
  finish(): SpanPart {
    if (this.#waiting > 0) this.#pack();
    const blocks = this.#blocks;
    return {
      count: this.#packed,
      starts: this.#blockStarts.slice(0, blocks),
      lines: this.#blockLines.slice(0, blocks),
      places: this.#places.slice(0, blocks),
      kinds: this.#kinds.slice(0, blocks),
      gaps: this.#gaps.slice(0, blocks),
      cells: this.#cells.slice(0, this.#used),
    };
  }

  #pack(): void {
    const [starts, lengths, lines] = [this.#starts, this.#lengths, this.#lines];
    const rows = this.#waiting;
    const gap = rows > 1 ? starts[1]! - starts[0]! - lengths[0]! : 0;
    const listsLengths = gap < 0 || gap > WIDEST_GAP || !areSpaced(starts, lengths, gap, rows);
    const listsLines = !areSteps(lines, rows);
    const first = starts[0]!;
    // A short block, the last of its part, repeats its end.
    const end = starts[rows - 1]! + lengths[rows - 1]! + (listsLengths ? 0 : gap);
    for (let i = rows; i <= BLOCK_ROWS; i++) starts[i] = end;
    let most = spread(starts, first, BLOCK_ROWS + 1);
    if (listsLengths) most = Math.max(most, spread(lengths, 0, rows));
    if (listsLines) most = Math.max(most, spread(lines, lines[0]!, rows));
    const width = widthOf(most);
    const used = BLOCK_ROWS + 1 + (listsLengths ? BLOCK_ROWS : 0) + (listsLines ? BLOCK_ROWS : 0);
    this.#addHead(
      width | (listsLengths ? BlockKind.lengths : 0) | (listsLines ? BlockKind.lines : 0),
      listsLengths ? 0 : gap,
    );
    const cells = this.#reserve(width, used);
    list(starts, first, BLOCK_ROWS + 1, cells, 0);
    let at = BLOCK_ROWS + 1;
    if (listsLengths) {
      list(lengths, 0, rows, cells, at);
      at += BLOCK_ROWS;
    }
    if (listsLines) list(lines, lines[0]!, rows, cells, at);
    this.#packed += rows;
    this.#waiting = 0;
  }

  #addHead(kind: number, gap: number): void {
    if (this.#blocks === this.#kinds.length) this.#growHeads();
    const block = this.#blocks++;
    this.#blockStarts[block] = this.#starts[0]!;
    this.#blockLines[block] = this.#lines[0]!;
    this.#places[block] = this.#used / 8;
    this.#kinds[block] = kind;
    this.#gaps[block] = gap;
  }

  /** Room for a block of `count` cells. */
  #reserve(width: Width, count: number): Cells {
    const size = Math.ceil((count * (1 << width)) / 8) * 8;
    if (this.#used + size > this.#cells.length) this.#cells = grown(this.#cells);
    const { buffer } = this.#cells;
    const at = this.#used;
    this.#used += size;
    switch (width) {
      case 0:
        return new Uint8Array(buffer, at, count);
      case 1:
        return new Uint16Array(buffer, at, count);
      case 2:
        return new Uint32Array(buffer, at, count);
      case 3:
        return new Float64Array(buffer, at, count);
    }
  }

  #growHeads(): void {
    this.#blockStarts = grown(this.#blockStarts);
    this.#blockLines = grown(this.#blockLines);
    this.#places = grown(this.#places);
    this.#kinds = grown(this.#kinds);
    this.#gaps = grown(this.#gaps);
  }
}

/** True when each row begins `gap` bytes after the end of the one before. */
function areSpaced(starts: Float64Array, lengths: Float64Array, gap: number, rows: number) {
  for (let i = 1; i < rows; i++) {
    if (starts[i]! - starts[i - 1]! - lengths[i - 1]! !== gap) return false;
  }
  return true;
}

/** True when each row begins on the line below the one before. */
function areSteps(lines: Float64Array, rows: number): boolean {
  for (let i = 1; i < rows; i++) if (lines[i]! - lines[i - 1]! !== 1) return false;
  return true;
}

/** The largest of the first `count` distances from `first`; Infinity when one is negative. */
function spread(values: Float64Array, first: number, count: number): number {
  let most = 0;
  for (let i = 0; i < count; i++) {
    const distance = values[i]! - first;
    if (distance < 0) return Infinity;
    if (distance > most) most = distance;
  }
  return most;
}

/** The narrowest width for cells up to `most`. */
function widthOf(most: number): Width {
  if (most <= 0xff) return 0;
  if (most <= 0xffff) return 1;
  return most <= 0xffffffff ? 2 : 3;
}

function list(values: Float64Array, first: number, count: number, into: Cells, at: number): void {
  for (let i = 0; i < count; i++) into[at + i] = values[i]! - first;
}

function grown<T extends Uint8Array | Uint32Array | Float64Array>(array: T): T {
  const larger = new (array.constructor as new (length: number) => T)(array.length * 2);
  larger.set(array);
  return larger;
}
