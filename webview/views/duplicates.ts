import type { ConflictingLabels } from '../../src/engine/metrics/duplicates/conflicting-labels';
import type { ExactDuplicateRows } from '../../src/engine/metrics/duplicates/exact-duplicate-rows';
import { SET_KIND_IDS, type SetKindId } from '../../src/engine/sets/set-kind';
import { fill, h } from '../dom';
import { tabOf, worstOf } from '../findings';
import { figures, rowsMeant, whyNot } from '../model';
import { figureRow, nothing, segments, type Figure } from '../parts';
import type { Panel } from '../panel';
import { count, counted, percent, ratio, shareOf } from '../text/numbers';
import { exhibits } from './exhibits';
import { findingsSection } from './findings';
import { nearCopies } from './near/near-view';
import { overlapMap } from './overlap-map';
import { ALWAYS, kindOfMetric, kindWords, setsCounted, sourceOf } from './sets/kinds';
import { withoutLabel, withoutText } from './no-role';
import { setBrowser } from './sets/set-browser';
import { t } from '../../src/engine/language';

/** Rows that repeat each other, texts that nearly do, and rows that agree in everything but the label. */
export function duplicatesView(panel: Panel): HTMLElement[] {
  const { report, look } = panel;
  const near = figures(report, NEAR);
  const body = h('div', {});
  const alerts = report.alerts.filter((a) => tabOf(a.metric) === 'Duplicates');
  const shown = SET_KIND_IDS.filter((kind) => ALWAYS.has(kind) || isThere(panel, kind));
  const current = () => (shown.includes(look.segment) ? look.segment : 'exact');
  const draw = () => {
    const kind = current();
    const own = alerts.filter((a) => kindOfMetric(a.metric) === kind);
    fill(
      body,
      kind === 'near' && near && nearCopies(panel, near),
      kind === 'contradictory' && contradictions(panel, figures(report, 'conflicting-labels')),
      kind === 'exact' && copies(panel, figures(report, 'exact-duplicate-rows')),
      kind !== 'near' && !ALWAYS.has(kind) && setBrowser(panel, sourceOf(panel, kind)).element,
      own.length > 0 && findingsSection(panel, own, FINDINGS[kind]),
      kind === 'exact' && nearUnsearched(panel),
      kind === 'exact' && overlapMap(panel),
      // What was found of texts is told in full above.
      kind !== 'near' &&
        exhibits(panel, 'Duplicates', undefined, (metric) => kindOfMetric(metric) === kind),
    );
  };
  const kinds = segments(
    t('Kind of repetition'),
    shown.map((kind) => ({ value: kind, text: kindWords(panel, kind) })),
    current(),
    (value) => {
      look.segment = shown.find((kind) => kind === value) ?? 'exact';
      panel.keepLook();
      draw();
    },
  );
  draw();
  const soFar =
    report.estimate &&
    nothing(
      'info',
      t('Only the first rows are compared so far.'),
      t('Copies and contradictions further on in the file are found when all of it is read.'),
    );
  return [...(soFar ? [soFar] : []), h('div', { class: 'sechead kinds' }, kinds), body];
}

const NEAR = 'near-duplicate-text';

const FINDINGS: Readonly<Record<SetKindId, string>> = {
  exact: t('Findings about copies'),
  near: t('Findings about near-duplicate texts'),
  contradictory: t('Findings about contradictions'),
  key: t('Findings about keys'),
  template: t('Findings about templates'),
  simhash: t('Findings about near-duplicate texts'),
  vector: t('Findings about rows that nearly agree'),
};

/** Whether a kind that not every file has was searched; texts that nearly agree are worth a word where none do. */
function isThere(panel: Panel, kind: SetKindId): boolean {
  const sets = setsCounted(panel, kind);
  return sets !== undefined && (sets > 0 || kind === 'near');
}

/** Why no texts were searched for nearly equal ones, with the columns that may be. */
function nearUnsearched(panel: Panel): HTMLElement | null {
  const { report } = panel;
  const reason = whyNot(report, NEAR);
  if (reason === undefined) return null;
  const offered = withoutText(panel, t('Nearly equal texts were not searched.'), reason);
  return offered && h('div', { class: 'sec' }, offered);
}

function copies(panel: Panel, exact: ExactDuplicateRows | undefined): HTMLElement[] {
  const { report } = panel;
  if (!exact)
    return [
      nothing('info', t('Copies were not searched.'), whyNot(report, 'exact-duplicate-rows') ?? ''),
    ];
  const columns = exact.compared.length;
  if (exact.clusters === 0)
    return [
      nothing(
        'pass',
        t('No exact copies.'),
        t`${rowsMeant(report)} were compared in ${columns === report.columns.length ? t`all ${count(columns)}` : count(columns)} columns.`,
      ),
    ];
  return [
    figureRow(copyFigures(panel, exact)),
    setBrowser(panel, sourceOf(panel, 'exact')).element,
  ];
}

function copyFigures(panel: Panel, exact: ExactDuplicateRows): Figure[] {
  const even = figures(panel.report, 'class-imbalance');
  const byCopies = [...exact.byClass].sort((a, b) => b.duplicateRows - a.duplicateRows);
  const most = byCopies[0];
  const whole = even?.classes.find((c) => c.value === most?.value)?.count ?? 0;
  const left = even?.classes.map(
    (c) => c.count - (exact.byClass.find((b) => b.value === c.value)?.duplicateRows ?? 0),
  );
  const worst = worstOf(panel.report, 'exact-duplicate-rows');
  const base: Figure[] = [
    {
      label: t('Copies'),
      value: count(exact.duplicateRows),
      unit: exact.duplicateRows === 1 ? t('row') : t('rows'),
      context: t`${percent(exact.duplicateRatio)} of rows, beyond the first of each set`,
      severity: worst === 'info' ? undefined : worst,
    },
    {
      label: t('Sets'),
      value: count(exact.clusters),
      context: t`largest has ${counted(exact.largest, 'row')}`,
    },
  ];
  if (!most || !even || !left) {
    const distinct = {
      label: t('Distinct rows'),
      value: count(exact.distinctRows),
      context: t`of ${count(exact.rows)}`,
    };
    return [...base, distinct];
  }
  const after = Math.max(...left) / Math.max(1, Math.min(...left.filter((n) => n > 0)));
  return [
    ...base,
    {
      label: t`With label ${most.value}`,
      value: count(most.duplicateRows),
      unit: t('copies'),
      context: t`${shareOf(most.duplicateRows, whole)} of that class`,
    },
    {
      label: t('If removed'),
      value: ratio(after),
      unit: ': 1',
      context: t`Imbalance Ratio, now ${ratio(even.imbalanceRatio)} : 1`,
    },
  ];
}

function bestScore({ target, bestAccuracy }: ConflictingLabels): Figure {
  return {
    label: t('Best possible score'),
    value: percent(target ? target.mostExplained : bestAccuracy),
    context: target ? t('of the variance, on these columns') : t('accuracy, on these columns'),
  };
}

function contradictions(panel: Panel, conflicts: ConflictingLabels | undefined): HTMLElement[] {
  if (!conflicts)
    return [
      withoutLabel(
        panel,
        t('Contradictions were not searched.'),
        whyNot(panel.report, 'conflicting-labels') ?? '',
      ),
    ];
  if (conflicts.clusters === 0)
    return [
      nothing(
        'pass',
        t('No contradictions.'),
        t`${panel.report.estimate ? t('Of the first rows, ') : ''}${count(conflicts.compared)} rows were compared in ${count(conflicts.columns.length)} columns: wherever all of them agree, so does \`${conflicts.label}\`.`,
      ),
    ];
  const worst = worstOf(panel.report, 'conflicting-labels');
  const largest = Math.max(...conflicts.sets.map((s) => s.size));
  const row: Figure[] = [
    {
      label: t('Contradictory'),
      value: count(conflicts.rows),
      unit: conflicts.rows === 1 ? t('row') : t('rows'),
      context: t`${shareOf(conflicts.rows, conflicts.compared)} of rows compared`,
      severity: worst === 'info' ? undefined : worst,
    },
    {
      label: t('Sets'),
      value: count(conflicts.clusters),
      context: t`largest has ${counted(largest, 'row')}`,
    },
    bestScore(conflicts),
    {
      label: t('To make consistent'),
      value: count(conflicts.minimumChanges),
      unit: conflicts.minimumChanges === 1 ? t('row') : t('rows'),
      context: t('to relabel or to remove'),
    },
  ];
  return [figureRow(row), setBrowser(panel, sourceOf(panel, 'contradictory')).element];
}
