import type { MetricContext, Remedy } from '../../../metric';
import { columnsWith } from '../../../roles/roles';
import { listed, percent, quoted } from '../../../words';
import type { AlertDraft } from '../../alerts';
import type { ColumnDrift, DriftedColumn } from '../column-drift';
import { t } from '../../../language';

/** How much a column drifted. */
export type DriftSeverity = 'info' | 'warning';

/** False discovery rate of all columns: every split is asked, and at one in twenty many sound ones would be named. */
export const FALSE_ALARMS = 0.001;

/** Effects (KS, W by the spread, JS, TV, share of empty cells) and stability indices for a note and for a warning. */
const EFFECT = 0.1;
const STRONG = 0.2;
const PSI = 0.1;
const STRONG_PSI = 0.25;
/** Share of the columns from which the data set drifted, and columns of which that can be said. */
const MOST = 0.5;
const SEVERAL = 4;

/** How much a column drifted by its effects, if that is no chance; null for not enough. */
export function levelOf({
  drift,
  missing,
  significant,
  missingSignificant,
}: Omit<DriftedColumn, 'severity'>): DriftSeverity | null {
  const empty = missingSignificant ? Math.abs(missing.current - missing.reference) : 0;
  const effect = Math.max(significant ? (drift?.effect ?? 0) : 0, empty);
  const psi = significant ? (drift?.psi ?? 0) : 0;
  if (effect >= STRONG || psi >= STRONG_PSI) return 'warning';
  return effect >= EFFECT || psi >= PSI ? 'info' : null;
}

/** One finding for each severity, or one for all where most columns drifted. */
export function driftAlerts(
  numbers: ColumnDrift,
  columns: readonly DriftedColumn[],
  context: MetricContext,
): (AlertDraft | undefined)[] {
  const of = (wanted: DriftSeverity) => columns.filter(({ severity }) => severity === wanted);
  const [strong, mild] = [of('warning'), of('info')];
  const all = [...strong, ...mild];
  const remedies = remediesFor(context);
  if (columns.length >= SEVERAL && all.length >= MOST * columns.length) {
    return [dataset(numbers, all, remedies)];
  }
  return [
    drifted('columns-drift', 'warning', numbers, strong, remedies, true),
    drifted('columns-drift-mildly', 'info', numbers, mild, remedies, strong.length === 0),
  ];
}

/** What was cut by time is meant to differ. */
function remediesFor({ roles }: MetricContext): Remedy[] {
  if (roles.includes('timestamp')) return [];
  if (columnsWith(roles, 'entity').length > 0) {
    const why = t('Splits anew by group, where the difference is not meant.');
    return [{ method: 'group-split', values: { scope: 'all' }, why }];
  }
  const why = t('Splits anew at random, where the difference is not meant.');
  return [{ method: 'random-split', values: { scope: 'all' }, why }];
}

const where = ({ parts }: ColumnDrift) => listed(parts.map(quoted));

/** What moved most in a column, in a few words. */
export function movedMost({
  drift,
  missing,
  significant,
  missingSignificant,
}: DriftedColumn): string {
  const empty = Math.abs(missing.current - missing.reference);
  if (!drift || (missingSignificant && (!significant || empty > drift.effect))) {
    return t`empty in ${percent(missing.reference)} of train and ${percent(missing.current)} here`;
  }
  const most = drift.levels.reduce((a, b) =>
    Math.abs(b.current - b.reference) > Math.abs(a.current - a.reference) ? b : a,
  );
  return t`${quoted(most.name)} is ${percent(most.reference)} of train and ${percent(most.current)} here`;
}

const named = (column: DriftedColumn) => t`${quoted(column.name)}: ${movedMost(column)}`;

function drifted(
  code: string,
  severity: DriftSeverity,
  numbers: ColumnDrift,
  found: readonly DriftedColumn[],
  remedies: readonly Remedy[],
  proves: boolean,
): AlertDraft | undefined {
  const [worst] = found;
  if (!worst) return undefined;
  const names = listed(found.map(({ name }) => quoted(name)));
  return {
    code,
    severity,
    title:
      found.length === 1
        ? t`${names} of ${where(numbers)} is unlike train`
        : t`${String(found.length)} columns of ${where(numbers)} are unlike train: ${names}`,
    message: t`${named(worst)}. A score there says as much of these rows as of the model. If the split was to be random, split anew; if these are the rows to come, weigh or collect train rows like them.`,
    columns: found.map(({ column }) => column),
    value: worst.drift?.effect ?? 0,
    threshold: severity === 'warning' ? STRONG : EFFECT,
    ...(proves && worst.drift ? { evidence: 'grown' } : {}),
    remedies,
  };
}

function dataset(
  numbers: ColumnDrift,
  found: readonly DriftedColumn[],
  remedies: readonly Remedy[],
): AlertDraft {
  const worst = found[0]!;
  return {
    code: 'data-set-drifts',
    severity: 'warning',
    title: t`${String(found.length)} of ${String(numbers.compared)} columns of ${where(numbers)} are unlike train`,
    message: t`Most of all ${listed(found.map(named))}. The parts are different data: a score on one says little of the other. If the split was to be random, split anew.`,
    columns: found.map(({ column }) => column),
    value: found.length / numbers.compared,
    threshold: MOST,
    ...(worst.drift ? { evidence: 'grown' } : {}),
    remedies,
  };
}
