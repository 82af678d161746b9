import type { ContradictoryLabels } from '../../engine/metrics/quality/contradictory-labels';
import { count, many, percent } from '../../engine/words';
import type { Block } from '../document';
import type { Exhibit } from './exhibit';
import { t } from '../../engine/language';

const SHOWN = 12;
const NAMED = 4;

/** Nearly equal texts with different labels, side by side, and sources that disagree. */
export const contradictoryLabelsExhibit: Exhibit<ContradictoryLabels> = {
  metric: 'contradictory-labels',
  tab: 'Duplicates',
  show(numbers) {
    const { sets, sources } = numbers;
    if (sets === 0 && !sources.some(({ pairs }) => pairs.some((pair) => pair.conflicts > 0))) {
      return [];
    }
    return [
      { kind: 'heading', text: t('Near-contradictions') },
      { kind: 'prose', text: summary(numbers) },
      ...(sets > 0 ? [listed(numbers)] : []),
      ...bySource(numbers),
    ];
  },
};

function summary({
  sets,
  rows,
  minimumChanges,
  compared,
  column,
  label,
  threshold,
  nearest,
}: ContradictoryLabels): string {
  const found = t`Texts of \`${column}\` that share ${percent(threshold)} or more of their runs of words and differ in \`${label}\`: ${many(rows, 'row')} in ${many(sets, 'set')}.`;
  const change = t`${many(minimumChanges, 'label')} of ${count(compared)} would have to change.`;
  const agree =
    nearest.rows > 0
      ? t` Of ${many(nearest.rows, 'row')} with an equal or near text, ${percent(nearest.disagree / nearest.rows)} have another label than the nearest.`
      : '';
  return `${found} ${change}${agree} ${t('Rows that are equal in every column are counted among contradictions instead.')}`;
}

function listed({ listed: sets }: ContradictoryLabels): Block {
  return {
    kind: 'table',
    head: [
      { text: t('Texts') },
      { text: t('To change'), numeric: true },
      { text: t('Two of them'), numeric: true },
      { text: t('Labels') },
    ],
    rows: sets
      .slice(0, SHOWN)
      .map(({ size, changes, rows, labels }) => [
        count(size),
        count(changes),
        { rows },
        { code: named(labels) },
      ]),
  };
}

function named(labels: ContradictoryLabels['listed'][number]['labels']): string {
  const first = labels.slice(0, NAMED).map(({ value, count: rows }) => `${value} ${count(rows)}×`);
  const more = labels.length - first.length;
  return more > 0 ? t`${first.join(', ')} and ${count(more)} more` : first.join(', ');
}

function bySource({ sources }: ContradictoryLabels): Block[] {
  return sources.map(({ column, pairs }) => ({
    kind: 'table' as const,
    head: [
      { text: column },
      { text: t('And') },
      { text: t('Shared texts'), numeric: true },
      { text: t('Labelled differently'), numeric: true },
      { text: t('Share'), numeric: true },
    ],
    rows: pairs
      .slice(0, SHOWN)
      .map(({ a, b, shared, conflicts }) => [
        { code: a },
        { code: b },
        count(shared),
        count(conflicts),
        percent(conflicts / shared),
      ]),
  }));
}
