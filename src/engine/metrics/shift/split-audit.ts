import type { Metric } from '../../metric';
import { rowsOf } from '../../kernels/bit-sets';
import { halfWidth } from '../../statistics/half-width';
import { alertsOf } from '../alerts';
import { labelIfAny } from '../label';
import { auditAlerts } from './parts/audit-alerts';
import { groupCells, type GroupCells } from './parts/group-cells';
import { madeRows, type MadeRows } from './parts/made-rows';
import { partClasses, type PartClasses } from './parts/part-classes';
import { partDomains, type PartDomain } from './parts/part-domains';
import { partTimes, type PartTimes } from './parts/part-times';
import { splitSides } from './parts/split-sides';
import { t } from '../../language';

/** Whether a split is sound: large enough, of the same classes, without made rows among those to evaluate on. */
export interface SplitAudit {
  /** The split column. */
  readonly column: string;
  /** Train parts first. */
  readonly parts: readonly AuditedPart[];
  readonly trainRows: number;
  readonly evaluationRows: number;
  /** Rows of which the split says nothing. */
  readonly unassigned: number;
  /** Classes by part; null without a label. */
  readonly classes: PartClasses | null;
  /** Label by group in the parts to evaluate on; null without a label and a group. */
  readonly cells: GroupCells | null;
  /** Columns of sites, sources and languages: which of them evaluation shares with train. */
  readonly domains: readonly PartDomain[];
  /** First and last time of each part; null without times at hand. */
  readonly times: PartTimes | null;
  /** Rows that were made or repeated, by part; null where no column says so. */
  readonly made: MadeRows | null;
}

/** One part of the split. */
export interface AuditedPart {
  readonly name: string;
  readonly train: boolean;
  readonly rows: number;
  readonly share: number;
  /** Half the width of the 95% interval of an accuracy of a half on so many rows, at most 0.5. */
  readonly halfWidth: number;
}

/** Is the split itself sound? What its parts share stands in `split-leakage`, how columns differ in `column-drift`. */
export const splitAudit: Metric<SplitAudit> = {
  id: 'split-audit',
  family: 'shift',
  title: 'Split',
  summary:
    'Whether the parts of a split are large enough to measure by and hold the same classes, and what a score on them would say.',
  cites: [
    'Deepchecks: train and test size, class shares',
    'Koh et al. 2021: WILDS',
    'Wilson 1927: Probable inference, the law of succession, and statistical inference',
  ],
  needs: { optional: ['split', 'label', 'group', 'domain', 'timestamp'] },
  params: [],
  measure(table, _values, context) {
    context.tick(0, 1);
    const sides = splitSides(table, context);
    if ('reason' in sides) return { applicable: false, reason: sides.reason };
    const label = labelIfAny(table, context);
    const classes = label ? partClasses(sides, label, context.tick) : null;
    const made = madeRows(table, sides, context);
    const numbers: SplitAudit = {
      column: sides.column.name,
      parts: sides.parts.map((part) => ({
        ...part,
        share: part.rows / table.rowCount,
        halfWidth: halfWidth(part.rows),
      })),
      trainRows: sides.trainRows,
      evaluationRows: sides.evaluationRows,
      unassigned: table.rowCount - sides.trainRows - sides.evaluationRows,
      classes: classes?.figures ?? null,
      cells: label ? groupCells(table, sides, label, context) : null,
      domains: partDomains(table, sides, context),
      times: partTimes(table, sides, context),
      made: made?.figures ?? null,
    };
    const alerts = alertsOf(this.id, auditAlerts(numbers, classes, made, sides, label, context));
    const isTold = alerts.some(({ code }) => code === 'made-rows-in-evaluation');
    return {
      applicable: true,
      numbers,
      alerts,
      evidence:
        made && isTold
          ? {
              made: {
                rows: rowsOf(made.rows),
                columns: [made.column, sides.column.index],
                reason: t('Rows to evaluate on that were made or repeated.'),
              },
            }
          : {},
    };
  },
};
