import type { AuditReport } from '../../src/engine/audit';
import type { GroupImbalanceEntry } from '../../src/engine/metrics/imbalance/group-imbalance';
import { METHODS } from '../../src/engine/methods/index';
import { verdictOf } from '../../src/report/verdict';
import { barList, classBars } from '../charts/bars';
import { lorenzCurve } from '../charts/curves';
import { figure } from '../charts/frame';
import { heatMap } from '../charts/heat-map';
import { button } from '../controls';
import { h, type Child } from '../dom';
import { methodTitle, worstFirst, worstOf } from '../findings';
import { byCount, figures, isRare, labelColumn, THIN, whyNot } from '../model';
import { figureRow, nothing, type Figure } from '../parts';
import type { Panel } from '../panel';
import { prose } from '../prose';
import { count, counted, cut, percent, ratio, shareOf } from '../text/numbers';
import { findingsSection } from './findings';
import { rowsInPlace } from './rows';

/** The first page: may I train on this, are the classes even, what do I do first. */
export function overview(panel: Panel): HTMLElement[] {
  const { report } = panel;
  return [
    h('section', { class: 'two13' }, verdict(panel), classFigure(panel)),
    figureRow(five(panel)),
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
  const { sentence, because, remedy } = verdictOf(panel.report, built);
  const alert = remedy && panel.report.alerts[remedy.alert];
  // A remedy for a note is offered, but it does not answer a sentence about something worse.
  const answers = alert?.severity === worstFirst(panel.report.alerts)[0]?.severity;
  return h(
    'div',
    { class: 'verdict' },
    h('h1', {}, prose(sentence)),
    h('p', {}, prose(because.join(' '))),
    h(
      'div',
      { class: 'acts' },
      remedy &&
        alert &&
        button(
          `${cut(methodTitle(remedy.method), 34)}…`,
          () => {
            panel.fix(alert);
          },
          { kind: answers ? 'primary' : 'secondary' },
        ),
      button(
        'Balance…',
        () => {
          panel.go('Balance');
        },
        { kind: alert && answers ? 'secondary' : 'primary' },
      ),
    ),
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
  return figure(`Rows per class of \`${even.label}\``, null, bars, place);
}

function five(panel: Panel): Figure[] {
  const { report } = panel;
  const even = figures(report, 'class-imbalance');
  const copies = figures(report, 'exact-duplicate-rows');
  const conflicts = figures(report, 'conflicting-labels');
  const missing = figures(report, 'missing-profile');
  const go = (tab: 'Classes' | 'Duplicates' | 'Columns' | 'Groups' | 'Problems') => () => {
    panel.go(tab);
  };
  const counts = even?.classes.map((c) => c.count) ?? [];
  return [
    {
      label: 'Imbalance Ratio',
      value: even ? ratio(even.imbalanceRatio) : '–',
      ...(even && { unit: ': 1' }),
      context: even
        ? `${count(Math.max(...counts))} to ${count(Math.min(...counts))} rows`
        : 'no label',
      severity: loud(worstOf(report, 'class-imbalance')),
      press: go('Classes'),
    },
    {
      label: 'Exact copies',
      value: copies ? count(copies.duplicateRows) : '–',
      ...(copies && { unit: copies.duplicateRows === 1 ? 'row' : 'rows' }),
      context: copies
        ? copies.clusters > 0
          ? `${percent(copies.duplicateRatio)} in ${counted(copies.clusters, 'set')}`
          : 'all rows compared'
        : 'not compared',
      severity: loud(worstOf(report, 'exact-duplicate-rows')),
      press: go('Duplicates'),
    },
    {
      label: 'Contradictions',
      value: conflicts ? count(conflicts.rows) : '–',
      ...(conflicts && { unit: conflicts.rows === 1 ? 'row' : 'rows' }),
      context: conflicts
        ? conflicts.clusters > 0
          ? `${shareOf(conflicts.rows, conflicts.compared)} in ${counted(conflicts.clusters, 'set')}`
          : 'all rows compared'
        : 'not compared',
      severity: loud(worstOf(report, 'conflicting-labels')),
      press: () => {
        panel.look.segment = 'contradictory';
        panel.go('Duplicates');
      },
    },
    {
      label: 'Empty cells',
      value: missing ? count(missing.emptyCells) : '–',
      context: missing
        ? `${shareOf(missing.emptyCells, missing.cells)} of ${count(missing.cells)}`
        : '',
      severity: loud(worstOf(report, 'missing-profile')),
      press: go('Columns'),
    },
    gap(panel) ?? reading(panel),
  ];
}

/** Notes carry no mark in the figures row: five marks would be none. */
function loud<S extends string>(severity: S | undefined): Exclude<S, 'info'> | undefined {
  return severity === 'info' ? undefined : (severity as Exclude<S, 'info'> | undefined);
}

/** How far apart the groups of the first group column lie in the share of the rarest class. */
function gap(panel: Panel): Figure | undefined {
  const { report } = panel;
  const groups = figures(report, 'group-imbalance');
  const even = figures(report, 'class-imbalance');
  const entry = groups?.columns.find((column) => column.role === 'group');
  const rare = even && byCount(even.classes).at(-1)?.value;
  const at = rare === undefined ? -1 : (groups?.classes.indexOf(rare) ?? -1);
  if (!entry || at < 0) return undefined;
  const rates = entry.groups
    .filter((g) => g.count >= THIN)
    .map((g) => ({ value: g.value, share: g.rates[at]?.share ?? 0 }))
    .sort((a, b) => b.share - a.share);
  const high = rates[0];
  const low = rates.at(-1);
  if (!high || !low || rates.length < 2) return undefined;
  return {
    label: `Gap by ${cut(entry.name, 16)}`,
    value: (100 * (high.share - low.share)).toFixed(1),
    unit: 'points',
    context: `${percent(high.share)} ${cut(high.value, 12)}, ${percent(low.share)} ${cut(low.value, 12)}`,
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
    label: 'Reading',
    value: all > 0 ? count(all) : 'Clean',
    ...(all > 0 && { unit: all === 1 ? 'problem' : 'problems' }),
    context: all > 0 ? 'while reading the file' : `${counted(source.rows, 'row')}, none left out`,
    severity: loud(worst?.severity),
    press: () => {
      panel.go('Problems');
    },
  };
}

function clean(report: AuditReport): HTMLElement {
  return nothing(
    'pass',
    'Nothing to look at.',
    `All ${count(report.source.rows)} rows were compared in all ${count(report.columns.length)} columns: no finding.`,
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

/** The crossing of a group column with the label, cut to its largest groups and first classes. */
export function labelByGroup(
  entry: GroupImbalanceEntry,
  classes: readonly string[],
  groups: number,
  columns: number,
): Parameters<typeof heatMap>[0] {
  const shown = entry.groups.slice(0, groups);
  return {
    rowName: entry.name,
    columnName: 'label',
    rows: shown.map((group) => group.value),
    columns: classes.slice(0, columns),
    counts: shown.map((group) => group.byClass.slice(0, columns)),
  };
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
        ? 'None: all rows were compared in all columns.'
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
