import { keyColumn, type CellEquality } from '../../kernels/canonical-codes';
import { groupRows, type RowGroups } from '../../kernels/row-groups';
import type { Metric, MetricContext } from '../../metric';
import type { Role } from '../../roles';
import type { Table } from '../../table';
import { alertsOf } from '../alerts';
import { labelOf, type Label } from '../label';
import { conflictAlert } from './parts/conflict-alert';
import { CELL_EQUALITY } from './parts/cell-equality';

/** One set of rows with equal inputs and different labels. */
export interface ConflictSet {
  readonly size: number;
  /** First 20 rows, ascending. */
  readonly rows: readonly number[];
  /** Most frequent first. */
  readonly labels: readonly { readonly value: string; readonly count: number }[];
}

/** The same input with different labels. */
export interface ConflictingLabels {
  readonly label: string;
  readonly clusters: number;
  /** Members of conflict clusters. */
  readonly rows: number;
  /** Rows that were compared: with a label and at least one feature value. */
  readonly compared: number;
  /** Fewest rows to change for no contradiction. */
  readonly minimumChanges: number;
  /** 1 - minimumChanges / compared: no deterministic model can be right more often on these columns. */
  readonly bestAccuracy: number;
  /** Columns that had to agree, by index. */
  readonly columns: readonly number[];
  /** The 50 largest sets, ties by first row. */
  readonly sets: readonly ConflictSet[];
  /** Class pairs that contradict, most rows first, at most 50. */
  readonly pairs: readonly { readonly a: string; readonly b: string; readonly sets: number }[];
}

/** Sets and class pairs listed, and rows named in each set. */
const SETS = 50;
const ROWS = 20;
/** Columns that are no input: what identifies a row, weighs it or was made by a model. */
const NO_INPUT: ReadonlySet<Role> = new Set<Role>([
  'label',
  'id',
  'ignored',
  'weight',
  'split',
  'score',
  'loss',
  'prediction',
]);

/** Rows that agree in every input and differ in the label. */
export const conflictingLabels: Metric<ConflictingLabels> = {
  id: 'conflicting-labels',
  family: 'duplicates',
  title: 'Contradictions',
  summary:
    'The same input with different labels, and the accuracy that no model can exceed for it.',
  cites: ['Deepchecks: conflicting labels', 'Desbordante: functional dependencies'],
  needs: { required: ['label'], optional: ['id', 'domain'] },
  params: [CELL_EQUALITY],
  measure(table, values, context) {
    const label = labelOf(table, context);
    if ('reason' in label) return { applicable: false, reason: label.reason };
    if (label.classes.values.length < 2) {
      return { applicable: false, reason: 'With one class no two rows can contradict each other.' };
    }
    const columns = context.roles.flatMap((role, i) => (NO_INPUT.has(role) ? [] : [i]));
    if (columns.length === 0) {
      return { applicable: false, reason: 'There is no column besides the label to compare.' };
    }
    const rows = comparable(table, context, label, columns);
    if (rows.length === 0) {
      return { applicable: false, reason: 'No row has both a label and a filled feature.' };
    }
    const keys = columns.map((i, done, all) => {
      context.tick(done, all.length);
      return keyColumn(table.columns[i]!, context.profiles[i]!, values['mode'] as CellEquality);
    });
    const groups = groupRows(keys, table.rowCount, { rows, tick: context.tick });
    const sets = conflictSets(groups, rows, label);
    const numbers = figures(sets, rows.length, label, columns);
    const members = sets.flatMap((set) => set.rows).sort((a, b) => a - b);
    return {
      applicable: true,
      numbers,
      alerts: alertsOf(this.id, [conflictAlert(numbers, sets, table, context, label)]),
      evidence:
        members.length === 0
          ? {}
          : {
              conflicts: {
                rows: Uint32Array.from(members),
                columns: [label.column.index],
                reason: 'Rows that agree in every column but the label.',
              },
            },
    };
  },
};

/** A set of rows with equal inputs and at least two labels; `counts` is per class. */
export interface Conflict {
  readonly rows: readonly number[];
  readonly counts: ReadonlyMap<number, number>;
  readonly majority: number;
}

/** Rows with a label and at least one filled feature. */
function comparable(
  table: Table,
  { profiles, tick }: MetricContext,
  label: Label,
  columns: readonly number[],
): Uint32Array {
  const filled = new Uint8Array(table.rowCount);
  let allFilled = false;
  columns.forEach((index, done) => {
    tick(done, columns.length);
    const { missing, missingCodes } = profiles[index]!;
    if (allFilled) return;
    allFilled = missing === 0;
    const { codes, dictionary } = table.columns[index]!;
    const gaps = new Uint8Array(dictionary.size);
    for (const code of missingCodes) gaps[code] = 1;
    for (let row = 0; row < codes.length; row++) if (gaps[codes[row]!] === 0) filled[row] = 1;
  });
  const rows = new Uint32Array(table.rowCount);
  let n = 0;
  for (let row = 0; row < table.rowCount; row++) {
    if (filled[row] && label.classes.indexOf[label.column.codes[row]!]! >= 0) rows[n++] = row;
  }
  return rows.slice(0, n);
}

/** Groups in which the label takes more than one value, the largest first, ties by first row. */
function conflictSets(groups: RowGroups, rows: Uint32Array, label: Label): Conflict[] {
  const classAt = (i: number) => label.classes.indexOf[label.column.codes[rows[i]!]!]!;
  const firstClass = new Int32Array(groups.groupCount).fill(-1);
  const mixed = new Uint8Array(groups.groupCount);
  for (let i = 0; i < rows.length; i++) {
    const group = groups.groupOf[i]!;
    if (firstClass[group] === -1) firstClass[group] = classAt(i);
    else if (firstClass[group] !== classAt(i)) mixed[group] = 1;
  }
  const sets = new Map<number, { rows: number[]; counts: Map<number, number> }>();
  for (let i = 0; i < rows.length; i++) {
    const group = groups.groupOf[i]!;
    if (!mixed[group]) continue;
    let set = sets.get(group);
    if (!set) sets.set(group, (set = { rows: [], counts: new Map() }));
    set.rows.push(rows[i]!);
    set.counts.set(classAt(i), (set.counts.get(classAt(i)) ?? 0) + 1);
  }
  return [...sets.values()]
    .map((set) => ({ ...set, majority: byCount(set.counts)[0]![1] }))
    .sort((a, b) => b.rows.length - a.rows.length || a.rows[0]! - b.rows[0]!);
}

function figures(
  sets: readonly Conflict[],
  compared: number,
  { name, classes }: Label,
  columns: readonly number[],
): ConflictingLabels {
  const minimumChanges = sets.reduce((sum, set) => sum + set.rows.length - set.majority, 0);
  return {
    label: name,
    clusters: sets.length,
    rows: sets.reduce((sum, set) => sum + set.rows.length, 0),
    compared,
    minimumChanges,
    bestAccuracy: 1 - minimumChanges / compared,
    columns,
    sets: sets.slice(0, SETS).map((set) => ({
      size: set.rows.length,
      rows: set.rows.slice(0, ROWS),
      labels: byCount(set.counts).map(([of, count]) => ({ value: classes.values[of]!, count })),
    })),
    pairs: pairsOf(sets, classes.values),
  };
}

const byCount = (counts: ReadonlyMap<number, number>) =>
  [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0]);

/** Class pairs that meet in a set, those with most rows of the two classes first. */
function pairsOf(sets: readonly Conflict[], values: readonly string[]): ConflictingLabels['pairs'] {
  const pairs = new Map<string, { a: number; b: number; sets: number; rows: number }>();
  for (const { counts } of sets) {
    // Sets of very many classes would make a square of pairs: their most frequent classes stand for them.
    const classes = byCount(counts)
      .slice(0, ROWS)
      .map(([of]) => of)
      .sort((x, y) => x - y);
    classes.forEach((a, i) => {
      for (const b of classes.slice(i + 1)) {
        const key = `${String(a)} ${String(b)}`;
        const pair = pairs.get(key) ?? { a, b, sets: 0, rows: 0 };
        pair.sets++;
        pair.rows += counts.get(a)! + counts.get(b)!;
        pairs.set(key, pair);
      }
    });
  }
  return [...pairs.values()]
    .sort((x, y) => y.rows - x.rows || x.a - y.a || x.b - y.b)
    .slice(0, SETS)
    .map((pair) => ({ a: values[pair.a]!, b: values[pair.b]!, sets: pair.sets }));
}
