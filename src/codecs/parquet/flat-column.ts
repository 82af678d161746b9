import { MISSING, type Column } from '../../engine/table/table';
import { UTF8 } from '../encodings/charset';
import { Interner } from '../columns/intern';
import type { ProblemLog } from '../problem-log';
import { cellFormat, isUtf8, type CellFormat } from './cell-format';
import { CodeList } from './code-list';
import { OddCount, reportMalformed, reportOddity, type OddCells } from './column-oddities';
import { FixedCodes } from './fixed-codes';
import type { PlainValues } from './page-values';
import type { Page } from './pages';
import type { Leaf } from './schema';

/** Stands for "not yet met" among the codes of a chunk's dictionary. */
const UNKNOWN = 0xffffffff;
/** Stands for NaN until it is counted and becomes missing. */
const NOT_A_NUMBER = 0xfffffffe;

/**
 * One column with one value per row, while its pages are read. Entries of a chunk's dictionary get their code when they
 * are first met, so that codes follow first appearance and values that no row has get none.
 */
export class FlatColumn {
  readonly #leaf: Leaf;
  readonly #format: CellFormat;
  readonly #interner = new Interner();
  readonly #codes: CodeList;
  readonly #fixed = new FixedCodes();
  #dictionary: PlainValues | undefined;
  #dictionaryCodes = new Uint32Array(0);
  /** Codes of values that are shown in base64. */
  readonly #binary = new Set<number>();
  readonly #nans = new OddCount();

  constructor(leaf: Leaf, rows: number) {
    this.#leaf = leaf;
    this.#format = cellFormat(leaf.element);
    this.#codes = new CodeList(rows);
  }

  /** Takes one page; `dictionary` is that of its chunk. */
  take({ values, definition, entries }: Page, dictionary: PlainValues | undefined): void {
    const firstRow = this.#codes.rows;
    const codes = this.#codes.extend(entries);
    // Values fill the rows from the front; where rows are null, they are spread afterwards, from the back.
    if (values.kind === 'index') this.#takeIndices(values.indices, dictionary!, codes);
    else for (let i = 0; i < values.count; i++) codes[i] = this.#codeOf(values, i);
    if (definition) spread(codes, definition, this.#leaf.definition, values.count);
    if (this.#format.floating) this.#countNans(codes, firstRow);
  }

  /** The column, with what is to be said about it in `problems`. */
  finish(index: number, name: string, problems: ProblemLog): Column {
    const codes = this.#codes.finish(this.#interner.size);
    const column = { index, name, codes, dictionary: this.#interner.dictionary(UTF8) };
    reportOddity(problems, column, 'nan', this.#nans);
    if (this.#binary.size > 0) {
      reportOddity(problems, column, 'binary', cellsAmong(codes, this.#binary));
    }
    if (this.#format.kind === 'text') reportMalformed(problems, column);
    return column;
  }

  #takeIndices(indices: Uint32Array, dictionary: PlainValues, codes: Uint32Array): void {
    if (this.#dictionary !== dictionary) {
      this.#dictionary = dictionary;
      this.#dictionaryCodes = new Uint32Array(dictionary.count).fill(UNKNOWN);
    }
    const known = this.#dictionaryCodes;
    for (let i = 0; i < indices.length; i++) {
      const index = indices[i]!;
      let code = known[index]!;
      if (code === UNKNOWN) known[index] = code = this.#codeOf(dictionary, index);
      codes[i] = code;
    }
  }

  #codeOf(values: PlainValues, i: number): number {
    const { bytes } = values;
    if (values.kind === 'variable') return this.#intern(bytes, values.starts[i]!, values.ends[i]!);
    const { width } = values;
    const at = i * width;
    if (width > 8 || this.#format.kind !== 'value') return this.#intern(bytes, at, at + width);
    const low = wordAt(bytes, at, Math.min(4, width));
    const high = width > 4 ? wordAt(bytes, at + 4, width - 4) : 0;
    const slot = this.#fixed.slot(low, high);
    let code = this.#fixed.codeAt(slot);
    if (code < 0) {
      code = this.#intern(bytes, at, at + width);
      this.#fixed.set(slot, low, high, code);
    }
    return code;
  }

  #intern(bytes: Uint8Array, start: number, end: number): number {
    const { kind, tag } = this.#format;
    const plain = kind === 'text' || (kind === 'bytes' && isUtf8(bytes.subarray(start, end)));
    if (plain) return this.#interner.intern(bytes, start, end, tag);
    const text = this.#format.text(bytes, start, end);
    if (text === undefined) return NOT_A_NUMBER;
    const encoded = UTF8.encode(text);
    const code = this.#interner.intern(encoded, 0, encoded.length, tag);
    if (kind === 'bytes') this.#binary.add(code);
    return code;
  }

  #countNans(codes: Uint32Array, firstRow: number): void {
    for (let i = 0; i < codes.length; i++) {
      if (codes[i] !== NOT_A_NUMBER) continue;
      codes[i] = MISSING;
      this.#nans.add(firstRow + i);
    }
  }
}

function cellsAmong(codes: Column['codes'], wanted: ReadonlySet<number>): OddCells {
  const found = new OddCount();
  for (let row = 0; row < codes.length; row++) if (wanted.has(codes[row]!)) found.add(row);
  return found;
}

/** Moves the first `present` codes to the rows whose value is there. */
function spread(codes: Uint32Array, definition: Uint8Array, most: number, present: number): void {
  let from = present;
  for (let row = codes.length - 1; row >= 0; row--) {
    codes[row] = definition[row] === most ? codes[--from]! : MISSING;
  }
}

/** Up to four bytes as one number, the lowest first. */
function wordAt(bytes: Uint8Array, at: number, length: number): number {
  let word = bytes[at]!;
  if (length > 1) word |= bytes[at + 1]! << 8;
  if (length > 2) word |= bytes[at + 2]! << 16;
  if (length > 3) word |= bytes[at + 3]! << 24;
  return word >>> 0;
}
