import type { Spans } from '../boilerplate/recurring-parts';
import type { TextBytes } from '../near-text/sketcher';
import type { RepeatedWindows } from './repeated-windows';

/** What is repeated of texts, and which of it is cut. */
export class Passages {
  readonly #found: RepeatedWindows;
  readonly #minRows: number;
  /** Per window the last call that met it, and where. */
  #met = new Uint32Array(0);
  #metAt = new Uint32Array(0);
  #call = 0;

  /** Passages that stand in fewer rows than `minRows` do not count. */
  constructor(found: RepeatedWindows, minRows: number) {
    this.#found = found;
    this.#minRows = minRows;
  }

  /** Rows that hold each of a text's windows that is repeated, in order. */
  each(text: TextBytes, take: (at: number, rows: number) => void): void {
    const { rows } = this.#found;
    this.#found.each(text, (at, window) => {
      if (window >= 0 && rows[window]! >= this.#minRows) take(at, rows[window]!);
    });
  }

  /**
   * What is repeated, but for first occurrences: those in the first row that has them, the first there. What follows in
   * this row and overlaps with the first occurrence is none of its own.
   */
  laterSpans(text: TextBytes, row: number | undefined): Spans {
    const { count, rows, firstRow, windows } = this.#found;
    if (this.#met.length < count) {
      this.#met = new Uint32Array(count);
      this.#metAt = new Uint32Array(count);
    }
    this.#call++;
    const spans: number[] = [];
    this.#found.each(text, (at, window) => {
      if (window < 0 || rows[window]! < this.#minRows) return;
      if (firstRow[window] === row) {
        const place = at - text.start;
        if (this.#met[window] !== this.#call) {
          this.#met[window] = this.#call;
          this.#metAt[window] = place;
          return;
        }
        if (place < this.#metAt[window]! + windows.length) return;
      }
      joinSpan(spans, at, at + windows.length);
    });
    return atWords(text, spans);
  }
}

/** Adds bytes [from, to) to spans that begin before, as one with the last where they touch. */
export function joinSpan(spans: number[], from: number, to: number): void {
  const last = spans.at(-1);
  if (last !== undefined && from <= last) spans[spans.length - 1] = to;
  else spans.push(from, to);
}

/** Bytes that are given up at either end to find the edge of a word. */
const SEARCHED = 64;

/**
 * Spans made smaller so that no word and no character is cut in two, and none are joined: what is cut stands elsewhere,
 * every byte of it. In scripts without spaces words have no edges, and characters do.
 */
function atWords({ bytes, start, end }: TextBytes, spans: Spans): Spans {
  const found: number[] = [];
  for (let i = 0; i < spans.length; i += 2) {
    const [from, to] = [spans[i]!, spans[i + 1]!];
    const isStart = (at: number) => at === start || isBlank(bytes[at - 1]!);
    const isEdge = (at: number) => at === end || isBlank(bytes[at]!) || isStart(at);
    const isWhole = (at: number) => at === end || (bytes[at]! & 0xc0) !== 0x80;
    const first = forward(from, to, isStart) ?? forward(from, to, isWhole) ?? to;
    const last = backward(to, first, isEdge) ?? backward(to, first, isWhole) ?? first;
    if (first < last) found.push(first, last);
  }
  return found;
}

function forward(from: number, to: number, found: (at: number) => boolean): number | undefined {
  for (let at = from; at < to && at <= from + SEARCHED; at++) if (found(at)) return at;
  return undefined;
}

function backward(to: number, from: number, found: (at: number) => boolean): number | undefined {
  for (let at = to; at > from && at >= to - SEARCHED; at--) if (found(at)) return at;
  return undefined;
}

function isBlank(byte: number): boolean {
  return byte === 32 || (byte >= 9 && byte <= 13);
}
