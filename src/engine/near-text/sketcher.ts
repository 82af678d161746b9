import type { ShingleSets } from './shingle-sets';

/** How texts are compared. Shingles are runs of `width` words, or of characters in scripts without spaces. */
export interface SketchSettings {
  /** Words (or characters) of a shingle, from 1. */
  readonly width: number;
  /** Bins of a sketch, from `bands * rows`. */
  readonly bins: number;
  /** Bands of a sketch, and bins of each. */
  readonly bands: number;
  readonly rows: number;
}

/**
 * Turns texts into sketches: a Fast Similarity Sketch (Dahlgaard, Knudsen and Thorup, FOCS 2017). In round i every
 * shingle falls by its i-th hash into one bin; a bin is decided by the first round in which something falls into it,
 * by the least hash of that round; from round `bins` on each round decides one bin that is still empty. As in MinHash
 * two texts agree in a bin with a chance equal to the Jaccard similarity J of their shingle sets, with a variance of at
 * most J (1 - J) / bins, and most texts need a handful of hashes per shingle instead of one per bin.
 *
 * The i-th hash of a shingle with lanes (low, high) is fmix32(low * a_i + high * b_i + c_i), a_i and b_i odd.
 */
export interface TextSketcher {
  readonly settings: SketchSettings;
  /** Of the text last sketched: shingles with repeats, and its 64-bit hash in two lanes. */
  readonly shingles: number;
  readonly textLow: number;
  readonly textHigh: number;
  /**
   * Sketches the text in bytes [start, end): a key per band to `keys` at `keysAt`, a byte per bin to `bins` at `binsAt`.
   * Returns its units: words, or characters. Nothing is written for a text without any. @throws EngineError too-large
   */
  sketch(
    text: TextBytes,
    keys: Uint32Array,
    keysAt: number,
    bins: Uint8Array,
    binsAt: number,
  ): number;
  /** Adds the different shingles of a text to sets. @throws EngineError too-large */
  addSet(text: TextBytes, sets: ShingleSets): void;
}

/** A text: UTF-8 in bytes [start, end). */
export interface TextBytes {
  readonly bytes: Uint8Array;
  readonly start: number;
  readonly end: number;
}
