import type { Metric } from '../../metric';
import { mostFrequent } from '../../statistics/extremes';
import { alertsOf } from '../alerts';
import { CELL_EQUALITY } from './parts/cell-equality';
import { labelMix } from './parts/class-counts';
import { conflictAlert } from './parts/conflict-alert';
import { conflictSources, type ConflictSources } from './parts/conflict-sources';
import { conflictsIn, type Conflicts } from './parts/conflicts';
import { equalInputs, inputColumns } from './parts/equal-inputs';
import { answersOf, type Answers } from './parts/numeric-label';
import { spreadOf, targetSpread, type SetSpread, type TargetSpread } from './parts/target-spread';
import { t } from '../../language';

/** One set of rows with equal inputs and different labels. */
export interface ConflictSet {
  readonly size: number;
  /** First 20 rows, ascending. */
  readonly rows: readonly number[];
  /** Most frequent first. */
  readonly labels: readonly { readonly value: string; readonly count: number }[];
  /** Of a set of numbers, of which at most 20 are among `labels`. */
  readonly spread?: SetSpread;
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
  readonly pairs: readonly {
    readonly a: string;
    readonly b: string;
    readonly sets: number;
    readonly rows: number;
  }[];
  /** How far the numbers of equal inputs lie apart; null where the label is a class. */
  readonly target: TargetSpread | null;
  /** Contradicting rows by source, for each column of sources. */
  readonly bySource: readonly ConflictSources[];
}

/** Sets and class pairs listed, and rows named in each set. */
const SETS = 50;
const ROWS = 20;
/** Different numbers named in each set. */
const NUMBERS = 20;

/** Rows that agree in every input and differ in the label. */
export const conflictingLabels: Metric<ConflictingLabels> = {
  id: 'conflicting-labels',
  family: 'duplicates',
  title: 'Contradictions',
  summary:
    'The same input with different labels or numbers, and the score that no model can exceed for it.',
  cites: ['Deepchecks: conflicting labels', 'Desbordante: functional dependencies'],
  needs: { required: ['label'], optional: ['id', 'domain'] },
  params: [CELL_EQUALITY],
  measure(table, values, context) {
    const answers = answersOf(table, context);
    if ('reason' in answers) return { applicable: false, reason: answers.reason };
    const { label } = answers;
    if (label.classes.codes.length < 2) {
      return {
        applicable: false,
        reason: t('With one class no two rows can contradict each other.'),
      };
    }
    const columns = inputColumns(context);
    if (columns.length === 0) {
      return { applicable: false, reason: t('There is no column besides the label to compare.') };
    }
    const { clusters, compared: rows } = equalInputs(table, values, columns, label, context);
    if (clusters.rowCount === 0) {
      return { applicable: false, reason: t('No row has both a label and a filled feature.') };
    }
    const conflicts = conflictsIn(clusters, answers, context.tick);
    const numbers: ConflictingLabels = {
      ...figures(conflicts, answers, columns),
      target: targetSpread(conflicts, answers, rows, context.tick),
      bySource: conflictSources(table, context, conflicts.members, rows),
    };
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
                reason: t('Rows that agree in every column but the label.'),
              },
            },
    };
  },
};

function figures(
  conflicts: Conflicts,
  { label, numbers }: Answers,
  columns: readonly number[],
): Omit<ConflictingLabels, 'target' | 'bySource'> {
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
        labels: numbers ? labelMix(rows, label).slice(0, NUMBERS) : labelMix(rows, label),
        ...(numbers && { spread: spreadOf(rows, (row) => numbers[label.column.codes[row]!]!) }),
      };
    }),
    pairs: pairs
      .slice(0, SETS)
      .map(({ a, b, ...met }) => ({ a: classes.values[a]!, b: classes.values[b]!, ...met })),
  };
}
