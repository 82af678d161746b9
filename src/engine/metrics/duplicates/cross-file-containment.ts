import { equalRowsIn } from '../../table/equal-rows';
import { addBit, noBits, rowsOf } from '../../kernels/bit-sets';
import type { RowClusters } from '../../kernels/row-clusters';
import type { Metric } from '../../metric';
import { columnWith } from '../../roles/roles';
import { countCodes, type Column, type Table, type TableTick } from '../../table/table';
import { everyRow } from '../../ticks';
import { many, percent, quoted } from '../../words';
import { alertsOf, type AlertDraft } from '../alerts';
import { comparedAlways } from './parts/sets-of-rows';
import { t } from '../../language';

/** Which file's rows are in which other file; rows are equal in all columns but ids, numbers by value. */
export interface CrossFileContainment {
  readonly files: readonly FileRows[];
  /** Pairs of files with rows in common, those that hold most of the other first, at most 50. */
  readonly pairs: readonly FilePair[];
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
    const { files, pairs } = containment(clusters, part, context.tick);
    const listed = [...pairs]
      .sort((a, b) => b.childInParent - a.childInParent || b.shared - a.shared)
      .slice(0, PAIRS);
    const isSplit = columnWith(context.roles, 'split') === part.index;
    const alerts = isSplit ? [] : [sameFiles(listed), withinOthers(listed)];
    const rows = noBits(table.rowCount);
    for (let cluster = 0; cluster < clusters.count; cluster++) {
      const members = clusters.rows(cluster);
      if (members.every((row) => part.codes[row] === part.codes[members[0]!])) continue;
      for (const row of members) addBit(rows, row);
    }
    const reason = t('Rows that are in more than one file.');
    return {
      applicable: true,
      numbers: { files, pairs: listed },
      alerts: alertsOf(this.id, alerts),
      evidence: pairs.length ? { shared: { rows: rowsOf(rows), columns: compared, reason } } : {},
    };
  },
};

/** The column that says which file a row is from; undefined for a single file. */
function partColumn(table: Table): Column | undefined {
  const made = table.columns.filter((column) => column.made);
  return made.find(({ name }) => name === '_file') ?? made[0];
}

/** Rows of every file and of every two files that share some. @throws Cancelled (from tick) */
function containment(
  clusters: RowClusters,
  part: Column,
  tick: TableTick,
): { readonly files: FileRows[]; readonly pairs: FilePair[] } {
  const { codes, dictionary } = part;
  const rows = countCodes(part);
  const distinct = rows.slice();
  const pairs = new Map<number, { shared: number; matched: number }>();
  const ticked = everyRow(tick);
  for (let cluster = 0; cluster < clusters.count; cluster++) {
    ticked(cluster, clusters.count);
    const counts = new Map<number, number>();
    for (const row of clusters.rows(cluster)) {
      counts.set(codes[row]!, (counts.get(codes[row]!) ?? 0) + 1);
    }
    for (const [code, count] of counts) distinct[code]! -= count - 1;
    const own = [...counts].sort(([a], [b]) => a - b);
    own.forEach(([one, count], i) => {
      for (const [other, others] of own.slice(i + 1)) {
        const key = one * dictionary.size + other;
        const pair = pairs.get(key) ?? { shared: 0, matched: 0 };
        pair.shared++;
        pair.matched += Math.min(count, others);
        pairs.set(key, pair);
      }
    });
  }
  const file = (code: number): FileRows => ({
    name: dictionary.text(code),
    rows: rows[code]!,
    distinct: distinct[code]!,
  });
  return {
    files: Array.from({ length: dictionary.size - 1 }, (_, i) => file(i + 1)),
    pairs: Array.from(pairs, ([key, { shared, matched }]) => {
      const one = file(Math.floor(key / dictionary.size));
      const other = file(key % dictionary.size);
      // Of files of equal size the later one is the copy.
      const [child, parent] = one.distinct < other.distinct ? [one, other] : [other, one];
      return {
        child: child.name,
        parent: parent.name,
        shared,
        childInParent: shared / child.distinct,
        parentInChild: shared / parent.distinct,
        jaccard: shared / (child.distinct + parent.distinct - shared),
        same: matched === child.rows && matched === parent.rows,
      };
    }),
  };
}

function sameFiles(pairs: readonly FilePair[]): AlertDraft | undefined {
  const same = pairs.filter((pair) => pair.same);
  const [first] = same;
  if (!first) return undefined;
  return {
    code: 'same-rows-in-two-files',
    severity: 'info',
    title: t`${many(same.length, 'pair')} of files ${same.length === 1 ? t('holds') : t('hold')} the same rows`,
    message: t`As in ${quoted(first.child)} and ${quoted(first.parent)}: each row as often, whatever the order. One of them could leave, if nothing else tells them apart.`,
    value: same.length,
    evidence: 'shared',
  };
}

function withinOthers(pairs: readonly FilePair[]): AlertDraft | undefined {
  const within = pairs.filter(({ childInParent, same }) => childInParent === 1 && !same);
  const [first] = within;
  if (!first) return undefined;
  return {
    code: 'file-within-another',
    severity: 'info',
    title: t`${many(within.length, 'file')} ${within.length === 1 ? t('is') : t('are')} contained in another`,
    message: t`As in ${quoted(first.child)}, all ${many(first.shared, 'different row')} of which are in ${quoted(first.parent)}, ${percent(first.parentInChild)} of it: rows of both would count twice.`,
    value: within.length,
    evidence: 'shared',
    remedies: [{ method: 'exact-dedup', why: t('Keeps one row of each set over all files.') }],
  };
}
