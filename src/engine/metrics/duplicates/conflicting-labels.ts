import { respelledKey } from '../../detectors/spelling';
import { rowKey, type CellEquality } from '../../kernels/canonical-codes';
import { findClusters } from '../../kernels/row-clusters';
import type { Metric } from '../../metric';
import type { Role } from '../../roles/roles';
import { mostFrequent } from '../../statistics/extremes';
import { isOpen } from '../../table/table';
import { alertsOf } from '../alerts';
import { labelOf, type Label } from '../label';
import { CELL_EQUALITY } from './parts/cell-equality';
import { labelMix } from './parts/class-counts';
import { comparableRows } from './parts/comparable-rows';
import { conflictAlert } from './parts/conflict-alert';
import { conflictsIn, type Conflicts } from './parts/conflicts';

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
    if (label.classes.codes.length < 2) {
      return { applicable: false, reason: 'With one class no two rows can contradict each other.' };
    }
    const columns = context.roles.flatMap((role, i) => (NO_INPUT.has(role) ? [] : [i]));
    if (columns.length === 0) {
      return { applicable: false, reason: 'There is no column besides the label to compare.' };
    }
    const rows = comparableRows(table, context, label, columns);
    const equality = values['mode'] as CellEquality;
    const keys = columns.map((i) => {
      const profile = context.profiles[i]!;
      // A text is the same input in other case or with other spaces; where its cells are not held, as it is written.
      const respelled = equality === 'by-value' && context.roles[i] === 'text' && !isOpen(table, i);
      return respelled
        ? respelledKey(table, i, profile, 'n2', null, context.tick)
        : rowKey(table, i, profile, equality, context.tick);
    });
    const clusters = findClusters(table, keys, { only: rows, tick: context.tick });
    if (clusters.rowCount === 0) {
      return { applicable: false, reason: 'No row has both a label and a filled feature.' };
    }
    const conflicts = conflictsIn(clusters, label, context.tick);
    const numbers = figures(conflicts, label, columns);
    const { members } = conflicts;
    return {
      applicable: true,
      numbers,
      alerts: alertsOf(this.id, [conflictAlert(numbers, members, table, context, label)]),
      evidence:
        members.length === 0
          ? {}
          : {
              conflicts: {
                rows: members,
                columns: [label.column.index],
                reason: 'Rows that agree in every column but the label.',
              },
            },
    };
  },
};

function figures(
  conflicts: Conflicts,
  label: Label,
  columns: readonly number[],
): ConflictingLabels {
  const { clusters, sizes, sets, members, minimumChanges, pairs } = conflicts;
  const { name, classes } = label;
  return {
    label: name,
    clusters: sets,
    rows: members.length,
    compared: clusters.rowCount,
    minimumChanges,
    bestAccuracy: 1 - minimumChanges / clusters.rowCount,
    columns,
    sets: mostFrequent(sizes, SETS).map((cluster) => {
      const rows = clusters.rows(cluster);
      return {
        size: rows.length,
        rows: [...rows.subarray(0, ROWS)],
        labels: labelMix(rows, label),
      };
    }),
    pairs: pairs
      .slice(0, SETS)
      .map(({ a, b, sets: n }) => ({ a: classes.values[a]!, b: classes.values[b]!, sets: n })),
  };
}
