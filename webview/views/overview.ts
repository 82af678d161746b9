import type { AuditReport } from '../../src/engine/audit';
import { METHOD_CARDS } from '../../src/engine/methods/cards';
import { widestGap } from '../../src/report/group-gaps';
import { verdictOf } from '../../src/report/verdict';
import { barList, classBars } from '../charts/bars';
import { lorenzCurve } from '../charts/curves';
import { figure } from '../charts/frame';
import { heatMap } from '../charts/heat-map';
import { button } from '../controls';
import { labelByGroup } from '../crossings';
import { h, type Child } from '../dom';
import { answerOf } from '../findings';
import {
  byCount,
  figures,
  isRare,
  labelColumn,
  rowsMeant,
  rowsWithin,
  THIN,
  whyNot,
} from '../model';
import { figureRow, nothing } from '../parts';
import type { Panel } from '../panel';
import { prose } from '../prose';
import { count, counted, percent } from '../text/numbers';
import { findingsSection } from './findings';
import { untilExact } from '../waiting';
import { fiveFigures } from './overview-figures';
import { withoutLabel } from './no-role';
import { rowsInPlace } from './rows';
import { t } from '../../src/engine/language';

/** The first page: may I train on this, are the classes even, what do I do first. */
export function overview(panel: Panel): HTMLElement[] {
  const { report } = panel;
  return [
    h('section', { class: 'two13' }, verdict(panel), classFigure(panel)),
    figureRow(fiveFigures(panel)),
    report.alerts.length > 0
      ? findingsSection(panel, report.alerts, t('Findings'))
      : h('section', { class: 'sec' }, clean(report)),
    h(
      'section',
      { class: 'sec grid3' },
      spreadFigure(panel),
      emptyFigure(panel),
      copiesFigure(panel),
    ),
  ];
}

function verdict(panel: Panel): HTMLElement {
  const built = (id: string) => METHOD_CARDS.some((method) => method.id === id);
  const { sentence, because, answer, answersSentence } = verdictOf(panel.report, built);
  const alert = answer === undefined ? undefined : panel.report.alerts[answer];
  const way = alert && answerOf(panel, alert);
  const { estimate } = panel.report;
  const noLabel = labelColumn(panel.report) < 0;
  // What answers a lesser finding is offered, but not as if it answered the sentence.
  const first = answersSentence && !noLabel;
  const fix =
    way &&
    button(way.words, way.press, {
      kind: first ? 'primary' : 'secondary',
      title: way.title,
      ...untilExact(panel.report),
    });
  const next = button(
    noLabel ? t('Choose a label…') : t('Balance…'),
    () => {
      panel.go(noLabel ? 'Columns' : 'Balance');
    },
    { kind: first ? 'secondary' : 'primary', ...(noLabel ? {} : untilExact(panel.report)) },
  );
  return h(
    'div',
    { class: 'verdict' },
    h('h2', { class: 'sentence' }, estimate && t('So far: '), prose(sentence)),
    h('p', {}, prose(because.join(' '))),
    h('div', { class: 'acts' }, first ? [fix, next] : [next, fix]),
  );
}

function classFigure(panel: Panel): HTMLElement {
  const { report } = panel;
  const even = figures(report, 'class-imbalance');
  if (!even)
    return figure(
      t('Rows per class'),
      null,
      withoutLabel(
        panel,
        t('No label.'),
        whyNot(report, 'class-imbalance') ?? t('Classes were not counted.'),
      ),
    );
  const classes = byCount(even.classes);
  const place = h('div', { class: 'under' });
  const bars = barList(
    classBars(classes, (rows) => isRare(rows, even.rows, even.classCount)),
    {
      label: t('Rows per class'),
      press: (index) => {
        const value = classes[index]?.value ?? '';
        const cells = [{ column: labelColumn(report), value }];
        place.replaceChildren(rowsInPlace(panel, { kind: 'where', cells }, value));
      },
    },
  );
  const remark = report.estimate ? t('Of the first rows; rare classes may follow') : null;
  return figure(t`Rows per class of \`${even.label}\``, remark, bars, place);
}

function clean(report: AuditReport): HTMLElement {
  return nothing(
    'pass',
    t('Nothing to look at.'),
    t`${rowsMeant(report)} were compared in all ${count(report.columns.length)} columns: no finding.`,
  );
}

function spreadFigure(panel: Panel): HTMLElement {
  const { report } = panel;
  const groups = figures(report, 'group-imbalance');
  const widest = widestGap(report);
  const entry = groups?.columns[widest?.at ?? 0];
  const even = figures(report, 'class-imbalance');
  if (entry && groups && groups.classes.length > 1)
    return figure(
      t`\`${even?.label ?? t('label')}\` by \`${entry.name}\``,
      t('Share within each row, and rows'),
      heatMap(labelByGroup(entry, groups.classes, 8, 6), { mode: 'share', thin: THIN }),
      entry.groupCount > 8 &&
        h(
          'p',
          { class: 'small muted' },
          t`and ${counted(entry.groupCount - 8, 'more group')} in Groups`,
        ),
    );
  if (even && even.classCount > 1)
    return figure(
      t('How evenly rows are spread'),
      t`Gini ${even.gini.toFixed(2)} of at most ${even.giniMax.toFixed(2)}.`,
      lorenzCurve(even.lorenz, even.gini),
    );
  return figure(
    t('How evenly rows are spread'),
    t('One class, or no label: there is nothing to spread.'),
  );
}

function emptyFigure(panel: Panel): HTMLElement {
  const missing = figures(panel.report, 'missing-profile');
  if (!missing || missing.emptyCells === 0)
    return figure(
      t('Empty cells by column'),
      missing ? t`None: all ${count(missing.cells)} cells are filled.` : t('Not counted.'),
    );
  const sorted = [...missing.columns]
    .filter((c) => c.missing > 0)
    .sort((a, b) => b.missing - a.missing);
  const none = missing.columns.length - sorted.length;
  return figure(
    t('Empty cells by column'),
    none > 0
      ? t`${counted(none, 'column')} ${none === 1 ? t('has') : t('have')} none`
      : t('Every column has some'),
    barList(
      sorted.slice(0, 6).map((c) => ({
        name: c.name,
        value: c.missing,
        note: percent(c.rate),
        spoken: t`${c.name}: ${count(c.missing)} empty, ${percent(c.rate)}`,
      })),
      { label: t('Empty cells by column'), full: panel.report.source.rows },
    ),
  );
}

function copiesFigure(panel: Panel): HTMLElement {
  const copies = figures(panel.report, 'exact-duplicate-rows');
  if (!copies || copies.clusters === 0)
    return figure(
      t('Sets of copies by size'),
      copies
        ? t`None: ${rowsWithin(panel.report)} were compared in all columns.`
        : (whyNot(panel.report, 'exact-duplicate-rows') ?? ''),
    );
  const rows = copies.sizes.reduce((sum, s) => sum + s.rows, 0);
  const bars: Child = barList(
    copies.sizes.map((s) => ({
      name: sizeWords(s.from, s.to),
      value: s.sets,
      note: s.sets === 1 ? t('set') : t('sets'),
      spoken: t`Sets of ${sizeWords(s.from, s.to)} rows: ${count(s.sets)}`,
    })),
    { label: t('Sets of copies by size'), words: true },
  );
  return figure(
    t('Sets of copies by size'),
    t`${counted(rows, 'row')} in ${counted(copies.clusters, 'set')}`,
    bars,
  );
}

function sizeWords(from: number, to: number | null): string {
  if (to === null) return t`${String(from)} or more`;
  return from === to ? String(from) : t`${String(from)} to ${String(to)}`;
}
