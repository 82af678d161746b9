import { KEY, suggestedKey, withoutKey } from '../../detectors/key';
import {
  addBit,
  addBits,
  countBoth,
  hasBit,
  noBits,
  otherBits,
  rowsOf,
  type BitSet,
} from '../../kernels/bit-sets';
import { rowKey } from '../../kernels/canonical-codes';
import { differingClusters } from '../../kernels/differing-clusters';
import { findClusters, type RowClusters } from '../../kernels/row-clusters';
import type { Evidence, Metric, MetricContext } from '../../metric';
import { columnNamed } from '../../methods/columns';
import { mostFrequent } from '../../statistics/extremes';
import { cellText, isOpen, type Table } from '../../table/table';
import { read } from '../../params/values';
import { listed, quoted } from '../../words';
import { alertsOf } from '../alerts';
import { keyAlerts } from './parts/key-alerts';
import { t } from '../../language';

/** Rows that share a key which should be theirs alone. */
export interface KeyDuplicates {
  /** The columns of the key. */
  readonly key: readonly string[];
  /** `chosen`: by parameter; else the column of the id, or the entity with its timestamp. */
  readonly by: 'chosen' | 'id' | 'entity-and-time';
  readonly rows: number;
  /** Rows in which part of the key is empty: left out. */
  readonly rowsWithoutKey: number;
  readonly distinctKeys: number;
  /** Keys with more than one row. */
  readonly duplicatedKeys: number;
  /** Rows beyond the first of each key. */
  readonly extraRows: number;
  /** Keys whose rows agree in all other columns, and keys whose rows differ. */
  readonly identical: number;
  readonly conflicting: number;
  /** Columns that differ within a key, most often first, and the share of duplicated keys. */
  readonly conflicts: readonly {
    readonly column: string;
    readonly keys: number;
    readonly rate: number;
  }[];
  /** The 50 keys with most rows; those whose rows differ first. */
  readonly sets: readonly KeySet[];
}

/** The rows of one key. */
export interface KeySet {
  /** A value per column of the key. */
  readonly key: readonly string[];
  readonly size: number;
  /** First 20 rows, ascending. */
  readonly rows: readonly number[];
  /** Columns in which they differ, at most 50. */
  readonly differ: readonly string[];
}

/** Rows and cells up to which a key that is only guessed is searched in the file. */
const MOST_SEARCHED = 500_000;
const MOST_CELLS = 12 * MOST_SEARCHED;
const SETS = 50;
const ROWS = 20;
const COLUMNS = 50;

/** Rows that share an id, an entity with its time or another key. */
export const keyDuplicates: Metric<KeyDuplicates> = {
  id: 'key-duplicates',
  family: 'duplicates',
  title: 'Repeated keys',
  summary:
    'Rows that share a key although it should be unique, and the columns in which they differ.',
  cites: [
    'Schelter et al. 2018: Deequ (uniqueness)',
    'Great Expectations: compound unique columns',
  ],
  needs: { optional: ['id', 'entity', 'timestamp'] },
  params: [KEY],
  measure(table, values, context) {
    const { roles, profiles, tick } = context;
    const given = read.texts(values, KEY.id).map((name) => columnNamed(table, name));
    const columns = given.length ? [...new Set(given)] : suggestedKey(roles);
    if (!columns) {
      return {
        applicable: false,
        reason: t('No column is an id, and there is no entity with a timestamp.'),
      };
    }
    if (!given.length && isUnsearched(table, columns, context)) {
      return {
        applicable: false,
        reason: t`${listed(columns.map((index) => quoted(table.columns[index]!.name)))} is only taken for an id, and searching so many values reads the file again: choose it as \`key\`.`,
      };
    }
    const without = withoutKey({ table, profiles, tick }, columns);
    const clusters = findClusters(
      table,
      columns.map((index) => rowKey(table, index, profiles[index]!, 'by-value', tick)),
      { only: otherBits(without, table.rowCount), tick },
    );
    if (clusters.rowCount === 0) {
      return { applicable: false, reason: t('No row has a key: part of it is always empty.') };
    }
    const conflicts = conflictsWithin(clusters, columns, table, context);
    const by = given.length ? 'chosen' : roles[columns[0]!] === 'id' ? 'id' : 'entity-and-time';
    const numbers: KeyDuplicates = {
      key: columns.map((index) => table.columns[index]!.name),
      by,
      rows: table.rowCount,
      rowsWithoutKey: table.rowCount - clusters.rowCount,
      distinctKeys: clusters.distinctRows,
      duplicatedKeys: clusters.count,
      extraRows: clusters.copies,
      identical: clusters.count - conflicts.count,
      conflicting: conflicts.count,
      conflicts: conflicts.columns.map(({ index, keys }) => ({
        column: table.columns[index]!.name,
        keys,
        rate: keys / clusters.count,
      })),
      sets: setsOf(clusters, conflicts, columns, table),
    };
    const compared = [...columns, ...conflicts.columns.map(({ index }) => index)];
    const evidence = evidenceOf(clusters, conflicts.any, compared);
    return {
      applicable: true,
      numbers,
      alerts: alertsOf(this.id, keyAlerts(numbers, columns)),
      evidence,
    };
  },
};

/** Whether a key is left alone that nobody chose, of very many rows whose cells are not held. */
function isUnsearched(
  table: Table,
  columns: readonly number[],
  { chosen }: MetricContext,
): boolean {
  const { rowCount } = table;
  return (
    (rowCount > MOST_SEARCHED || rowCount * table.columns.length > MOST_CELLS) &&
    columns.some((index) => isOpen(table, index) && chosen?.[index] !== true)
  );
}

/** Clusters whose rows differ in columns that are not of the key. */
interface ConflictsWithin {
  readonly any: BitSet;
  readonly count: number;
  /** Most often first; the clusters of each of the first columns of the file that differ. */
  readonly columns: readonly {
    readonly index: number;
    readonly keys: number;
    readonly clusters?: BitSet;
  }[];
}

/** @throws Cancelled */
function conflictsWithin(
  clusters: RowClusters,
  key: readonly number[],
  table: Table,
  { profiles, tick }: MetricContext,
): ConflictsWithin {
  const others = table.columns.filter(({ index, made }) => !key.includes(index) && !made);
  const any = noBits(clusters.count);
  const columns: ConflictsWithin['columns'][number][] = [];
  const visit = (differing: BitSet, at: number) => {
    const keys = countBoth(differing, differing);
    if (keys === 0) return;
    addBits(any, differing);
    const remembered = columns.length < COLUMNS && { clusters: differing.slice() };
    columns.push({ index: others[at]!.index, keys, ...remembered });
  };
  if (clusters.count > 0) {
    const keys = others.map(({ index }) =>
      rowKey(table, index, profiles[index]!, 'by-value', tick),
    );
    differingClusters(table, clusters, keys, visit, tick);
  }
  columns.sort((a, b) => b.keys - a.keys || a.index - b.index);
  return { any, count: countBoth(any, any), columns };
}

/** The largest sets whose rows differ, then the largest of the others. */
function setsOf(
  clusters: RowClusters,
  { any, columns }: ConflictsWithin,
  key: readonly number[],
  table: Table,
): KeySet[] {
  const sizes = clusters.sizes();
  const differing = mostFrequent(sizes, SETS, (cluster) => hasBit(any, cluster));
  const equal = mostFrequent(sizes, SETS - differing.length, (cluster) => !hasBit(any, cluster));
  return [...differing, ...equal].map((cluster) => {
    const rows = clusters.rows(cluster);
    return {
      key: key.map((index) => cellText(table, rows[0]!, index)),
      size: rows.length,
      rows: [...rows.subarray(0, ROWS)],
      differ: columns.flatMap(({ index, clusters: own }) =>
        own && hasBit(own, cluster) ? [table.columns[index]!.name] : [],
      ),
    };
  });
}

/** Rows of keys whose rows differ, and of keys whose rows agree. */
function evidenceOf(
  clusters: RowClusters,
  any: BitSet,
  columns: readonly number[],
): Record<string, Evidence> {
  const of = (differing: boolean, reason: string): Evidence[] => {
    const rows = noBits(clusters.tableRows);
    let found = false;
    for (let cluster = 0; cluster < clusters.count; cluster++) {
      if (hasBit(any, cluster) !== differing) continue;
      found = true;
      for (const row of clusters.rows(cluster)) addBit(rows, row);
    }
    return found ? [{ rows: rowsOf(rows), columns, reason }] : [];
  };
  const [conflicting] = of(true, t('Rows of one key that differ.'));
  const [identical] = of(false, t('Rows of one key that agree in everything.'));
  return { ...(conflicting && { conflicting }), ...(identical && { identical }) };
}
