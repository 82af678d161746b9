import type { AuditReport } from '../../src/engine/audit';
import { METHODS } from '../../src/engine/methods/index';
import { verdictOf } from '../../src/report/verdict';
import { barList, classBars } from '../charts/bars';
import { lorenzCurve } from '../charts/curves';
import { figure } from '../charts/frame';
import { heatMap } from '../charts/heat-map';
import { button } from '../controls';
import { labelByGroup } from '../crossings';
import { h, type Child } from '../dom';
import { answerOf } from '../findings';
import { byCount, figures, isRare, labelColumn, rowsMeant, THIN, whyNot } from '../model';
import { figureRow, nothing } from '../parts';
import type { Panel } from '../panel';
import { prose } from '../prose';
import { count, counted, percent } from '../text/numbers';
import { findingsSection } from './findings';
import { untilExact } from '../waiting';
import { fiveFigures } from './overview-figures';
import { rowsInPlace } from './rows';

/** The first page: may I train on this, are the classes even, what do I do first. */
export function overview(panel: Panel): HTMLElement[] {
  const { report } = panel;
  return [
    h('section', { class: 'two13' }, verdict(panel), classFigure(panel)),
    figureRow(fiveFigures(panel)),
    report.alerts.length > 0
      ? findingsSection(panel, report.alerts, 'Findings')
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
  const built = (id: string) => METHODS.some((method) => method.id === id);
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
    noLabel ? 'Choose a label…' : 'Balance…',
    () => {
      panel.go(noLabel ? 'Columns' : 'Balance');
    },
    { kind: first ? 'secondary' : 'primary', ...(noLabel ? {} : untilExact(panel.report)) },
  );
  return h(
    'div',
    { class: 'verdict' },
    h('h2', { class: 'sentence' }, estimate && 'So far: ', prose(sentence)),
    h('p', {}, prose(because.join(' '))),
    h('div', { class: 'acts' }, first ? [fix, next] : [next, fix]),
  );
}

function classFigure(panel: Panel): HTMLElement {
  const { report } = panel;
  const even = figures(report, 'class-imbalance');
  if (!even)
    return figure(
      'Rows per class',
      null,
      nothing(
        'info',
        'No label.',
        `${whyNot(report, 'class-imbalance') ?? 'Classes were not counted.'}`,
        {
          words: 'Choose a label…',
          press: () => {
            panel.go('Columns');
          },
        },
      ),
    );
  const classes = byCount(even.classes);
  const place = h('div', { class: 'under' });
  const bars = barList(
    classBars(classes, (rows) => isRare(rows, even.rows, even.classCount)),
    {
      label: 'Rows per class',
      press: (index) => {
        const value = classes[index]?.value ?? '';
        const cells = [{ column: labelColumn(report), value }];
        place.replaceChildren(rowsInPlace(panel, { kind: 'where', cells }, value));
      },
    },
  );
  const remark = report.estimate ? 'Of the first rows; rare classes may follow' : null;
  return figure(`Rows per class of \`${even.label}\``, remark, bars, place);
}

function clean(report: AuditReport): HTMLElement {
  return nothing(
    'pass',
    'Nothing to look at.',
    `${rowsMeant(report)} were compared in all ${count(report.columns.length)} columns: no finding.`,
  );
}

function spreadFigure(panel: Panel): HTMLElement {
  const { report } = panel;
  const groups = figures(report, 'group-imbalance');
  const entry = groups?.columns[0];
  const even = figures(report, 'class-imbalance');
  if (entry && groups && groups.classes.length > 1)
    return figure(
      `\`${even?.label ?? 'label'}\` by \`${entry.name}\``,
      'Share within each row, and rows',
      heatMap(labelByGroup(entry, groups.classes, 8, 6), { mode: 'share', thin: THIN }),
      entry.groupCount > 8 &&
        h(
          'p',
          { class: 'small muted' },
          `and ${counted(entry.groupCount - 8, 'more group')} in Groups`,
        ),
    );
  if (even && even.classCount > 1)
    return figure(
      'How evenly rows are spread',
      `Gini ${even.gini.toFixed(2)} of at most ${even.giniMax.toFixed(2)}.`,
      lorenzCurve(even.lorenz, even.gini),
    );
  return figure(
    'How evenly rows are spread',
    'One class, or no label: there is nothing to spread.',
  );
}

function emptyFigure(panel: Panel): HTMLElement {
  const missing = figures(panel.report, 'missing-profile');
  if (!missing || missing.emptyCells === 0)
    return figure(
      'Empty cells by column',
      missing ? `None: all ${count(missing.cells)} cells are filled.` : 'Not counted.',
    );
  const sorted = [...missing.columns]
    .filter((c) => c.missing > 0)
    .sort((a, b) => b.missing - a.missing);
  const none = missing.columns.length - sorted.length;
  return figure(
    'Empty cells by column',
    none > 0
      ? `${counted(none, 'column')} ${none === 1 ? 'has' : 'have'} none`
      : 'Every column has some',
    barList(
      sorted.slice(0, 6).map((c) => ({
        name: c.name,
        value: c.missing,
        note: percent(c.rate),
        spoken: `${c.name}: ${count(c.missing)} empty, ${percent(c.rate)}`,
      })),
      { label: 'Empty cells by column', full: panel.report.source.rows },
    ),
  );
}

function copiesFigure(panel: Panel): HTMLElement {
  const copies = figures(panel.report, 'exact-duplicate-rows');
  if (!copies || copies.clusters === 0)
    return figure(
      'Sets of copies by size',
      copies
        ? `None: ${rowsMeant(panel.report).toLowerCase()} were compared in all columns.`
        : (whyNot(panel.report, 'exact-duplicate-rows') ?? ''),
    );
  const rows = copies.sizes.reduce((sum, s) => sum + s.rows, 0);
  const bars: Child = barList(
    copies.sizes.map((s) => ({
      name: sizeWords(s.from, s.to),
      value: s.sets,
      note: s.sets === 1 ? 'set' : 'sets',
      spoken: `Sets of ${sizeWords(s.from, s.to)} rows: ${count(s.sets)}`,
    })),
    { label: 'Sets of copies by size', words: true },
  );
  return figure(
    'Sets of copies by size',
    `${counted(rows, 'row')} in ${counted(copies.clusters, 'set')}`,
    bars,
  );
}

function sizeWords(from: number, to: number | null): string {
  if (to === null) return `${String(from)} or more`;
  return from === to ? String(from) : `${String(from)} to ${String(to)}`;
}
