import { NO_DOCUMENT } from '../../../near-text/documents';
import type { NearTexts } from '../../../near-text/near-texts';
import type { TableTick } from '../../../table/table';
import { everyRow } from '../../../ticks';
import type { Label } from '../../label';

/** Whether the nearest text has the same label. */
export interface Disagreement {
  /** Rows with a label that have a near text with a label, and those of them whose nearest has another one. */
  readonly rows: number;
  readonly disagree: number;
}

/**
 * Compares every row with the one of the nearest text: an equal one, the first other row of it; else the most similar
 * of at least `threshold`, of equals the first. @throws Cancelled (from tick)
 */
export function disagreement(
  { documents, pairs, jaccard }: NearTexts,
  rowCount: number,
  threshold: number,
  { column, classes }: Label,
  tick: TableTick,
): Disagreement {
  const { count } = documents;
  const of = (row: number) => classes.indexOf[column.codes[row]!]!;
  const ticked = everyRow(tick);
  /** First and second row of a text that has a label, plus 1; 0 for none. */
  const first = new Uint32Array(count);
  const second = new Uint32Array(count);
  for (let row = 0; row < rowCount; row++) {
    ticked(row, 2 * rowCount);
    const document = documents.of(row);
    if (document === NO_DOCUMENT || of(row) < 0) continue;
    if (first[document] === 0) first[document] = row + 1;
    else if (second[document] === 0) second[document] = row + 1;
  }
  const best = new Float32Array(count);
  const partner = new Uint32Array(count);
  const least = Math.fround(threshold);
  const take = (own: number, other: number, similarity: number) => {
    if (similarity < least || similarity <= best[own]! || first[other] === 0) return;
    best[own] = similarity;
    partner[own] = first[other]!;
  };
  for (let i = 0; i < jaccard.length; i++) {
    take(pairs.first[i]!, pairs.second[i]!, jaccard[i]!);
    take(pairs.second[i]!, pairs.first[i]!, jaccard[i]!);
  }
  let [rows, disagree] = [0, 0];
  for (let row = 0; row < rowCount; row++) {
    ticked(rowCount + row, 2 * rowCount);
    const document = documents.of(row);
    if (document === NO_DOCUMENT || of(row) < 0) continue;
    const equal = first[document] === row + 1 ? second[document]! : first[document]!;
    const nearest = equal > 0 ? equal : partner[document]!;
    if (nearest === 0) continue;
    rows++;
    if (of(nearest - 1) !== of(row)) disagree++;
  }
  return { rows, disagree };
}
