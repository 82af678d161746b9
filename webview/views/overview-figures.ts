import type { Severity } from '../../src/engine/problems';
import { widestGap } from '../../src/report/group-gaps';
import { worstOf } from '../findings';
import { figures } from '../model';
import type { Figure } from '../parts';
import type { Panel } from '../panel';
import { count, counted, cut, percent, ratio, shareOf } from '../text/numbers';
import { t } from '../../src/engine/language';

/** What the first rows say least about: more of it can only come, or it can turn around. */
const SO_FAR: Readonly<Record<string, string>> = {
  [t('Imbalance Ratio')]: t('so far; rare classes may follow'),
  [t('Exact copies')]: t('so far; copies further on are not counted yet'),
  [t('Contradictions')]: t('so far; rows further on are not compared yet'),
};

/** The five figures of the first page, each a button to its part. */
export function fiveFigures(panel: Panel): Figure[] {
  const figures = figuresOf(panel);
  if (!panel.report.estimate) return figures;
  return figures.map((figure) => {
    const context = SO_FAR[figure.label] ?? t`so far; ${figure.context}`;
    return { ...figure, context };
  });
}

function figuresOf(panel: Panel): Figure[] {
  const { report } = panel;
  const even = figures(report, 'class-imbalance');
  const copies = figures(report, 'exact-duplicate-rows');
  const conflicts = figures(report, 'conflicting-labels');
  const missing = figures(report, 'missing-profile');
  const go = (tab: 'Classes' | 'Duplicates' | 'Columns' | 'Groups' | 'Problems') => () => {
    panel.go(tab);
  };
  const compared = report.estimate ? t('in the first rows') : t('all rows compared');
  const counts = even?.classes.map((c) => c.count) ?? [];
  return [
    {
      label: t('Imbalance Ratio'),
      value: even ? ratio(even.imbalanceRatio) : '–',
      ...(even && { unit: ': 1' }),
      context: even
        ? t`${count(Math.max(...counts))} to ${count(Math.min(...counts))} rows`
        : t('no label'),
      severity: loud(worstOf(report, 'class-imbalance')),
      press: go('Classes'),
    },
    {
      label: t('Exact copies'),
      value: copies ? count(copies.duplicateRows) : '–',
      ...(copies && { unit: copies.duplicateRows === 1 ? t('row') : t('rows') }),
      context: copies
        ? copies.clusters > 0
          ? t`${percent(copies.duplicateRatio)} in ${counted(copies.clusters, 'set')}`
          : compared
        : t('not compared'),
      severity: loud(worstOf(report, 'exact-duplicate-rows')),
      press: go('Duplicates'),
    },
    {
      label: t('Contradictions'),
      value: conflicts ? count(conflicts.rows) : '–',
      ...(conflicts && { unit: conflicts.rows === 1 ? t('row') : t('rows') }),
      context: conflicts
        ? conflicts.clusters > 0
          ? t`${shareOf(conflicts.rows, conflicts.compared)} in ${counted(conflicts.clusters, 'set')}`
          : compared
        : t('not compared'),
      severity: loud(worstOf(report, 'conflicting-labels')),
      press: () => {
        panel.look.segment = 'contradictory';
        panel.go('Duplicates');
      },
    },
    {
      label: t('Empty cells'),
      value: missing ? count(missing.emptyCells) : '–',
      context: missing
        ? t`${shareOf(missing.emptyCells, missing.cells)} of ${count(missing.cells)}`
        : '',
      severity: loud(worstOf(report, 'missing-profile')),
      press: go('Columns'),
    },
    gap(panel) ?? reading(panel),
  ];
}

/** Notes carry no mark in the figures row: five marks would be none. */
function loud(severity: Severity | undefined): Severity | undefined {
  return severity === 'info' ? undefined : severity;
}

/** How far apart groups lie in the share of the rarest class, in the column where they lie farthest apart. */
function gap(panel: Panel): Figure | undefined {
  const { report } = panel;
  const widest = widestGap(report);
  if (!widest) return undefined;
  const { column, high, low } = widest;
  return {
    label: t`Gap by ${cut(column, 16)}`,
    value: (100 * (high.share - low.share)).toFixed(1),
    unit: t('points'),
    context: `${percent(high.share)} ${cut(high.group, 12)}, ${percent(low.share)} ${cut(low.group, 12)}`,
    severity: loud(worstOf(report, 'group-imbalance') ?? worstOf(report, 'intersection-imbalance')),
    press: () => {
      panel.go('Groups');
    },
  };
}

function reading(panel: Panel): Figure {
  const { problems, source } = panel.report;
  const worst =
    problems.find((p) => p.severity === 'error') ?? problems.find((p) => p.severity === 'warning');
  const all = problems.reduce((sum, p) => sum + 1 + (p.more ?? 0), 0);
  return {
    label: t('Reading'),
    value: all > 0 ? count(all) : t('Clean'),
    ...(all > 0 && { unit: all === 1 ? 'problem' : 'problems' }),
    context:
      all > 0 ? t('while reading the file') : t`${counted(source.rows, 'row')}, none left out`,
    severity: loud(worst?.severity),
    press: () => {
      panel.go('Problems');
    },
  };
}
