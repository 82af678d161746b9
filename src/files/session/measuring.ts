import { measureTable } from '../../engine/table/audit-table';
import type { MeasureAsked, Measurement } from '../../protocol/messages';
import type { Subject } from './subject';
import { t } from '../../engine/language';

/** Measures one metric of what is open; nothing of the audit is forgotten. @throws EngineError, Cancelled */
export function measured(subject: Subject, asked: MeasureAsked): Measurement {
  const { table, facts } = subject.opened.result;
  const { profiles, roles } = subject.base();
  const tick = subject.ticker.for('audit', t('Measuring'));
  return measureTable(table, { profiles, guessed: roles, facts }, asked, tick);
}
