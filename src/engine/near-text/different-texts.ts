import { PairTable } from '../kernels/pair-table';
import { CellHash } from '../sketches/cell-hash';
import type { TableTick } from '../table/table';
import { NO_DOCUMENT, type Documents } from './documents';

/**
 * Documents of which equal ones are one, the first of them; told by 64 bits. 4 bytes per
 * document, and while it is at work up to 28 per text. @throws Cancelled
 */
export function differentTexts(documents: Documents, tick: TableTick): Documents {
  if (documents.areDifferent) return documents;
  const hash = new CellHash();
  const known = new PairTable();
  const firsts: number[] = [];
  const firstOf = new Uint32Array(documents.count).fill(NO_DOCUMENT);
  documents.each((document, bytes, start, end) => {
    hash.hash(bytes, start, end);
    const text = known.entryOf(hash.low, hash.high);
    if (text === firsts.length) firsts.push(document);
    firstOf[document] = firsts[text]!;
  }, tick);
  return {
    count: documents.count,
    areDifferent: true,
    of(row) {
      const document = documents.of(row);
      return document === NO_DOCUMENT ? NO_DOCUMENT : firstOf[document]!;
    },
    each(take, ticked) {
      documents.each((document, bytes, start, end) => {
        if (firstOf[document] === document) take(document, bytes, start, end);
      }, ticked);
    },
    pick(some, take, ticked) {
      documents.pick(some, take, ticked);
    },
  };
}
