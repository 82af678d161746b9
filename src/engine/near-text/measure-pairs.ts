import { addBit, noBits, Ranks, rowsOf } from '../kernels/bit-sets';
import type { TableTick } from '../table/table';
import type { Documents } from './documents';
import type { Pairs } from './pair-list';
import { ShingleSets } from './shingle-sets';
import type { TextSketcher } from './sketcher';

/** Shingles that are held at a time, 8 bytes each: four times as many are no faster. */
const HELD = 1 << 21;

/**
 * The exact Jaccard similarity of the shingle sets of each pair, read from the texts again. Pairs in order of their
 * first document read most texts once. `shingles`: an upper bound per document. @throws EngineError, Cancelled
 */
export function measurePairs(
  documents: Documents,
  shingles: Uint32Array,
  { first, second }: Pairs,
  sketcher: TextSketcher,
  tick: TableTick,
): Float32Array {
  const similarity = new Float32Array(first.length);
  const sets = new ShingleSets();
  for (let from = 0; from < first.length;) {
    const needed = noBits(documents.count);
    let held = 0;
    let to = from;
    for (; to < first.length; to++) {
      const more =
        newShingles(needed, shingles, first[to]!) + newShingles(needed, shingles, second[to]!);
      if (to > from && held + more > HELD) break;
      held += more;
      addBit(needed, first[to]!);
      addBit(needed, second[to]!);
    }
    sets.clear();
    const tickHere: TableTick = () => {
      tick(from, first.length);
    };
    documents.pick(
      rowsOf(needed),
      (_, bytes, start, end) => {
        sketcher.addSet({ bytes, start, end }, sets);
      },
      tickHere,
    );
    const places = new Ranks(needed);
    for (let i = from; i < to; i++) {
      if (i % 1024 === 0) tick(i, first.length);
      similarity[i] = sets.jaccard(places.of(first[i]!), places.of(second[i]!));
    }
    from = to;
  }
  return similarity;
}

/** Shingles of a document that is not among those needed yet. */
function newShingles(needed: Uint32Array, shingles: Uint32Array, document: number): number {
  return (needed[document >>> 5]! >>> (document & 31)) & 1 ? 0 : shingles[document]!;
}
