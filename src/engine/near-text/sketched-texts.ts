import { PairTable } from '../kernels/pair-table';
import type { TableTick } from '../table/table';
import { everyRow } from '../ticks';
import type { Documents } from './documents';
import { PairList } from './pair-list';
import {
  NULL_LIKE,
  sketchArrays,
  sketchTo,
  type SketchArrays,
  type SketchGiven,
} from './sketch-work';
import type { SketchSettings, TextSketcher } from './sketcher';

/** What one pass over the texts leaves. Documents without a text, and copies of an earlier one, have no sketch. */
export interface SketchedTexts {
  /** As `SketchArrays` has them: a key per band, and a byte per bin, of each document. */
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
  return 4 * bands + bins + 36;
}

/**
 * Sketches every text, in threads where the table can. Memory per document: 4 * bands + bins + 20 bytes, and 16 per
 * different text. @throws EngineError, Cancelled
 */
export function sketchTexts(
  documents: Documents,
  sketcher: TextSketcher,
  tick: TableTick,
): SketchedTexts {
  const { settings } = sketcher;
  const arrays = sketchArrays(documents.count, settings, documents.work !== undefined);
  if (documents.work) {
    const given: SketchGiven = { settings, arrays };
    documents.work({ id: 'sketch', given }, tick);
  } else documents.each(sketchTo(arrays, sketcher), tick);
  const { keys, bytes, shingles, short } = arrays;
  return { keys, bytes, shingles, short, ...differentOnes(documents, arrays, tick) };
}

/** The first of each normal text, in order, and those that come again. */
function differentOnes(
  documents: Documents,
  { shingles, short, textLow, textHigh }: SketchArrays,
  tick: TableTick,
): Pick<SketchedTexts, 'sketched' | 'same'> {
  const { count } = documents;
  const sketched = new Uint32Array(count);
  let sketches = 0;
  const same = new PairList();
  const known = new PairTable();
  /** The first document of each entry of `known`. */
  let firsts = new Uint32Array(1024);
  const ticked = everyRow(() => {
    tick(1, 1);
  });
  for (let document = 0; document < count; document++) {
    ticked(document, count);
    if (shingles[document] === NULL_LIKE) {
      shingles[document] = 0;
      documents.leaveOut?.(document);
    }
    if (shingles[document] === 0) continue;
    const before = known.size;
    const entry = known.entryOf(textLow[document]!, textHigh[document]!);
    if (entry < before) {
      same.push(firsts[entry]!, document);
      continue;
    }
    if (entry === firsts.length) {
      const longer = new Uint32Array(2 * entry);
      longer.set(firsts);
      firsts = longer;
    }
    firsts[entry] = document;
    if (short[document] === 0) sketched[sketches++] = document;
  }
  return { sketched: sketched.slice(0, sketches), same };
}
