import type { TakeText } from '../table/table';
import { NullLikes } from './null-likes';
import type { SketchSettings, TextSketcher } from './sketcher';
import { sketcherFor } from './sketcher-for';

/** Shingles of a document that is null-like. */
export const NULL_LIKE = 0xffffffff;

/** What sketching writes of each document, at its place. */
export interface SketchArrays {
  /** A key per band, those of one band together: bands are gone through one by one. */
  readonly keys: Uint32Array;
  /** A byte per bin, those of one document together. */
  readonly bytes: Uint8Array;
  /** Shingles with repeats; 0 without a text. */
  readonly shingles: Uint32Array;
  /** 1: fewer units than a shingle has. */
  readonly short: Uint8Array;
  /** A 64-bit hash of the normal text. */
  readonly textLow: Uint32Array;
  readonly textHigh: Uint32Array;
}

/** What threads are given to sketch. */
export interface SketchGiven {
  readonly settings: SketchSettings;
  readonly arrays: SketchArrays;
}

/** Room for the sketches of so many documents, in memory that threads share where `shared`. */
export function sketchArrays(
  count: number,
  { bands, bins }: SketchSettings,
  shared: boolean,
): SketchArrays {
  const room = (bytes: number) => (shared ? new SharedArrayBuffer(bytes) : new ArrayBuffer(bytes));
  return {
    keys: new Uint32Array(room(4 * count * bands)),
    bytes: new Uint8Array(room(count * bins)),
    shingles: new Uint32Array(room(4 * count)),
    short: new Uint8Array(room(count)),
    textLow: new Uint32Array(room(4 * count)),
    textHigh: new Uint32Array(room(4 * count)),
  };
}

/** Sketches texts to their places. */
export function sketchTo(arrays: SketchArrays, sketcher: TextSketcher): TakeText {
  const { keys, bytes, shingles, short, textLow, textHigh } = arrays;
  const { bands, bins, width } = sketcher.settings;
  const text = { bytes, start: 0, end: 0 };
  const own = new Uint32Array(bands);
  const count = shingles.length;
  return (document, source, start, end) => {
    text.bytes = source;
    text.start = start;
    text.end = end;
    const units = sketcher.sketch(text, own, 0, bytes, document * bins);
    if (units === 0) return;
    for (let band = 0, at = document; band < bands; band++, at += count) keys[at] = own[band]!;
    shingles[document] = sketcher.shingles;
    textLow[document] = sketcher.textLow;
    textHigh[document] = sketcher.textHigh;
    if (units < width) short[document] = 1;
  };
}

/** As `sketchTo`, for texts among which there are some that are null-like. */
export function sketchWork({ settings, arrays }: SketchGiven): TakeText {
  const take = sketchTo(arrays, sketcherFor(settings));
  const nulls = new NullLikes();
  return (document, bytes, start, end) => {
    if (nulls.has(bytes, start, end)) arrays.shingles[document] = NULL_LIKE;
    else take(document, bytes, start, end);
  };
}
