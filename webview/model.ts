import type { AuditReport } from '../src/engine/audit';
import { count } from './text/numbers';
import { t } from '../src/engine/language';

export { notApplicable as whyNot, numbersOf as figures } from '../src/report/figures';

/** The index of the label column, or -1. */
export function labelColumn(report: AuditReport): number {
  return report.columns.findIndex((column) => column.role === 'label');
}

/** Classes sorted by count, largest first; ties keep class order. */
export function byCount<C extends { readonly count: number }>(classes: readonly C[]): C[] {
  return [...classes].sort((a, b) => b.count - a.count);
}

/** A class is rare below half of an even split. */
export function isRare(rows: number, all: number, classes: number): boolean {
  return classes > 1 && all > 0 && rows / all < 0.5 / classes;
}

/** A share of fewer rows than this means little: cells and groups below it are marked thin. */
export const THIN = 30;

/** The rows a report speaks of, at the start of a sentence: `All 344 rows`, `The first 21,000 rows`. */
export function rowsMeant({ source, estimate }: AuditReport): string {
  return estimate ? t`The first ${count(source.rows)} rows` : t`All ${count(source.rows)} rows`;
}

/** The same within a sentence: other languages have words that stay large. */
export function rowsWithin({ source, estimate }: AuditReport): string {
  return estimate ? t`the first ${count(source.rows)} rows` : t`all ${count(source.rows)} rows`;
}
