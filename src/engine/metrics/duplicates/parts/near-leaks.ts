import { near } from '../../../detectors/near';
import { addBit, countBoth, hasBit, noBits, type BitSet } from '../../../kernels/bit-sets';
import type { MetricContext } from '../../../metric';
import { NO_DOCUMENT, type Documents } from '../../../near-text/documents';
import { nearTexts } from '../../../near-text/near-texts';
import { sketchSettings, THRESHOLD, unsearchedReason } from '../../../near-text/settings';
import { columnWith } from '../../../roles/roles';
import type { Table } from '../../../table/table';
import { everyRow } from '../../../ticks';
import { read, resolveValues } from '../../../params/values';
import type { SplitParts } from './split-parts';

/** Rows of evaluation parts whose text is nearly that of a train row, equal ones included. */
export interface NearLeaks {
  readonly column: string;
  /** Share of runs of words from which texts are nearly equal. */
  readonly threshold: number;
  readonly rows: BitSet;
  readonly count: number;
}

/** Why near texts are not searched; undefined where they are, or without a text. */
export function unsearched(table: Table, context: MetricContext): string | undefined {
  const column = columnWith(context.roles, 'text');
  return column === undefined ? undefined : unsearchedReason(table, column, context);
}

/** Near-duplicates across the parts, with the defaults of the search; null without a text, or where very many were not asked for. @throws Cancelled */
export function nearLeaks(
  table: Table,
  { train, evaluation }: SplitParts,
  context: MetricContext,
): NearLeaks | null {
  const column = columnWith(context.roles, 'text');
  if (column === undefined || unsearched(table, context)) return null;
  const { tick } = context;
  const values = resolveValues(near.params);
  const threshold = read.number(values, THRESHOLD.id)!;
  const { documents, pairs, jaccard } = nearTexts(table, column, sketchSettings(values), tick);
  const inTrain = documentsIn(train, documents, table.rowCount);
  // A document is leaked when it, or one that is nearly equal, is in train.
  const leaked = inTrain.slice();
  const least = Math.fround(threshold);
  const ticked = everyRow(tick);
  for (let i = 0; i < jaccard.length; i++) {
    ticked(i, jaccard.length);
    if (jaccard[i]! < least) continue;
    const [one, other] = [pairs.first[i]!, pairs.second[i]!];
    if (hasBit(inTrain, one)) addBit(leaked, other);
    if (hasBit(inTrain, other)) addBit(leaked, one);
  }
  const rows = noBits(table.rowCount);
  for (let row = 0; row < table.rowCount; row++) {
    ticked(row, table.rowCount);
    const document = documents.of(row);
    if (document === NO_DOCUMENT || !hasBit(evaluation, row)) continue;
    if (hasBit(leaked, document)) addBit(rows, row);
  }
  const { name } = table.columns[column]!;
  return { column: name, threshold, rows, count: countBoth(rows, rows) };
}

function documentsIn(rows: BitSet, documents: Documents, rowCount: number): BitSet {
  const found = noBits(documents.count);
  for (let row = 0; row < rowCount; row++) {
    const document = documents.of(row);
    if (document !== NO_DOCUMENT && hasBit(rows, row)) addBit(found, document);
  }
  return found;
}
