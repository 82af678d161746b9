import { equalRowsIn } from '../../table/equal-rows';
import { addBit, noBits, rowsOf, type BitSet } from '../../kernels/bit-sets';
import type { RowClusters } from '../../kernels/row-clusters';
import type { Metric } from '../../metric';
import { columnWith } from '../../roles/roles';
import type { Column, Table } from '../../table/table';
import { alertsOf } from '../alerts';
import { containmentAlerts } from './parts/containment-alerts';
import { labelMismatches, type LabelMismatch } from './parts/file-labels';
import { fileOverlaps, type FileOverlaps } from './parts/file-overlaps';
import { fileProjections, type Projections } from './parts/file-projections';
import { comparedAlways } from './parts/sets-of-rows';
import { t } from '../../language';

/** Which file's rows are in which other file; rows are equal in all columns but ids, numbers by value. */
export interface CrossFileContainment {
  readonly files: readonly FileRows[];
  /** Pairs of files with rows in common, those that hold most of the other first, at most 50. */
  readonly pairs: readonly FilePair[];
  /** Files whose columns are some of another's and lie within its ranges, those that it holds most of first, at most 50. */
  readonly projections: readonly FileProjectionFigures[];
  /** Files whose columns are some of another's, and a column of numbers or dates in which they go beyond it; at most 50. */
  readonly ruledOut: readonly {
    readonly child: string;
    readonly parent: string;
    readonly column: string;
  }[];
  /** Two files whose labels agree only when they are spelled alike, at most 50. */
  readonly labels: readonly LabelMismatch[];
}

/** One file. */
export interface FileRows {
  readonly name: string;
  readonly rows: number;
  /** Different rows. */
  readonly distinct: number;
}

/** What of `child` is in `parent`; the smaller file is the child. */
export interface FilePair {
  readonly child: string;
  readonly parent: string;
  /** Different rows in both. */
  readonly shared: number;
  /** Share of the different rows of the child that are in the parent, and the other way round. */
  readonly childInParent: number;
  readonly parentInChild: number;
  /** Shared rows among the different rows of both. */
  readonly jaccard: number;
  /** The same rows, each as often. */
  readonly same: boolean;
}

/** What of `child` is in `parent`, compared in the columns of the child. */
export interface FileProjectionFigures {
  readonly child: string;
  readonly parent: string;
  /** The child's columns, and how many more the parent has. */
  readonly columns: readonly string[];
  readonly more: number;
  /** Different rows of the child, and those that are in the parent. */
  readonly distinct: number;
  readonly shared: number;
  readonly childInParent: number;
  readonly parentInChild: number;
  /** Bytes of the child's rows, which could be made from the parent; null where it is not known. */
  readonly bytes: number | null;
}

const PAIRS = 50;

/** Files that hold rows of each other. */
export const crossFileContainment: Metric<CrossFileContainment> = {
  id: 'cross-file-containment',
  family: 'duplicates',
  title: 'Files within files',
  summary: 'Which file is contained in another, or shares rows with it, among files read as one.',
  cites: [
    'Shah et al. 2023: R2D2 (redundant data in lakes)',
    'Broder 1997: Containment of documents',
  ],
  needs: { optional: ['id'] },
  params: [],
  measure(table, _values, context) {
    const part = partColumn(table);
    if (!part) return { applicable: false, reason: t('One file was read, not several.') };
    const compared = comparedAlways(table, context);
    if (compared.length === 0) {
      return {
        applicable: false,
        reason: t('Every column is an id: there is nothing to compare.'),
      };
    }
    const clusters = equalRowsIn(table, context.profiles, compared, context.tick);
    const overlaps = fileOverlaps(clusters, part, context.tick);
    const nameOf = (code: number) => part.dictionary.text(code);
    const projections = fileProjections(table, part, compared, context);
    const numbers: CrossFileContainment = {
      files: Array.from({ length: part.dictionary.size - 1 }, (_, i) => ({
        name: nameOf(i + 1),
        rows: overlaps.rows[i + 1]!,
        distinct: overlaps.distinct[i + 1]!,
      })),
      pairs: pairsOf(overlaps, nameOf)
        .sort((a, b) => b.childInParent - a.childInParent || b.shared - a.shared)
        .slice(0, PAIRS),
      projections: projectionsOf(projections, table, part),
      ruledOut: projections.ruledOut.slice(0, PAIRS).map(({ child, parent, column }) => ({
        child: nameOf(child),
        parent: nameOf(parent),
        column: table.columns[column]!.name,
      })),
      labels: labelMismatches(table, part, context).slice(0, PAIRS),
    };
    const isSplit = columnWith(context.roles, 'split') === part.index;
    const rows = inSeveralFiles(clusters, part, table.rowCount);
    const reason = t('Rows that are in more than one file.');
    return {
      applicable: true,
      numbers,
      // Of parts of a split the leaks between train and the others are told instead.
      alerts: alertsOf(this.id, isSplit ? [] : containmentAlerts(numbers)),
      evidence: numbers.pairs.length
        ? { shared: { rows: rowsOf(rows), columns: compared, reason } }
        : {},
    };
  },
};

/** The column that says which file a row is from; undefined for a single file. */
function partColumn(table: Table): Column | undefined {
  const made = table.columns.filter((column) => column.made);
  return made.find(({ name }) => name === '_file') ?? made[0];
}

function inSeveralFiles(clusters: RowClusters, { codes }: Column, rowCount: number): BitSet {
  const rows = noBits(rowCount);
  for (let cluster = 0; cluster < clusters.count; cluster++) {
    const members = clusters.rows(cluster);
    if (members.every((row) => codes[row] === codes[members[0]!])) continue;
    for (const row of members) addBit(rows, row);
  }
  return rows;
}

function pairsOf(
  { rows, distinct, pairs }: FileOverlaps,
  nameOf: (code: number) => string,
): FilePair[] {
  return pairs.map(({ one, other, shared, matched }) => {
    // Of files of equal size the later one is the copy.
    const [child, parent] = distinct[one]! < distinct[other]! ? [one, other] : [other, one];
    return {
      child: nameOf(child),
      parent: nameOf(parent),
      shared,
      childInParent: shared / distinct[child]!,
      parentInChild: shared / distinct[parent]!,
      jaccard: shared / (distinct[child]! + distinct[parent]! - shared),
      same: matched === rows[child] && matched === rows[parent],
    };
  });
}

function projectionsOf(
  { found }: Projections,
  table: Table,
  part: Column,
): FileProjectionFigures[] {
  return found
    .map((of) => ({ ...of, childInParent: of.shared / of.distinct }))
    .sort((a, b) => b.childInParent - a.childInParent || b.shared - a.shared)
    .slice(0, PAIRS)
    .map(({ child, parent, columns, parentColumns, parentDistinct, ...of }) => ({
      child: part.dictionary.text(child),
      parent: part.dictionary.text(parent),
      columns: columns.map((index) => table.columns[index]!.name),
      more: parentColumns - columns.length,
      distinct: of.distinct,
      shared: of.shared,
      childInParent: of.childInParent,
      parentInChild: of.shared / parentDistinct,
      bytes: of.childInParent === 1 ? bytesOf(table, part, child) : null,
    }));
}

function bytesOf({ spans, rowCount }: Table, { codes }: Column, file: number): number | null {
  if (!spans) return null;
  let bytes = 0;
  for (let row = 0; row < rowCount; row++) if (codes[row] === file) bytes += spans.length(row);
  return bytes;
}
