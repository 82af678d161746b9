import { addBit, addBits, hasBit, noBits, rowsOf, type BitSet } from '../../../kernels/bit-sets';
import type { Evidence } from '../../../metric';
import { findColumn, type Table, type TableTick } from '../../../table/table';
import { everyRow } from '../../../ticks';
import type { LeakedRows } from './leaked-rows';
import type { NearNumberLeaks } from './near-number-leaks';
import type { SharedValues } from './shared-values';
import type { SplitParts } from './split-parts';
import { t } from '../../../language';

/** Leaked rows with the train rows they equal, and rows that share an entity or a family. @throws Cancelled */
export function leakEvidence(
  levels: readonly LeakedRows[],
  shared: readonly SharedValues[],
  { train }: SplitParts,
  compared: readonly number[],
  tick: TableTick,
): Record<string, Evidence> {
  const found: Record<string, Evidence> = {};
  const { clusters, rows: leaked, count } = levels.find(({ level }) => level === 'n2')!;
  if (count > 0) {
    const rows = leaked.slice();
    const ticked = everyRow(tick);
    for (let cluster = 0; cluster < clusters.count; cluster++) {
      ticked(cluster, clusters.count);
      const members = clusters.rows(cluster);
      if (!members.some((row) => hasBit(leaked, row))) continue;
      for (const row of members) if (hasBit(train, row)) addBit(rows, row);
    }
    const reason = t('Rows that are in train and in another part.');
    found['equal'] = { rows: rowsOf(rows), columns: compared, reason };
  }
  for (const kind of ['entity', 'family'] as const) {
    const own = shared.filter((of) => of.kind === kind && of.count > 0);
    if (own.length === 0) continue;
    const rows = noBits(clusters.tableRows);
    for (const of of own) addBits(rows, of.rows);
    found[kind] = {
      rows: rowsOf(rows),
      columns: own.map(({ column }) => column),
      reason: REASONS[kind],
    };
  }
  return found;
}

const REASONS = {
  entity: t('Rows of an entity that is in train as well.'),
  family: t('Rows that descend from a row with a relative in train.'),
} as const;

const TEXT_REASONS = {
  near: t('Rows whose text is nearly that of a train row.'),
  template: t('Rows whose text follows a template of train rows.'),
} as const;

/** Rows that are given away by what their text is like. */
export function textEvidence(
  kind: keyof typeof TEXT_REASONS,
  found: { readonly column: string; readonly rows: BitSet; readonly count: number } | null,
  table: Table,
): Record<string, Evidence> {
  if (!found || found.count === 0) return {};
  const columns = [findColumn(table.columns, found.column)];
  return { [kind]: { rows: rowsOf(found.rows), columns, reason: TEXT_REASONS[kind] } };
}

/** Rows that are given away by numbers that nearly agree. */
export function numbersEvidence(found: NearNumberLeaks | null): Record<string, Evidence> {
  if (!found || found.count === 0) return {};
  const reason = t('Rows whose numbers are nearly those of a train row.');
  return { numbers: { rows: rowsOf(found.rows), columns: found.columns, reason } };
}
