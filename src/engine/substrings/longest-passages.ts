import type { Spans } from '../boilerplate/recurring-parts';
import type { TextBytes } from '../near-text/sketcher';
import { joinSpan, type Passages } from './passages';

/** A passage that is repeated: where it stands first, and in how many rows. */
export interface Passage {
  readonly document: number;
  /** Bytes of the document. */
  readonly from: number;
  readonly length: number;
  /** Rows that hold each window of it. */
  readonly rows: number;
}

/** Passages held before the smaller ones are let go. */
const HELD = 2000;

/**
 * Collects the passages that hold most text: the stretches of a text in which every window stands in at least so many
 * rows, longest for each number of rows (the nodes of a Cartesian tree over rows, Vuillemin 1980).
 */
export class LongestPassages {
  readonly #passages: Passages;
  readonly #length: number;
  #found = new Map<string, Passage>();
  readonly #most: number;
  /** Bytes over all rows of the smallest that is still held. */
  #least = 0;

  /** `length`: of a window; `most`: passages that are asked for. */
  constructor(passages: Passages, length: number, most: number) {
    this.#passages = passages;
    this.#length = length;
    this.#most = most;
  }

  /** Adds the passages of a text; returns all that is repeated of it. */
  add(document: number, text: TextBytes): Spans {
    const spans: number[] = [];
    /** Stretches that go on, each in more rows than the one below. */
    const open: { from: number; rows: number }[] = [];
    let next = -1;
    const close = (rows: number) => {
      let from = next;
      while (open.length > 0 && open.at(-1)!.rows > rows) {
        const { from: begun, rows: own } = open.pop()!;
        this.#take(document, text, begun, next - begun + this.#length - 1, own);
        from = begun;
      }
      return from;
    };
    this.#passages.each(text, (at, rows) => {
      if (at !== next) close(0);
      const from = at === next ? close(rows) : at;
      if (open.at(-1)?.rows !== rows) open.push({ from, rows });
      next = at + 1;
      joinSpan(spans, at, at + this.#length);
    });
    close(0);
    return spans;
  }

  /** Those with most text over all rows, of equal ones the first. */
  largest(): readonly Passage[] {
    return [...this.#found.values()].sort(bySize).slice(0, this.#most);
  }

  #take(document: number, text: TextBytes, from: number, length: number, rows: number): void {
    // Of those that were kept there were more than are asked for.
    if (rows * length < this.#least) return;
    const key = `${String(rows)} ${String(length)} ${contentOf(text.bytes, from, length)}`;
    if (this.#found.has(key)) return;
    this.#found.set(key, { document, from: from - text.start, length, rows });
    if (this.#found.size < HELD) return;
    const kept = [...this.#found].sort(([, a], [, b]) => bySize(a, b)).slice(0, HELD / 4);
    this.#found = new Map(kept);
    const { rows: last, length: bytes } = kept.at(-1)![1];
    this.#least = last * bytes;
  }
}

function bySize(a: Passage, b: Passage): number {
  return b.rows * b.length - a.rows * a.length || a.document - b.document || a.from - b.from;
}

/** Tells passages of one length apart: a hash of their bytes. */
function contentOf(bytes: Uint8Array, from: number, length: number): number {
  let hash = 0;
  for (let at = from; at < from + length; at++) hash = Math.imul(hash ^ bytes[at]!, 0x01000193);
  return hash;
}
