import { addBit, noBits, rowsOf } from '../../../kernels/bit-sets';
import type { RowClusters } from '../../../kernels/row-clusters';
import type { MetricContext } from '../../../metric';
import { NO_DOCUMENT } from '../../../near-text/documents';
import type { NearTexts } from '../../../near-text/near-texts';
import type { Table } from '../../../table/table';
import { everyRow } from '../../../ticks';
import { CELL_EQUALITY } from '../../duplicates/parts/cell-equality';
import { classCounts, labelMix } from '../../duplicates/parts/class-counts';
import { equalInputs, inputColumns } from '../../duplicates/parts/equal-inputs';
import type { Label } from '../../label';

/** One set of nearly equal texts with different labels. */
export interface NearConflictSet {
  readonly size: number;
  readonly changes: number;
  /** Its first row, and the first whose label differs from that. */
  readonly rows: readonly [number, number];
  /** Most frequent first, at most 20. */
  readonly labels: readonly { readonly value: string; readonly count: number }[];
}

/** Contradictions between texts that are near and not equal in all columns. */
export interface NearConflicts {
  readonly compared: number;
  readonly sets: number;
  readonly rows: number;
  readonly minimumChanges: number;
  readonly listed: readonly NearConflictSet[];
  readonly pairs: readonly { readonly a: string; readonly b: string; readonly sets: number }[];
  /** Rows of the sets, ascending. */
  readonly members: Uint32Array;
}

const LISTED = 50;
const LABELS = 20;
/** Classes of a set of which every two are counted. */
const PAIRED = 20;

/**
 * Sets whose labels differ once rows that contradict an equal row are left out: those are told elsewhere.
 * @throws Cancelled (from tick)
 */
export function nearConflicts(
  table: Table,
  clusters: RowClusters,
  near: NearTexts,
  label: Label,
  context: MetricContext,
): NearConflicts {
  const { column, classes } = label;
  const { indexOf, codes, values } = classes;
  const of = (row: number) => indexOf[column.codes[row]!]!;
  const ticked = everyRow(context.tick);
  let compared = 0;
  for (let row = 0; row < table.rowCount; row++) {
    ticked(row, table.rowCount);
    if (of(row) >= 0 && near.documents.of(row) !== NO_DOCUMENT) compared++;
  }
  const differing: Uint32Array[] = [];
  const among = noBits(table.rowCount);
  for (let cluster = 0; cluster < clusters.count; cluster++) {
    if (cluster % 1024 === 0) context.tick(cluster, clusters.count);
    const rows = clusters.rows(cluster).filter((row) => of(row) >= 0);
    if (rows.every((row) => of(row) === of(rows[0]!))) continue;
    differing.push(rows);
    for (const row of rows) addBit(among, row);
  }
  const isEqualConflict =
    differing.length > 0 ? equalConflicts(table, label, context, among) : () => false;
  const members = noBits(table.rowCount);
  const sets: { readonly rows: Uint32Array; readonly changes: number }[] = [];
  const pairs = new Map<number, number>();
  for (const all of differing) {
    const rows = all.filter((row) => !isEqualConflict(row));
    const counts = classCounts(rows, label);
    if (counts.length < 2) continue;
    sets.push({ rows, changes: rows.length - counts[0]!.count });
    for (const row of rows) addBit(members, row);
    const met = counts.slice(0, PAIRED).map((each) => each.of);
    for (const a of met) {
      for (const b of met) {
        const key = a * codes.length + b;
        if (a < b) pairs.set(key, (pairs.get(key) ?? 0) + 1);
      }
    }
  }
  const largest = [...sets]
    .sort((a, b) => b.changes - a.changes || a.rows[0]! - b.rows[0]!)
    .slice(0, LISTED);
  return {
    compared,
    sets: sets.length,
    rows: sets.reduce((sum, { rows }) => sum + rows.length, 0),
    minimumChanges: sets.reduce((sum, { changes }) => sum + changes, 0),
    listed: largest.map(({ rows, changes }) => ({
      size: rows.length,
      changes,
      rows: [rows[0]!, rows.find((row) => of(row) !== of(rows[0]!))!],
      labels: labelMix(rows, label).slice(0, LABELS),
    })),
    pairs: [...pairs]
      .sort(([a, m], [b, n]) => n - m || a - b)
      .slice(0, LISTED)
      .map(([key, count]) => ({
        a: values[Math.floor(key / codes.length)]!,
        b: values[key % codes.length]!,
        sets: count,
      })),
    members: rowsOf(members),
  };
}

/** Whether a row of `among` equals another one in every input and has another label. @throws Cancelled */
function equalConflicts(
  table: Table,
  label: Label,
  context: MetricContext,
  among: ReturnType<typeof noBits>,
): (row: number) => boolean {
  const mode = { [CELL_EQUALITY.id]: CELL_EQUALITY.default };
  const columns = inputColumns(context);
  const { clusters } = equalInputs(table, mode, columns, label, context, among);
  const differ = new Uint8Array(clusters.count);
  for (let cluster = 0; cluster < clusters.count; cluster++) {
    if (classCounts(clusters.rows(cluster), label).length > 1) differ[cluster] = 1;
  }
  return (row) => {
    const cluster = clusters.clusterOf(row);
    return cluster >= 0 && differ[cluster] === 1;
  };
}
