import { t } from '../src/engine/language';
import type { AuditReport } from '../src/engine/audit';

/** Why nothing can be changed while only the first rows are read. */
export const WAITS = t('Methods work on all rows of the file: they can be used when it is read.');

/** Options of a button that acts on all rows: off, with the reason, while only the first were read. */
export function untilExact(report: AuditReport): { disabled?: true; title?: string } {
  return report.estimate ? { disabled: true, title: WAITS } : {};
}
