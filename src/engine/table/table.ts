import type { Role } from '../roles/roles';
import type { ColumnSketch } from './sketch';
import type { TextWork } from './text-work';

/** What kind of value a dictionary entry was written as. Delimited text has only `text`; JSON has all of them. */
export const CellTag = { text: 0, string: 1, number: 2, boolean: 3, nested: 4 } as const;
export type CellTag = (typeof CellTag)[keyof typeof CellTag];

/** The code of a missing cell (empty field, JSON null or absent key) in every dictionary. */
export const MISSING = 0;

/**
 * The distinct values of one column. Code 0 is always "missing", whether or not a cell is; codes 1 .. size-1 are
 * numbered in order of first appearance. Text is as written (unquoted and decoded): `007` stays `007`.
 */
export interface Dictionary {
  /** Number of codes, the missing one included: distinct values + 1. */
  readonly size: number;
  /** The text of a code; '' for the missing code. */
  text(code: number): string;
  tag(code: number): CellTag;
  /** The values as bytes, where they are kept so: hot loops read these and decode only what they must. */
  readonly bytes?: DictionaryBytes;
}

/** The values of a dictionary as bytes: code c lies at `arena[offsets[c]]` .. `arena[offsets[c + 1]]`. */
export interface DictionaryBytes {
  readonly arena: Uint8Array;
  /** At least one entry more than there are codes; the missing code is empty. */
  readonly offsets: Uint32Array;
  /** Bytes are UTF-8. In every other encoding bytes below 0x80 are ASCII only in values that have no others. */
  readonly utf8: boolean;
}

/** Codes per row, in the narrowest width that holds them. */
export type Codes = Uint8Array | Uint16Array | Uint32Array;

/**
 * One column, dictionary coded: `codes[row]` indexes `dictionary`. Metrics that need only counts work once per
 * distinct value instead of once per cell.
 *
 * A column with very many distinct values is open: `sketch` says what was learned in passing, and its cells are not
 * held. Asking an open column for `codes` or `dictionary` reads the file once more and holds them from then on, exact
 * and complete; metrics that must stay cheap on large files ask the sketch instead. @throws EngineError too-large when
 * the cells would not fit into the memory allowed; Cancelled
 */
export interface Column {
  readonly index: number;
  /** As in the header; names may repeat. Without a header: `column_1`, `column_2` ... */
  readonly name: string;
  readonly codes: Codes;
  readonly dictionary: Dictionary;
  readonly sketch?: ColumnSketch;
  /** True where there is no sketch and the cells are not held all the same: a planned column over an open one. */
  readonly open?: boolean;
  /** Present where there is no room for codes: what was counted of them. Asking for `codes` reads the file again. */
  readonly counted?: CountedColumn;
  /** Set on a column that is in no file and says where a row comes from: its role, and it is never compared. */
  readonly made?: Role;
}

/** What is at hand of a column whose codes are not; its dictionary is. */
export interface CountedColumn {
  /** Cells per code; do not write to them. */
  readonly counts: Float64Array;
  /** Rows with an empty cell: bit `row & 31` of word `row >>> 5`. */
  readonly empty: Uint32Array;
}

/**
 * Where each row lay in the source file: content bytes [start, start + length), its terminator not included, and the
 * 0-based line on which it starts. Offsets are exact up to 2^53.
 */
export interface RowSpans {
  readonly count: number;
  start(row: number): number;
  length(row: number): number;
  line(row: number): number;
  /** Whether exactly `gap` bytes lie between every two rows, found without a look at each; absent: look at each. */
  areSpaced?(gap: number): boolean;
}

/** An open column as part of a row's key; `byValue`: 1 equals 1.0 and `NA` equals an empty cell. */
export interface OpenKey {
  readonly column: number;
  readonly byValue: boolean;
}

/** An open column of numbers. */
export interface NumberColumn {
  readonly column: number;
  /** Cells of wider types are no numbers of the column: fractions among integers, and numbers that are dressed up. */
  readonly type: 'integer' | 'float' | 'formatted-number';
}

/** Takes the text of a row (or of a document): bytes [start, end) are UTF-8 and valid until the next call. */
export type TakeText = (row: number, bytes: Uint8Array, start: number, end: number) => void;

/** What a table with open columns asks of its file. */
export interface Backing {
  /** Reads the cells of columns in one pass, so that each need not be read alone. @throws EngineError too-large; Cancelled */
  load(columns: readonly number[], tick: TableTick): void;
  /**
   * A hash per row over open columns, the sum of one hash per cell modulo 2^32; at hand for the usual columns, else one
   * pass. Do not write to them. Rows of equal hashes are to be proven equal. @throws Cancelled
   */
  keys(columns: readonly OpenKey[], tick: TableTick): Uint32Array;
  /**
   * The pairs of rows (first[i], second[i]) that are not equal in the given open columns, as ascending indices i: the
   * proof behind equal hashes. @throws Cancelled
   */
  differing(
    first: Uint32Array,
    second: Uint32Array,
    columns: readonly OpenKey[],
    tick: TableTick,
  ): Uint32Array;
  /** The text of every cell of one row, as `cellText` gives it. */
  rowTexts(row: number): readonly string[];
  /**
   * The rows whose cell in an open column is `value` ('' is missing; by value, null-like cells are missing too),
   * ascending. Absent: ask the column's codes. @throws Cancelled
   */
  rowsWith?(column: OpenKey, value: string, tick: TableTick): Uint32Array;
  /**
   * The rows whose cell in an open column is empty or null-like, as bits: bit `row & 31` of word `row >>> 5`. Do not
   * write to them. One pass answers for all columns. Absent: ask `rowsWith`. @throws Cancelled
   */
  missing?(column: number, tick: TableTick): Uint32Array;
  /**
   * The number of every row in open columns, NaN where there is none, in one pass: less to hold and sooner read than their
   * codes. Do not write to them. Absent, or undefined where there is no room: ask the columns' codes. @throws Cancelled
   */
  numbers?(columns: readonly NumberColumn[], tick: TableTick): readonly Float64Array[] | undefined;
  /**
   * Goes through the texts of an open column in file order, cells that are empty left out. Absent: ask the column's
   * dictionary. @throws Cancelled
   */
  eachText?(column: number, take: TakeText, tick: TableTick): void;
  /**
   * Has work done on every text of an open column, by several threads where that pays. What is made does not depend on
   * how many there are. Absent: `eachText`. @throws EngineError, Cancelled
   */
  workOnTexts?(column: number, work: TextWork, tick: TableTick): void;
  /**
   * Goes through the texts of some rows of an open column, given and taken in ascending order, empty ones among them.
   * Absent: ask `rowTexts`. @throws Cancelled
   */
  someTexts?(column: number, rows: Uint32Array, take: TakeText, tick: TableTick): void;
  /**
   * Something new begins: columns that were loaded before may be let go of when others need the room. Without it
   * they stay, so that two columns which are asked in turn never take turns in memory.
   */
  begin?(): void;
  /** Bytes that may be taken beside what is held; absent: nobody set a limit. */
  readonly room?: number;
}

export type TableTick = (done: number, total: number) => void;

/** The rows of a file, column by column. Immutable. */
export interface Table {
  readonly rowCount: number;
  readonly columns: readonly Column[];
  /** Absent for a planned table (the result of a plan), whose rows lie in no file. */
  readonly spans?: RowSpans;
  /** Present when the codes of some column are not held. */
  readonly backing?: Backing;
  /** Other lists of the same document, by name: the images and categories of annotations. */
  readonly companions?: Readonly<Record<string, Table>>;
}

/** Whether the cells of a column are not held: its codes are read from the file when asked for. */
export function isOpen(table: Pick<Table, 'columns' | 'backing'>, column: number): boolean {
  const { sketch, open, counted } = table.columns[column]!;
  if (table.backing === undefined) return false;
  return sketch !== undefined || counted !== undefined || open === true;
}

/** The text of one cell as written; '' when missing. */
export function cellText(table: Table, row: number, column: number): string {
  if (isOpen(table, column)) return table.backing!.rowTexts(row)[column]!;
  const { codes, dictionary } = table.columns[column]!;
  return dictionary.text(codes[row]!);
}

/** Number of rows per code of a column, length `dictionary.size`; index 0 counts the missing cells. */
export function countCodes(column: Column, rows?: Uint32Array, tick?: TableTick): Float64Array {
  const { dictionary } = column;
  if (!rows && column.counted) return column.counted.counts.slice();
  const { codes } = column;
  if (rows) {
    return counted(dictionary.size, rows.length, tick, (from, to, counts) => {
      addRows(codes, rows, from, to, counts);
    });
  }
  let counts = COUNTED.get(codes);
  if (counts?.length !== dictionary.size) {
    counts = counted(dictionary.size, codes.length, tick, (from, to, into) => {
      addCodes(codes, from, to, into);
    });
    COUNTED.set(codes, counts);
  }
  return counts.slice();
}

/** Cells counted between two ticks, and in one loop: short ones are soon compiled, and nothing but counting is in them. */
const COUNT_ROWS = 1 << 16;
const COUNT_BLOCK = 1 << 13;

function counted(
  size: number,
  cells: number,
  tick: TableTick | undefined,
  add: (from: number, to: number, counts: Float64Array) => void,
): Float64Array {
  const counts = new Float64Array(size);
  for (let from = 0; from < cells; from += COUNT_BLOCK) {
    if (from % COUNT_ROWS === 0) tick?.(from, cells);
    add(from, Math.min(from + COUNT_BLOCK, cells), counts);
  }
  return counts;
}

function addCodes(codes: Codes, from: number, to: number, counts: Float64Array): void {
  for (let row = from; row < to; row++) counts[codes[row]!]!++;
}

function addRows(
  codes: Codes,
  rows: Uint32Array,
  from: number,
  to: number,
  counts: Float64Array,
): void {
  for (let i = from; i < to; i++) counts[codes[rows[i]!]!]!++;
}

/** Cells per code of columns that were counted: profiles and metrics ask for the same. Codes never change. */
const COUNTED = new WeakMap<Codes, Float64Array>();

/** A dictionary over an array of strings; entry 0 must be ''. For made tables and tests. */
export class TextDictionary implements Dictionary {
  readonly #texts: readonly string[];
  readonly #tags: readonly CellTag[] | undefined;

  constructor(texts: readonly string[], tags?: readonly CellTag[]) {
    this.#texts = texts;
    this.#tags = tags;
  }

  get size(): number {
    return this.#texts.length;
  }

  text(code: number): string {
    return this.#texts[code]!;
  }

  tag(code: number): CellTag {
    return this.#tags?.[code] ?? CellTag.text;
  }
}

/** Codes one column of texts; '' is missing. Shapes: `texts` has one entry per row. */
export function columnOf(index: number, name: string, texts: readonly string[]): Column {
  const codeOf = new Map<string, number>([['', MISSING]]);
  const distinct = [''];
  const codes = Uint32Array.from(texts, (text) => {
    let code = codeOf.get(text);
    if (code === undefined) {
      code = distinct.length;
      codeOf.set(text, code);
      distinct.push(text);
    }
    return code;
  });
  return { index, name, codes, dictionary: new TextDictionary(distinct) };
}

/** A table from rows of texts, for tests and worked examples; '' is missing. */
export function tableOf(names: readonly string[], rows: readonly (readonly string[])[]): Table {
  const columns = names.map((name, index) =>
    columnOf(
      index,
      name,
      rows.map((row) => row[index] ?? ''),
    ),
  );
  return { rowCount: rows.length, columns };
}

/** A column by name or by `#position` from 1; -1 when there is none. The first of repeated names wins. */
export function findColumn(columns: readonly { readonly name: string }[], wanted: string): number {
  const byName = columns.findIndex((column) => column.name === wanted);
  if (byName >= 0) return byName;
  const position = /^#([1-9]\d*)$/.exec(wanted)?.[1];
  return position !== undefined && Number(position) <= columns.length ? Number(position) - 1 : -1;
}
