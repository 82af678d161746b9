import { respelledKey } from '../../../detectors/spelling';
import { addBit, countBoth, hasBit, noBits, type BitSet } from '../../../kernels/bit-sets';
import { rowKey } from '../../../kernels/canonical-codes';
import { findClusters, type RowClusters } from '../../../kernels/row-clusters';
import { isHeld } from '../../../kernels/row-hasher';
import type { MetricContext } from '../../../metric';
import { loadedIfRoom } from '../../../table/open-columns';
import { isOpen, type Table } from '../../../table/table';
import { everyRow } from '../../../ticks';
import type { SplitParts } from './split-parts';

/** How much of the spelling is set aside: nothing, outer spaces, case and repeated spaces, punctuation and numbers. */
export const LEVELS = ['written', 'n1', 'n2', 'n3'] as const;
export type Level = (typeof LEVELS)[number];

/** What is read besides the table. */
type Reading = Pick<MetricContext, 'roles' | 'profiles' | 'tick'>;

/** Rows of evaluation parts that are equal to a train row at one level. */
export interface LeakedRows {
  readonly level: Level;
  readonly clusters: RowClusters;
  readonly rows: BitSet;
  readonly count: number;
}

/**
 * Leaked rows level by level. A level in which no spelling differs from the one before is that one again. Columns whose
 * cells are not held are compared as written, but for texts where there is room for them. @throws Cancelled
 */
export function leakedRows(
  table: Table,
  columns: readonly number[],
  parts: SplitParts,
  context: Reading,
): LeakedRows[] {
  const { roles, tick } = context;
  const texts = columns.filter((index) => roles[index] === 'text' && isOpen(table, index));
  const readable = loadedIfRoom(
    table,
    texts.map((index) => table.columns[index]!),
    tick,
  );
  const spelled = columns.filter(
    (index) => !isOpen(table, index) || (readable && texts.includes(index)),
  );
  const found: LeakedRows[] = [];
  let merged = -1;
  for (const level of LEVELS) {
    const keys = columns.map((index) => {
      const profile = context.profiles[index]!;
      return level === 'written' || !spelled.includes(index)
        ? rowKey(table, index, profile, 'by-value', tick)
        : respelledKey(table, index, profile, level, null, tick);
    });
    const before = merged;
    merged = keys.reduce((sum, key) => sum + (isHeld(key) ? mergedCodes(key.canonical) : 0), 0);
    const known = found.at(-1);
    if (known && merged === before) {
      found.push({ ...known, level });
      continue;
    }
    const clusters = findClusters(table, keys, { tick });
    const rows = leakedIn(clusters, parts, context);
    found.push({ level, clusters, rows, count: countBoth(rows, rows) });
  }
  return found;
}

/** Codes that stand for another one. */
function mergedCodes(canonical: Uint32Array | undefined): number {
  return canonical?.reduce((sum, to, code) => sum + (to === code ? 0 : 1), 0) ?? 0;
}

/** Rows of evaluation parts whose set has a train row. */
function leakedIn(clusters: RowClusters, parts: SplitParts, { tick }: Reading): BitSet {
  const rows = noBits(clusters.tableRows);
  const ticked = everyRow(tick);
  for (let cluster = 0; cluster < clusters.count; cluster++) {
    ticked(cluster, clusters.count);
    const members = clusters.rows(cluster);
    if (!members.some((row) => hasBit(parts.train, row))) continue;
    for (const row of members) if (hasBit(parts.evaluation, row)) addBit(rows, row);
  }
  return rows;
}

/** Rows of each part with an equal row in each other part. */
export interface PartOverlap {
  readonly from: string;
  readonly to: string;
  /** Rows of `to` that are in `from` as well. */
  readonly rows: number;
}

/** The overlap of every two parts, both ways round, where there is any. */
export function partOverlaps(
  clusters: RowClusters,
  { parts, of }: SplitParts,
  { tick }: MetricContext,
): PartOverlap[] {
  const n = parts.length;
  const rows = new Float64Array(n * n);
  const ticked = everyRow(tick);
  for (let cluster = 0; cluster < clusters.count; cluster++) {
    ticked(cluster, clusters.count);
    const counts = new Map<number, number>();
    for (const row of clusters.rows(cluster)) {
      const part = of(row);
      if (part >= 0) counts.set(part, (counts.get(part) ?? 0) + 1);
    }
    if (counts.size < 2) continue;
    for (const from of counts.keys()) {
      for (const [to, count] of counts) if (from !== to) rows[from * n + to]! += count;
    }
  }
  return parts.flatMap((from, i) =>
    parts.flatMap((to, j) =>
      rows[i * n + j]! > 0 ? [{ from: from.name, to: to.name, rows: rows[i * n + j]! }] : [],
    ),
  );
}
