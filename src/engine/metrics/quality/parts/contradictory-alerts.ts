import { wilson } from '../../../statistics/wilson';
import type { Table } from '../../../table/table';
import { count, many, percent, quoted } from '../../../words';
import type { AlertDraft } from '../../alerts';
import type { ContradictoryLabels } from '../contradictory-labels';
import { t } from '../../../language';

/** Share of rows to change from which near-contradictions are a warning. */
const WARNING = 0.01;
/** Share of shared texts that two sources label differently, and how many they must share for it to be judged. */
const SOURCES = 0.05;
const SHARED = 30;

/** Nearly equal texts with different labels, and sources that label the same texts differently. */
export function contradictoryAlerts(
  numbers: ContradictoryLabels,
  table: Table,
  text: number,
  label: number,
): (AlertDraft | undefined)[] {
  return [near(numbers, text, label), sources(numbers, table, label)];
}

function near(numbers: ContradictoryLabels, text: number, label: number): AlertDraft | undefined {
  const { sets, rows, minimumChanges, share, bestAccuracy, column, threshold, pairs } = numbers;
  if (sets === 0) return undefined;
  const met = pairs[0]!;
  const among = t`${many(sets, 'set')} of texts that share ${percent(threshold)} or more of their runs of words ${sets === 1 ? t('has') : t('have')} several labels, mostly ${quoted(met.a)} and ${quoted(met.b)}.`;
  const next =
    share >= WARNING
      ? t`A model that takes them for one is right in at most ${percent(bestAccuracy)} of the rows: decide on one label for each set.`
      : t`${many(minimumChanges, 'label')} would have to change: read the sets side by side.`;
  return {
    code: 'near-contradictions',
    severity: share >= WARNING ? 'warning' : 'info',
    title: t`${count(rows)} nearly equal texts of ${quoted(column)} have different labels`,
    message: `${among} ${next}`,
    columns: [label, text],
    value: share,
    threshold: WARNING,
    rowCount: rows,
    evidence: 'contradictory',
    remedies: [
      { method: 'resolve-conflicts', why: t('Keeps the label that most rows of a set have.') },
    ],
  };
}

/** The two sources that surely disagree most. */
function sources(
  { sources: columns, label: name }: ContradictoryLabels,
  table: Table,
  label: number,
): AlertDraft | undefined {
  const worst = columns
    .flatMap(({ column, pairs }) => pairs.map((pair) => ({ column, ...pair })))
    .filter(({ shared, conflicts }) => shared >= SHARED && wilson(conflicts, shared).low >= SOURCES)
    .sort((a, b) => b.conflicts / b.shared - a.conflicts / a.shared)[0];
  if (!worst) return undefined;
  const rate = worst.conflicts / worst.shared;
  return {
    code: 'sources-disagree',
    severity: 'warning',
    title: t`${quoted(worst.a)} and ${quoted(worst.b)} label ${percent(rate)} of their shared texts differently`,
    message: t`Of ${many(worst.shared, 'text')} that both sources have, ${count(worst.conflicts)} differ in ${quoted(name)}: each follows its own rules. Another ratio of the mixture will not resolve it: train on one of them, or on each apart and merge the models.`,
    columns: [label, table.columns.findIndex((column) => column.name === worst.column)],
    value: rate,
    threshold: SOURCES,
  };
}
