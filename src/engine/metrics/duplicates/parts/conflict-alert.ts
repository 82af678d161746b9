import { classesOf } from '../../../table/classes';
import type { MetricContext } from '../../../metric';
import { columnsWith } from '../../../roles/roles';
import type { Table } from '../../../table/table';
import { count, many, percent, quoted } from '../../../words';
import type { AlertDraft } from '../../alerts';
import type { Label } from '../../label';
import type { ConflictingLabels } from '../conflicting-labels';
import type { TargetSpread } from './target-spread';
import { t } from '../../../language';

/** Share of rows to change from which contradictions are a warning. */
const WARNING = 0.01;
/** Best accuracy above which the number of rows says more than the share. */
const NEARLY_ALL = 0.999;
/** Share of the contradicting rows in one source that makes the source the story. */
const CONCENTRATED = 0.8;

/** One finding about all contradictions; names the source when nearly all `members` lie in one. */
export function conflictAlert(
  numbers: ConflictingLabels,
  members: Uint32Array,
  table: Table,
  context: MetricContext,
  label: Label,
): AlertDraft | undefined {
  const { minimumChanges, compared, clusters, rows, target } = numbers;
  if (minimumChanges === 0) return undefined;
  const source = concentratedSource(members, table, context);
  const share = target ? 1 - target.mostExplained : minimumChanges / compared;
  const where = t`${many(clusters, 'set')} ${clusters === 1 ? t('agrees') : t('agree')} in every column but ${quoted(label.name)}.`;
  const limit = target ? numberLimit(target) : classLimit(numbers);
  return {
    code: 'contradictions',
    severity: share >= WARNING || source ? 'warning' : 'info',
    title: target
      ? t`${count(rows)} rows agree and have different numbers`
      : t`${count(rows)} rows contradict each other`,
    message: `${where} ${source ?? ''}${source ? ' ' : ''}${limit}`,
    columns: [label.column.index],
    value: share,
    threshold: WARNING,
    rowCount: rows,
    evidence: 'conflicts',
    remedies: target
      ? [{ method: 'resolve-conflicts', why: t('Decides on one number for each set.') }]
      : [
          { method: 'resolve-conflicts', why: t('Keeps the label that most rows of a set have.') },
          { method: 'soft-labels', why: t('Keeps the mix of labels as shares.') },
        ],
  };
}

function classLimit({ bestAccuracy, minimumChanges }: ConflictingLabels): string {
  return bestAccuracy > NEARLY_ALL
    ? t`On these columns every model is wrong in at least ${many(minimumChanges, 'row')}.`
    : t`On these columns no model can be right in more than ${percent(bestAccuracy)} of this file.`;
}

function numberLimit({ sd, leastError, mostExplained }: TargetSpread): string {
  const spread = t`Within a set the standard deviation is ${figure(sd)}.`;
  return t`${spread} On these columns no model can explain more than ${percent(mostExplained)} of the variance of this file, or have a root mean square error below ${figure(leastError)}.`;
}

const figure = (value: number) => String(Number(value.toPrecision(4)));

/** A sentence naming the domain that holds at least 80 % of the contradicting rows, if it is not simply the largest. */
function concentratedSource(
  rows: Uint32Array,
  table: Table,
  { roles, profiles }: MetricContext,
): string | undefined {
  for (const index of columnsWith(roles, 'domain')) {
    const column = table.columns[index]!;
    const within = classesOf(column, profiles[index]!, rows);
    const all = classesOf(column, profiles[index]!);
    const most = Math.max(0, ...within.counts);
    const code = within.codes[within.counts.indexOf(most)];
    if (code === undefined || most < CONCENTRATED * rows.length) continue;
    const usual = all.counts[all.indexOf[code]!]! / table.rowCount;
    if (usual >= CONCENTRATED) continue;
    return t`${percent(most / rows.length)} of these rows come from ${quoted(column.dictionary.text(code))}.`;
  }
  return undefined;
}
