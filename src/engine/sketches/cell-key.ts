import { CellTag } from '../table/table';
import { CellHash } from './cell-hash';
import { PLAIN_KINDS } from '../table/sketch';
import { PlainCell } from './plain-cell';

const INTEGER = PLAIN_KINDS.indexOf('integer');
const FLOAT = PLAIN_KINDS.indexOf('float');

/** What a cell adds to the key of its row; the fields hold the last cell. */
export class CellKey {
  /** Unsigned 32-bit lanes; 0 and 0 for a cell that adds nothing. */
  low = 0;
  high = 0;
  readonly #cell = new PlainCell();
  readonly #hash = new CellHash();

  /**
   * Reads the cell [start, end) of column `column` (from 0). By value, finite numbers count by their value and null-like
   * cells add nothing, as empty ones; a string of JSON is no number, and an empty one is a value.
   */
  read(
    bytes: Uint8Array,
    start: number,
    end: number,
    column: number,
    byValue: boolean,
    tag: CellTag = CellTag.text,
  ): void {
    this.low = 0;
    this.high = 0;
    if (start === end && tag === CellTag.text) return;
    const hash = this.#hash;
    if (byValue) {
      const cell = this.#cell;
      cell.read(bytes, start, end);
      if (cell.nullLike) return;
      const numeric = cell.kind === INTEGER || cell.kind === FLOAT;
      if (numeric && tag !== CellTag.string && Number.isFinite(cell.value)) {
        hash.hashNumber(cell.value);
      } else hash.hashCell(bytes, start, end, tag);
    } else hash.hashCell(bytes, start, end, tag);
    hash.contribution(column);
    this.low = hash.keyLow;
    this.high = hash.keyHigh;
  }
}
