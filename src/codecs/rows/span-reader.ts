import type { RowSpans } from '../../engine/table/table';
import { BLOCK_BITS, BLOCK_ROWS, BlockKind, type SpanPart } from './span-part';

/** The lists of a part as each width. */
type Views = readonly [Uint8Array, Uint16Array, Uint32Array, Float64Array];

/**
 * Spans over parts, one after another. A look-up takes one step in its part; the part is the one of the look-up before,
 * or is searched for.
 */
export class PartSpans implements RowSpans {
  readonly count: number;
  readonly #parts: readonly SpanPart[];
  readonly #views: readonly Views[];
  /** First row of each part, and the number of rows as the last entry. */
  readonly #rows: Float64Array;
  /** Line of each part's first row. */
  readonly #lines: Float64Array;
  #at = 0;

  /** `lines`: the line of the file that each part counts from. */
  constructor(parts: readonly SpanPart[], lines: readonly number[]) {
    this.#parts = parts;
    this.#lines = Float64Array.from(lines);
    this.#rows = new Float64Array(parts.length + 1);
    parts.forEach(({ count }, at) => (this.#rows[at + 1] = this.#rows[at]! + count));
    this.count = this.#rows[parts.length]!;
    this.#views = parts.map(({ cells }) => {
      const { buffer, byteOffset, length } = cells;
      return [
        cells,
        new Uint16Array(buffer, byteOffset, length >>> 1),
        new Uint32Array(buffer, byteOffset, length >>> 2),
        new Float64Array(buffer, byteOffset, length >>> 3),
      ];
    });
  }

  start(row: number): number {
    const inPart = this.#seek(row);
    const block = inPart >>> BLOCK_BITS;
    return this.#parts[this.#at]!.starts[block]! + this.#cell(block, inPart & (BLOCK_ROWS - 1));
  }

  length(row: number): number {
    const inPart = this.#seek(row);
    const block = inPart >>> BLOCK_BITS;
    const at = inPart & (BLOCK_ROWS - 1);
    const { kinds, gaps } = this.#parts[this.#at]!;
    if (kinds[block]! & BlockKind.lengths) return this.#cell(block, BLOCK_ROWS + 1 + at);
    return this.#cell(block, at + 1) - this.#cell(block, at) - gaps[block]!;
  }

  line(row: number): number {
    const inPart = this.#seek(row);
    const block = inPart >>> BLOCK_BITS;
    const at = inPart & (BLOCK_ROWS - 1);
    const { kinds, lines } = this.#parts[this.#at]!;
    const first = this.#lines[this.#at]! + lines[block]!;
    const kind = kinds[block]!;
    if ((kind & BlockKind.lines) === 0) return first + at;
    const lists = kind & BlockKind.lengths ? 2 : 1;
    return first + this.#cell(block, lists * BLOCK_ROWS + 1 + at);
  }

  areSpaced(gap: number): boolean {
    let end = -1;
    let row = 0;
    for (const { count, starts, kinds, gaps } of this.#parts) {
      for (let block = 0; block < starts.length; block++) {
        const rows = Math.min(BLOCK_ROWS, count - block * BLOCK_ROWS);
        const listed = (kinds[block]! & BlockKind.lengths) !== 0;
        if (end >= 0 && starts[block] !== end + gap) return false;
        if (rows > 1 && (listed ? !this.#eachSpaced(row, rows, gap) : gaps[block] !== gap)) {
          return false;
        }
        row += rows;
        end = this.start(row - 1) + this.length(row - 1);
      }
    }
    return true;
  }

  #eachSpaced(first: number, rows: number, gap: number): boolean {
    for (let row = first + 1; row < first + rows; row++) {
      if (this.start(row) - this.start(row - 1) - this.length(row - 1) !== gap) return false;
    }
    return true;
  }

  /** Makes `#at` the part of a row and returns the row's number within it. */
  #seek(row: number): number {
    const rows = this.#rows;
    if (row < rows[this.#at]! || row >= rows[this.#at + 1]!) {
      let low = 0;
      let high = this.#parts.length;
      while (high - low > 1) {
        const middle = (low + high) >>> 1;
        if (rows[middle]! <= row) low = middle;
        else high = middle;
      }
      this.#at = low;
    }
    return row - rows[this.#at]!;
  }

  #cell(block: number, index: number): number {
    const { places, kinds } = this.#parts[this.#at]!;
    const views = this.#views[this.#at]!;
    const place = places[block]!;
    switch (kinds[block]! & BlockKind.width) {
      case 0:
        return views[0][place * 8 + index]!;
      case 1:
        return views[1][place * 4 + index]!;
      case 2:
        return views[2][place * 2 + index]!;
      default:
        return views[3][place + index]!;
    }
  }
}
