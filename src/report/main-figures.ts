import type { AuditReport } from '../engine/audit';
import { count, many, percent } from '../engine/words';
import type { Figure } from './document';
import { numbersOf } from './figures';
import { ratio } from './words';
import { t } from '../engine/language';

/** The figures of the first page: balance, copies, contradictions, empty cells; those that were not measured are absent. */
export function mainFigures(report: AuditReport): Figure[] {
  const even = numbersOf(report, 'class-imbalance');
  const copies = numbersOf(report, 'exact-duplicate-rows');
  const conflicts = numbersOf(report, 'conflicting-labels');
  const missing = numbersOf(report, 'missing-profile');
  const figures: Figure[] = [];
  if (even) {
    const rarest = Math.min(...even.classes.map(({ share }) => share));
    const note = t`${many(even.classCount, 'class', 'classes')}, the rarest with ${percent(rarest)}`;
    figures.push({
      label: t('Imbalance Ratio'),
      value: t`${ratio(even.imbalanceRatio)} to 1`,
      note,
    });
    const effective = even.effectiveClasses.toFixed(2);
    figures.push({
      label: t('Effective Classes'),
      value: effective,
      note: t`of ${count(even.classCount)}`,
    });
  }
  if (copies) {
    const note = t`${percent(copies.duplicateRatio)} of rows, in ${many(copies.clusters, 'set')}`;
    figures.push({ label: t('Exact Copies'), value: many(copies.duplicateRows, 'row'), note });
  }
  if (conflicts) {
    const note = t`in ${many(conflicts.clusters, 'set')}`;
    figures.push({ label: t('Contradictions'), value: many(conflicts.rows, 'row'), note });
  }
  if (missing) {
    const share = missing.cells === 0 ? 0 : missing.emptyCells / missing.cells;
    const note = t`${percent(share)} of ${count(missing.cells)}`;
    figures.push({ label: t('Empty Cells'), value: count(missing.emptyCells), note });
  }
  return figures;
}
