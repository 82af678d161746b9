import { addBit, hasBit, noBits, type BitSet } from '../kernels/bit-sets';
import { isOpen, type Column, type Table, type TableTick, type TakeText } from '../table/table';
import { everyRow } from '../ticks';
import type { TextWork } from '../table/text-work';
import { NullLikes } from './null-likes';

/** Stands for "no text" where a document's number is asked. */
export const NO_DOCUMENT = 0xffffffff;

/**
 * The texts of one column. A document is a distinct text where the column's dictionary is held, so that equal cells are
 * looked at once, and a row where it is open. Empty and null-like cells are no documents.
 */
export interface Documents {
  /** Numbers of documents are below this. */
  readonly count: number;
  /** No two documents have the same text. */
  readonly areDifferent: boolean;
  /**
   * The document of a row; NO_DOCUMENT where there is no text. That a cell of an open column is null-like is known once
   * `each` went through them.
   */
  of(row: number): number;
  /** Goes through all documents in ascending order. @throws Cancelled */
  each(take: TakeText, tick: TableTick): void;
  /**
   * Has work done on all documents, by threads where the table can; null-like ones are given too, and to be told
   * afterwards by `leaveOut`. Absent: `each`. @throws EngineError, Cancelled
   */
  work?(work: TextWork, tick: TableTick): void;
  /** A document is null-like, and thus none. */
  leaveOut?(document: number): void;
  /** Goes through some documents, given and taken in ascending order. @throws Cancelled */
  pick(documents: Uint32Array, take: TakeText, tick: TableTick): void;
}

/** The texts of a column. @throws EngineError too-large where its cells must be held and do not fit */
export function documentsOf(table: Table, index: number): Documents {
  const column = table.columns[index]!;
  return isOpen(table, index) && column.counted === undefined && table.backing?.eachText
    ? new RowDocuments(table, index)
    : new ValueDocuments(column);
}

const encoder = new TextEncoder();

/** One document per distinct value. */
class ValueDocuments implements Documents {
  readonly count: number;
  readonly areDifferent = true;
  readonly #column: Column;
  readonly #isText: Uint8Array;

  constructor(column: Column) {
    this.#column = column;
    this.count = column.dictionary.size;
    this.#isText = new Uint8Array(this.count).fill(1);
    const nulls = new NullLikes();
    for (let code = 0; code < this.count; code++) {
      this.#take(code, (_, bytes, start, end) => {
        if (nulls.has(bytes, start, end)) this.#isText[code] = 0;
      });
    }
  }

  of(row: number): number {
    const code = this.#column.codes[row]!;
    return this.#isText[code] ? code : NO_DOCUMENT;
  }

  each(take: TakeText, tick: TableTick): void {
    const ticked = everyRow(tick);
    for (let code = 0; code < this.count; code++) {
      ticked(code, this.count);
      if (this.#isText[code]) this.#take(code, take);
    }
  }

  pick(documents: Uint32Array, take: TakeText, tick: TableTick): void {
    const ticked = everyRow(tick);
    documents.forEach((code, i) => {
      ticked(i, documents.length);
      this.#take(code, take);
    });
  }

  #take(code: number, take: TakeText): void {
    const { dictionary } = this.#column;
    const { bytes } = dictionary;
    if (bytes?.utf8) {
      take(code, bytes.arena, bytes.offsets[code]!, bytes.offsets[code + 1]!);
      return;
    }
    const text = encoder.encode(dictionary.text(code));
    take(code, text, 0, text.length);
  }
}

/** One document per row, read from the file. */
class RowDocuments implements Documents {
  readonly count: number;
  readonly areDifferent = false;
  readonly #table: Table;
  readonly #index: number;
  /** Rows whose cell is null-like; filled by `each`. */
  readonly #nulls: BitSet;
  /** Rows whose cell is empty. */
  #empty: BitSet | undefined;
  readonly work?: (work: TextWork, tick: TableTick) => void;

  constructor(table: Table, index: number) {
    this.#table = table;
    this.#index = index;
    this.count = table.rowCount;
    this.#nulls = noBits(table.rowCount);
    const { backing } = table;
    if (backing?.workOnTexts) {
      this.work = (work, tick) => {
        backing.workOnTexts!(index, work, tick);
      };
    }
  }

  of(row: number): number {
    this.#empty ??= this.#table.columns[this.#index]!.sketch!.empty;
    return hasBit(this.#empty, row) || hasBit(this.#nulls, row) ? NO_DOCUMENT : row;
  }

  each(take: TakeText, tick: TableTick): void {
    const nulls = new NullLikes();
    const taken: TakeText = (row, bytes, start, end) => {
      if (nulls.has(bytes, start, end)) addBit(this.#nulls, row);
      else take(row, bytes, start, end);
    };
    this.#table.backing!.eachText!(this.#index, taken, tick);
  }

  leaveOut(row: number): void {
    addBit(this.#nulls, row);
  }

  pick(documents: Uint32Array, take: TakeText, tick: TableTick): void {
    const backing = this.#table.backing!;
    if (backing.someTexts) {
      backing.someTexts(this.#index, documents, take, tick);
      return;
    }
    documents.forEach((row, i) => {
      if (i % 64 === 0) tick(i, documents.length);
      const text = encoder.encode(backing.rowTexts(row)[this.#index]);
      take(row, text, 0, text.length);
    });
  }
}
