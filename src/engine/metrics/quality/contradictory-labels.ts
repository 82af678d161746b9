import type { Evidence, Metric } from '../../metric';
import { nearClusters } from '../../near-text/near-clusters';
import { nearTexts } from '../../near-text/near-texts';
import {
  searchedColumn,
  SEARCHES,
  SHINGLE,
  sketchSettings,
  TEXT_COLUMN,
  THRESHOLD,
} from '../../near-text/settings';
import { read } from '../../params/values';
import { alertsOf } from '../alerts';
import { labelOf } from '../label';
import { contradictoryAlerts } from './parts/contradictory-alerts';
import { disagreement, type Disagreement } from './parts/nearest-label';
import { nearConflicts, type NearConflicts, type NearConflictSet } from './parts/near-conflicts';
import { sourceConflicts, type SourceConflicts } from './parts/source-conflicts';
import { t } from '../../language';

/** Nearly equal texts with different labels; what is equal in every column is left to `conflicting-labels`. */
export interface ContradictoryLabels {
  readonly label: string;
  readonly column: string;
  readonly threshold: number;
  /** Rows with a text and a label. */
  readonly compared: number;
  /** Sets of nearly equal texts whose labels differ, and their rows. */
  readonly sets: number;
  readonly rows: number;
  /** Fewest rows to change for no contradiction, and their share of the rows compared. */
  readonly minimumChanges: number;
  readonly share: number;
  /** 1 - share: no model that takes near texts for equal can be right more often. */
  readonly bestAccuracy: number;
  /** Rows with a near text by whether the nearest has their label. */
  readonly nearest: Disagreement;
  /** The 50 sets with most rows to change, ties by first row. */
  readonly listed: readonly NearConflictSet[];
  /** Classes that meet in a set, most sets first, at most 50. */
  readonly pairs: NearConflicts['pairs'];
  /** Per column of sources, how often two of them label a shared text differently. */
  readonly sources: readonly SourceConflicts[];
}

/** Texts that nearly agree and have different labels. */
export const contradictoryLabels: Metric<ContradictoryLabels> = {
  id: 'contradictory-labels',
  family: 'quality',
  title: 'Near-contradictions',
  summary:
    'Nearly equal texts with different labels, the accuracy that they leave, and sources that label the same texts differently.',
  cites: ['Deepchecks: conflicting labels', 'Desbordante: approximate functional dependencies'],
  needs: { required: ['label'], optional: ['text', 'domain'] },
  params: [TEXT_COLUMN, THRESHOLD, SHINGLE, ...SEARCHES],
  waits: true,
  measure(table, values, context) {
    const label = labelOf(table, context);
    if ('reason' in label) return { applicable: false, reason: label.reason };
    if (label.classes.codes.length < 2) {
      return {
        applicable: false,
        reason: t('With one class no two rows can contradict each other.'),
      };
    }
    const searched = searchedColumn(table, values, context);
    if ('reason' in searched) return { applicable: false, reason: searched.reason };
    const { index } = searched;
    const threshold = read.number(values, THRESHOLD.id)!;
    const near = nearTexts(table, index, sketchSettings(values), context.tick);
    const clusters = nearClusters(near, table.rowCount, threshold, context.tick);
    if (clusters.rowCount === 0) return { applicable: false, reason: t('No row has a text.') };
    const found = nearConflicts(table, clusters, near, label, context);
    if (found.compared === 0) {
      return { applicable: false, reason: t('No row has both a text and a label.') };
    }
    const { members, ...counted } = found;
    const share = counted.minimumChanges / counted.compared;
    const numbers: ContradictoryLabels = {
      label: label.name,
      column: table.columns[index]!.name,
      threshold,
      ...counted,
      share,
      bestAccuracy: 1 - share,
      nearest: disagreement(near, table.rowCount, threshold, label, context.tick),
      sources: sourceConflicts(table, clusters, label, context),
    };
    const evidence: Record<string, Evidence> = {};
    if (members.length > 0) {
      evidence['contradictory'] = {
        rows: members,
        columns: [index, label.column.index],
        reason: t('Rows whose text is nearly equal to that of a row with another label.'),
      };
    }
    return {
      applicable: true,
      numbers,
      alerts: alertsOf(this.id, contradictoryAlerts(numbers, table, index, label.column.index)),
      evidence,
    };
  },
};
