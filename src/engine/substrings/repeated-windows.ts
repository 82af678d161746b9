import type { CountedDocuments } from '../boilerplate/repeated-units';
import { PairTable } from '../kernels/pair-table';
import type { TextBytes } from '../near-text/sketcher';
import type { TableTick } from '../table/table';
import { eachStretch, type Windows } from './windows';
import { windowsFor } from './windows-for';

/** Windows that stand in two different texts or more. */
export interface RepeatedWindows {
  readonly windows: Windows;
  /** Windows held, those of one text among them. */
  readonly count: number;
  /** Rows that hold a window; 0 where only one text does. */
  readonly rows: Uint32Array;
  /** First row that holds a window. */
  readonly firstRow: Uint32Array;
  /**
   * Goes through the windows of a text that may be repeated, in order: `window` is -1 where it is not. Windows that are
   * surely not repeated are left out.
   */
  each(text: TextBytes, take: (at: number, window: number) => void): void;
}

/** Grams that the sieve parts well: of some 25 MB of text in few documents, of some 400 MB in many. It takes a byte for each. */
const FEW_GRAMS = 1 << 20;
const MANY_GRAMS = 1 << 24;
const MANY_DOCUMENTS = 1000;
/** Bytes that a window takes, and windows that are held at most: 1.2 GB. */
const WINDOW_BYTES = 36;
const MOST_HELD = 1 << 25;

/**
 * The windows of `length` bytes that stand in two or more of the texts, in two passes: bits tell most windows whose
 * least gram is the only one of its kind, and the others are counted. Memory: 36 bytes for each different window that
 * may be repeated, up to twice that while the table grows. `allow` hears of it, and may throw. @throws Cancelled
 */
export function repeatedWindows(
  counted: CountedDocuments,
  length: number,
  allow: (bytes: number) => void,
  tick: TableTick,
): RepeatedWindows {
  const { documents, times } = counted;
  const grams = documents.count > MANY_DOCUMENTS ? MANY_GRAMS : FEW_GRAMS;
  const windows = windowsFor(length, grams);
  let reached = 0;
  const found = new WindowTable(counted, windows, allow, () => {
    tick(reached, 1);
  });
  const each = (from: number, to: number, take: (document: number, text: TextBytes) => void) => {
    documents.each(
      (document, bytes, start, end) => {
        if (times[document]! > 0) take(document, { bytes, start, end });
      },
      (done, total) => {
        reached = from + (to - from) * (total > 0 ? done / total : 1);
        tick(reached, 1);
      },
    );
  };
  each(0, 0.3, (_, text) => {
    eachStretch(length, text, (from, to) => {
      windows.sift(text.bytes, from, to);
    });
  });
  each(0.3, 1, (document, text) => {
    found.add(document, text);
  });
  return found;
}

/** Counts rows per window. */
class WindowTable implements RepeatedWindows {
  readonly windows: Windows;
  rows = new Uint32Array(1024);
  firstRow = new Uint32Array(1024);
  /** Text that was counted last. */
  #last = new Uint32Array(1024);
  readonly #table: PairTable;
  readonly #counted: CountedDocuments;
  readonly #allow: (bytes: number) => void;
  readonly #pulse: () => void;

  /** `pulse`: a tick while the table grows, which takes long when it is large. */
  constructor(
    counted: CountedDocuments,
    windows: Windows,
    allow: (bytes: number) => void,
    pulse: () => void,
  ) {
    this.#table = new PairTable(pulse);
    this.#pulse = pulse;
    this.#counted = counted;
    this.windows = windows;
    this.#allow = allow;
  }

  get count(): number {
    return this.#table.size;
  }

  add(document: number, text: TextBytes): void {
    const { times, firstRow } = this.#counted;
    const table = this.#table;
    // What follows a window mostly followed it before.
    let guess = -1;
    this.#eachLikely(text, (_, low, high) => {
      for (let i = 0; i < low.length; i++) {
        const before = this.count;
        const isNext = table.isEntry(guess, low[i]!, high[i]!);
        const window = isNext ? guess : table.entryOf(low[i]!, high[i]!);
        guess = window + 1;
        if (window === this.rows.length) this.#grow();
        if (window === before) {
          this.firstRow[window] = firstRow[document]!;
        } else if (this.#last[window] !== document) {
          if (this.rows[window] === 0) this.rows[window] = times[this.#last[window]!]!;
          this.rows[window]! += times[document]!;
          if (firstRow[document]! < this.firstRow[window]!) {
            this.firstRow[window] = firstRow[document]!;
          }
        }
        this.#last[window] = document;
      }
    });
  }

  each(text: TextBytes, take: (at: number, window: number) => void): void {
    const table = this.#table;
    let guess = -1;
    this.#eachLikely(text, (at, low, high) => {
      for (let i = 0; i < low.length; i++) {
        const isNext = table.isEntry(guess, low[i]!, high[i]!);
        const window = isNext ? guess : table.find(low[i]!, high[i]!);
        guess = window + 1;
        take(at + i, window >= 0 && this.rows[window]! > 0 ? window : -1);
      }
    });
  }

  /** Goes through the spans of windows that may be repeated: the place of the first, and the hashes of all. */
  #eachLikely(
    text: TextBytes,
    take: (at: number, low: Uint32Array, high: Uint32Array) => void,
  ): void {
    const { windows } = this;
    eachStretch(windows.length, text, (from, to) => {
      const count = windows.likely(text.bytes, from, to);
      const { low, high, spans } = windows;
      for (let i = 0; i < 2 * count; i += 2) {
        const [first, end] = [spans[i]!, spans[i + 1]!];
        take(from + first, low.subarray(first, end), high.subarray(first, end));
      }
    });
  }

  #grow(): void {
    const room = 2 * this.rows.length;
    this.#allow(room > MOST_HELD ? Infinity : room * WINDOW_BYTES);
    const longer = (array: Uint32Array) => {
      const grown = new Uint32Array(room);
      grown.set(array);
      this.#pulse();
      return grown;
    };
    this.rows = longer(this.rows);
    this.firstRow = longer(this.firstRow);
    this.#last = longer(this.#last);
  }
}
