import { PairTable } from '../kernels/pair-table';
import type { TableTick } from '../table/table';
import type { Documents } from './documents';
import { PairList } from './pair-list';
import type { SketchSettings, TextSketcher } from './sketcher';

/** What one pass over the texts leaves. Documents without a text, and copies of an earlier one, have no sketch. */
export interface SketchedTexts {
  /** A key per band and a byte per bin of each document. */
  readonly keys: Uint32Array;
  readonly bytes: Uint8Array;
  /** Documents that have a sketch, ascending. */
  readonly sketched: Uint32Array;
  /** Shingles of each document, repeats among them; 0 where there is no text. */
  readonly shingles: Uint32Array;
  /** Whether a document has fewer units than a shingle: then it is one shingle, and has no sketch. Zero or one. */
  readonly short: Uint8Array;
  /** Documents whose normal text was seen before, with the first that has it; by 64-bit hash, to be proven. */
  readonly same: PairList;
}

/** About how many bytes sketching a document, and finding what is like it, takes. */
export function sketchBytes({ bands, bins }: SketchSettings): number {
  return 4 * bands + bins + 28;
}

/** Sketches every text. Memory per document: 4 * bands + bins + 12 bytes, and 16 per different text. @throws Cancelled */
export function sketchTexts(
  documents: Documents,
  sketcher: TextSketcher,
  tick: TableTick,
): SketchedTexts {
  const { bands, bins, width } = sketcher.settings;
  const { count } = documents;
  const keys = new Uint32Array(count * bands);
  const bytes = new Uint8Array(count * bins);
  const shingles = new Uint32Array(count);
  const short = new Uint8Array(count);
  const sketched = new Uint32Array(count);
  let sketches = 0;
  const same = new PairList();
  const known = new PairTable();
  /** The first document of each entry of `known`. */
  let firsts = new Uint32Array(1024);
  documents.each((document, text, start, end) => {
    const units = sketcher.sketch(
      { bytes: text, start, end },
      keys,
      document * bands,
      bytes,
      document * bins,
    );
    if (units === 0) return;
    shingles[document] = sketcher.shingles;
    if (units < width) short[document] = 1;
    const before = known.size;
    const entry = known.entryOf(sketcher.textLow, sketcher.textHigh);
    if (entry < before) {
      same.push(firsts[entry]!, document);
      return;
    }
    if (entry === firsts.length) {
      const longer = new Uint32Array(2 * entry);
      longer.set(firsts);
      firsts = longer;
    }
    firsts[entry] = document;
    if (units >= width) sketched[sketches++] = document;
  }, tick);
  return { keys, bytes, sketched: sketched.slice(0, sketches), shingles, short, same };
}
