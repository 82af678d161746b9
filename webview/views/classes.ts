import type { ClassImbalance } from '../../src/engine/metrics/imbalance/class-imbalance';
import { barList, classBars } from '../charts/bars';
import { lorenzCurve } from '../charts/curves';
import { figure } from '../charts/frame';
import { button } from '../controls';
import { copyMenu } from '../copy/copy-menu';
import { h } from '../dom';
import { tabOf, worstOf } from '../findings';
import { byCount, figures, isRare, labelColumn, whyNot } from '../model';
import { figureRow, heading, nothing, section, segments } from '../parts';
import type { Panel } from '../panel';
import { count, counted, percent, ratio } from '../text/numbers';
import { doubtfulLabels } from './doubtful-labels';
import { exhibitCharts, exhibits } from './exhibits';
import { findingsSection } from './findings';
import { withoutLabel } from './no-role';
import { rowsInPlace } from './rows';
import { t } from '../../src/engine/language';

/** Rows of the class table; the rest is said in numbers. */
const MOST = 200;
/** From this ratio on the log scale is worth offering first. */
const LOG_FROM = 20;

/** How even the classes are, and which are rare. */
export function classesView(panel: Panel): HTMLElement[] {
  const { report } = panel;
  const even = figures(report, 'class-imbalance');
  const alerts = report.alerts.filter((a) => tabOf(a.metric) === 'Classes');
  const findings =
    alerts.length > 0 ? [findingsSection(panel, alerts, t('Findings about classes'))] : [];
  if (!even)
    return [
      withoutLabel(
        panel,
        t('Classes were not counted.'),
        whyNot(report, 'class-imbalance') ?? t('There is no label.'),
      ),
      ...exhibits(panel, 'Classes'),
      ...findings,
    ];
  const soFar =
    report.estimate &&
    nothing(
      'info',
      t('Classes of the first rows.'),
      t('Where a file is sorted, the rest is different, and rare classes may not have come yet.'),
    );
  return [
    ...(soFar ? [soFar] : []),
    figureRow(four(panel, even)),
    barSection(panel, even),
    ...(even.classCount > 1 ? [curves(panel, even)] : []),
    table(panel, even),
    ...exhibits(panel, 'Classes', 'batch-exposure'),
    ...(even.classCount > 1 ? doubtfulLabels(panel) : []),
    ...findings,
  ];
}

function four(panel: Panel, even: ClassImbalance): Parameters<typeof figureRow>[0] {
  const sorted = byCount(even.classes);
  const most = sorted[0];
  const least = sorted.at(-1);
  const worst = worstOf(panel.report, 'class-imbalance');
  return [
    {
      label: t('Imbalance Ratio'),
      value: ratio(even.imbalanceRatio),
      unit: ': 1',
      context:
        even.weightedImbalanceRatio === undefined
          ? t('largest to smallest class')
          : t`by weight ${ratio(even.weightedImbalanceRatio)} : 1`,
      severity: worst === 'info' ? undefined : worst,
    },
    {
      label: t('Effective Classes'),
      value: even.effectiveClasses.toFixed(2),
      unit: t`of ${count(even.classCount)}`,
      context: t`evenness ${even.normalizedEntropy.toFixed(2)} of 1`,
    },
    {
      label: t('Rarest class'),
      value: count(least?.count ?? 0),
      unit: least?.count === 1 ? t('row') : t('rows'),
      context: t`class \`${least?.value ?? ''}\`, ${percent(least?.share ?? 0)} of rows`,
    },
    {
      label: t('Always guessing'),
      value: percent(even.majorityAccuracy),
      unit: t('right'),
      context: t`with class \`${most?.value ?? ''}\``,
    },
  ];
}

function barSection(panel: Panel, even: ClassImbalance): HTMLElement {
  const classes = byCount(even.classes);
  const bars = classBars(classes, (rows) => isRare(rows, even.rows, even.classCount));
  const host = h('div', {});
  const place = h('div', { class: 'under' });
  const draw = (log: boolean) => {
    host.replaceChildren(
      barList(bars, {
        label: t('Rows per class'),
        heads: [t('Class'), t('Rows'), t('Share')],
        log,
        press: (index) => {
          const value = classes[index]?.value ?? '';
          const cells = [{ column: labelColumn(panel.report), value }];
          place.replaceChildren(rowsInPlace(panel, { kind: 'where', cells }, value));
        },
      }),
    );
  };
  draw(panel.look.log);
  const scale = segments(
    t('Scale'),
    [
      { value: 'linear', text: t('Linear') },
      { value: 'log', text: t('Log') },
    ],
    panel.look.log ? 'log' : 'linear',
    (value) => {
      panel.look.log = value === 'log';
      panel.keepLook();
      draw(panel.look.log);
    },
  );
  const remark = even.imbalanceRatio >= LOG_FROM ? t('the log scale shows the small ones') : null;
  const without =
    even.missingLabels > 0
      ? h(
          'p',
          { class: 'small muted' },
          t`${counted(even.missingLabels, 'row')} without a label are not counted here.`,
        )
      : null;
  return section(
    heading(t`Rows per class of \`${even.label}\``, remark, scale, copyMenu()),
    host,
    place,
    without,
  );
}

function curves(panel: Panel, even: ClassImbalance): HTMLElement {
  const sorted = byCount(even.classes);
  const k = Math.max(1, Math.floor(even.classCount / 2));
  const half = sorted.slice(-k).reduce((sum, c) => sum + c.count, 0);
  const who =
    k === 1
      ? t`The rarest class of ${count(even.classCount)} holds`
      : t`The rarest ${count(k)} of ${count(even.classCount)} hold`;
  return h(
    'section',
    { class: 'sec gridlz' },
    figure(
      t('How evenly rows are spread'),
      t`${who} ${percent(half / Math.max(1, even.rows))} of rows. Gini ${even.gini.toFixed(2)}.`,
      lorenzCurve(even.lorenz, even.gini),
    ),
    exhibitCharts(panel, 'batch-exposure'),
  );
}

function table(panel: Panel, even: ClassImbalance): HTMLElement {
  const { report } = panel;
  const classes = byCount(even.classes);
  const copies = figures(report, 'exact-duplicate-rows');
  const copiesOf = new Map(copies?.byClass.map((c) => [c.value, c.duplicateRows]));
  const weights = even.classes.some((c) => c.weight !== undefined);
  const label = labelColumn(report);
  const place = h('div', { class: 'under' });
  const row = (c: ClassImbalance['classes'][number]) => {
    const twice = copiesOf.get(c.value) ?? 0;
    return h(
      'tr',
      {},
      h('th', { scope: 'row', class: 'mono', title: c.value }, c.value),
      h('td', { class: 'r' }, count(c.count)),
      h('td', { class: 'r' }, percent(c.share)),
      h('td', { class: 'r muted hide-s' }, t`${percent(c.low)} to ${percent(c.high)}`),
      weights && h('td', { class: 'r hide-s' }, (c.weight ?? 0).toFixed(1)),
      copies && h('td', { class: 'r' }, count(twice)),
      copies && h('td', { class: 'r hide-s' }, count(c.count - twice)),
      h(
        'td',
        { class: 'r' },
        button(
          t('Show rows'),
          () => {
            const cells = [{ column: label, value: c.value }];
            place.replaceChildren(rowsInPlace(panel, { kind: 'where', cells }, c.value));
          },
          { kind: 'quiet', label: t`Show rows of ${c.value}` },
        ),
      ),
    );
  };
  const head = (word: string, kind: string) => h('th', { scope: 'col', class: kind }, word);
  const rest = even.classCount - Math.min(MOST, classes.length);
  return section(
    heading(t('Per class'), null, copyMenu()),
    h(
      'div',
      { class: 'scroll' },
      h(
        'table',
        { class: 'grid stick' },
        h(
          'thead',
          {},
          h(
            'tr',
            {},
            head(t('Class'), ''),
            head(t('Rows'), 'r'),
            head(t('Share'), 'r'),
            head(t('95% interval'), 'r hide-s'),
            weights && head(t('Weight'), 'r hide-s'),
            copies && head(t('Copies'), 'r'),
            copies && head(t('Without copies'), 'r hide-s'),
            h('td', {}),
          ),
        ),
        h('tbody', {}, classes.slice(0, MOST).map(row)),
      ),
    ),
    rest > 0 &&
      h('p', { class: 'small muted' }, t`and ${counted(rest, 'smaller class', 'smaller classes')}`),
    place,
  );
}
