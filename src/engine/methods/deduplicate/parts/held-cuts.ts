import type { ContaminatedTexts } from '../../../contamination/contaminated-texts';
import { spansOfWords } from '../../../contamination/word-spans';
import { wordsOf } from '../../../ngram/words-of';
import type { Cuts } from './cut-texts';
import { t } from '../../../language';

/** Cuts the words of a benchmark out of the texts of some rows, ascending; other rows with the same text keep theirs. */
export function heldCuts(
  { documents, held }: ContaminatedTexts,
  index: number,
  rows: readonly number[],
): Cuts {
  const times = new Uint32Array(documents.count);
  const firstRow = new Uint32Array(documents.count);
  for (const row of rows) {
    const document = documents.of(row);
    if (times[document]!++ === 0) firstRow[document] = row;
  }
  const cut = new Set(rows);
  return {
    index,
    counted: { documents, times, firstRow, has: (row) => cut.has(row) },
    reason: 'contaminated',
    nothing: t('No text is cut.'),
    spans: (text) =>
      spansOfWords(text, held(wordsOf(text.bytes, text.start, text.end, Infinity, 'n3'))),
  };
}
