import { kindCode, KINDS } from '../cells/cell-reader';
import { NULL_LIKE, readColumn } from '../cells/column-readings';
import { isNullLike, readCell } from '../cells/kind';
import type { StorageType } from '../table/profile';
import { ODD_ROWS, PLAIN_KINDS, type ColumnSketch } from '../table/sketch';
import { PlainCell } from '../sketches/plain-cell';
import { CellTag, countCodes, MISSING, type Column, type Table } from '../table/table';

/** What the cells are that a glance at their bytes did not tell. */
export interface OtherCells {
  /** Cells that are neither number, code, ISO date nor null-like. */
  readonly count: number;
  /** Cells per index of `KINDS`; they add up to `count`. */
  readonly kinds: ArrayLike<number>;
  /** True when each of them was read, or there are none; else `kinds` is an estimate. */
  readonly known: boolean;
}

/**
 * Judges the cells of kind `other`: by reading those among the first odd rows, else by the proportions of the same
 * cells in the file's first rows. Undefined when neither holds any.
 */
export function otherCells(
  { index }: Column,
  sketch: ColumnSketch,
  head: HeadCells,
  table: Table,
): OtherCells | undefined {
  const count = sketch.kinds.other - sketch.nullLike;
  if (count === 0) return { count, kinds: new Float64Array(KINDS.length), known: true };
  const read = oddKinds(index, sketch, table);
  const sample = read.length > 0 ? tallied(read) : head.others;
  const total = sample.reduce((sum, cells) => sum + cells, 0);
  if (total === 0) return undefined;
  const known = read.length === count;
  return { count, kinds: sample.map((cells) => (cells * count) / total), known };
}

/** Kinds of the odd cells that a glance did not tell; none where odd cells are such that it did. */
function oddKinds(index: number, { odd, kinds }: ColumnSketch, table: Table): StorageType[] {
  const { backing } = table;
  const plain = kinds.integer + kinds.float + kinds.date;
  if (!backing || plain < kinds.other) return [];
  const glance = new Glance();
  return odd.slice(0, ODD_ROWS).flatMap((row) => {
    const text = backing.rowTexts(row)[index]!;
    return glance.isOther(text) && !isNullLike(text) ? [readCell(text, CellTag.text).kind] : [];
  });
}

/** Texts are numbers, dates or codes up to this length; longer ones are not looked at. */
const LONGEST_PLAIN = 400;

/** Says of texts and of bytes whether a glance does not tell what they are. */
class Glance {
  readonly #cell = new PlainCell();
  readonly #bytes = new Uint8Array(LONGEST_PLAIN);

  isOther(text: string): boolean {
    if (text.length > LONGEST_PLAIN) return true;
    for (let at = 0; at < text.length; at++) {
      const unit = text.charCodeAt(at);
      // Only ASCII is told at a glance.
      if (unit >= 0x80) return true;
      this.#bytes[at] = unit;
    }
    return this.#sees(this.#bytes, 0, text.length);
  }

  isOtherEntry({ dictionary }: Column, code: number): boolean {
    const { bytes } = dictionary;
    if (!bytes?.utf8) return this.isOther(dictionary.text(code));
    const [start, end] = [bytes.offsets[code]!, bytes.offsets[code + 1]!];
    if (end - start > LONGEST_PLAIN) return true;
    return this.#sees(bytes.arena, start, end);
  }

  #sees(bytes: Uint8Array, start: number, end: number): boolean {
    this.#cell.read(bytes, start, end);
    return PLAIN_KINDS[this.#cell.kind] === 'other';
  }
}

function tallied(kinds: readonly StorageType[]): Float64Array {
  const cells = new Float64Array(KINDS.length);
  for (const kind of kinds) cells[kindCode(kind)]!++;
  return cells;
}

/** What the first rows hold, exactly. Null-like cells are left out. */
export interface HeadCells {
  readonly cells: number;
  /** Cells per index of `KINDS`. */
  readonly kinds: Float64Array;
  /** The same of the cells that a glance does not tell. */
  readonly others: Float64Array;
}

export function headCells(head: Column): HeadCells {
  const { dictionary } = head;
  const counts = countCodes(head);
  counts[MISSING] = 0;
  const { kinds: kindOf, cells: kinds } = readColumn(dictionary, counts, () => undefined);
  const others = new Float64Array(KINDS.length);
  const glance = new Glance();
  for (let code = 1; code < kindOf.length; code++) {
    const kind = kindOf[code]!;
    // Null-like codes have a mark beside their kind, and codes without cells are of kind 0.
    if (kind === 0 || kind >= NULL_LIKE || !glance.isOtherEntry(head, code)) continue;
    others[kind]! += counts[code]!;
  }
  return { cells: kinds.reduce((sum, cells) => sum + cells, 0), kinds, others };
}
