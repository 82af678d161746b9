import type { GroupImbalance } from '../../src/engine/metrics/imbalance/group-imbalance';
import type { IntersectionEntry } from '../../src/engine/metrics/imbalance/intersection-imbalance';
import { dotPlot, type DotRow } from '../charts/dot-plot';
import { figure } from '../charts/frame';
import { heatMap } from '../charts/heat-map';
import { button, dropdown } from '../controls';
import { labelByGroup, type Crossing } from '../crossings';
import { copyMenu } from '../copy/copy-menu';
import { h } from '../dom';
import { tabOf } from '../findings';
import { byCount, figures, labelColumn, THIN, whyNot } from '../model';
import { heading, nothing, section } from '../parts';
import type { Panel } from '../panel';
import { count, percent } from '../text/numbers';
import { exhibits } from './exhibits';
import { findingsSection } from './findings';
import { withoutGroup } from './no-role';
import { rowsInPlace } from './rows';
import { t } from '../../src/engine/language';

/** Groups of one column in the plot and in heat maps. */
const MOST_GROUPS = 20;
const MOST_LEVELS = 12;
const MOST_CROSSINGS = 6;
const MOST_THIN = 20;

/** How the label is spread over groups, and which crossings hold too few rows. */
export function groupsView(panel: Panel): HTMLElement[] {
  const { report } = panel;
  const groups = figures(report, 'group-imbalance');
  const alerts = report.alerts.filter((a) => tabOf(a.metric) === 'Groups');
  if (!groups || groups.columns.length === 0)
    return [
      withoutGroup(
        panel,
        t('Groups were not compared.'),
        whyNot(report, 'group-imbalance') ?? t('No column has the role group or domain.'),
      ),
      ...exhibits(panel, 'Groups'),
      ...(alerts.length > 0 ? [findingsSection(panel, alerts, t('Findings about groups'))] : []),
    ];
  const crossings = figures(report, 'intersection-imbalance')?.crossings ?? [];
  return [
    ...(groups.classes.length > 0 ? [plot(panel, groups)] : []),
    heatMaps(panel, groups, crossings),
    ...thinCells(panel, crossings),
    ...exhibits(panel, 'Groups'),
    ...(alerts.length > 0 ? [findingsSection(panel, alerts, t('Findings about groups'))] : []),
  ];
}

function plot(panel: Panel, groups: GroupImbalance): HTMLElement {
  const even = figures(panel.report, 'class-imbalance');
  const compared = even?.classes.filter((c) => groups.classes.includes(c.value));
  const rarest = compared && byCount(compared).at(-1)?.value;
  const wanted = panel.look.groupValue ?? rarest ?? '';
  const current = groups.classes.includes(wanted) ? wanted : (groups.classes[0] ?? '');
  const host = h('div', {});
  const title = h('span', {});
  const draw = (value: string) => {
    const at = groups.classes.indexOf(value);
    const rows = groups.columns.flatMap((entry): DotRow[] => [
      { heading: entry.name },
      ...entry.groups.slice(0, MOST_GROUPS).map((group) => {
        const rate = group.rates[at];
        return {
          name: group.value === '' ? 'empty' : group.value,
          share: rate?.share ?? 0,
          low: rate?.low ?? 0,
          high: rate?.high ?? 0,
          rows: group.count,
        };
      }),
    ]);
    const all = even?.classes.find((c) => c.value === value)?.share ?? 0;
    title.replaceChildren(heading(t`Share of \`${value}\` in each group`, null, copyMenu()));
    host.replaceChildren(dotPlot(rows, all, value));
  };
  draw(current);
  return section(
    h(
      'div',
      { class: 'headrow' },
      title,
      h(
        'div',
        { class: 'role' },
        h('span', {}, t('Value')),
        dropdown(
          t('Value of the label'),
          groups.classes.map((value) => ({ value, text: value })),
          current,
          (value) => {
            panel.look.groupValue = value;
            panel.keepLook();
            draw(value);
          },
        ),
      ),
    ),
    host,
    h(
      'p',
      { class: 'legend' },
      t(
        'Dot: share in the group. Line: 95% interval. Hollow: fewer than 30 rows. Dashed: all rows.',
      ),
    ),
  );
}

function heatMaps(
  panel: Panel,
  groups: GroupImbalance,
  crossings: readonly IntersectionEntry[],
): HTMLElement {
  const label = labelColumn(panel.report);
  const name = panel.report.columns[label]?.name ?? t('label');
  const place = h('div', { class: 'under' });
  const show = (cells: { column: number; value: string }[]) => {
    const what = cells.map((c) => c.value || t('empty')).join(', ');
    place.replaceChildren(rowsInPlace(panel, { kind: 'where', cells }, what));
  };
  const maps =
    groups.classes.length > 1
      ? groups.columns.map((entry) => {
          const crossing = labelByGroup(entry, groups.classes, MOST_GROUPS, MOST_LEVELS);
          const cut = groups.classes.length > MOST_LEVELS || entry.groupCount > MOST_GROUPS;
          return figure(
            t`\`${entry.name}\` by \`${name}\``,
            t`Share within each row, and rows. Dashed: fewer than 30 rows.${cut ? t(' The largest only.') : ''}`,
            heatMap(crossing, {
              mode: 'share',
              thin: THIN,
              press: (i, j) => {
                show([
                  { column: entry.column, value: crossing.rows[i] ?? '' },
                  { column: label, value: crossing.columns[j] ?? '' },
                ]);
              },
            }),
          );
        })
      : [];
  const further = crossings
    .filter((c) => c.columns.length === 2 && !c.columns.includes(label))
    .slice(0, MOST_CROSSINGS)
    .map((entry) =>
      figure(
        t`\`${entry.names[0] ?? ''}\` by \`${entry.names[1] ?? ''}\``,
        t('Rows, and share of the file'),
        heatMap(crossingOf(entry), { mode: 'count', thin: 0 }),
      ),
    );
  return h(
    'section',
    { class: 'sec grid2 maps' },
    maps,
    further,
    h('div', { class: 'wide' }, place),
  );
}

function crossingOf(entry: IntersectionEntry): Crossing {
  const [rows = [], columns = []] = entry.levels;
  return {
    rowName: entry.names[0] ?? '',
    columnName: entry.names[1] ?? '',
    rows: rows.slice(0, MOST_LEVELS),
    columns: columns.slice(0, MOST_LEVELS),
    counts: rows
      .slice(0, MOST_LEVELS)
      .map((_, i) => entry.counts.slice(i * columns.length, i * columns.length + MOST_LEVELS)),
  };
}

/** One cell of a crossing that holds few rows. */
interface ThinCell {
  readonly entry: IntersectionEntry;
  readonly levels: readonly string[];
  readonly rows: number;
  readonly expected: number;
}

/** Cells with fewer than 30 rows although more would be expected, thinnest against expectation first. */
function thinCells(panel: Panel, crossings: readonly IntersectionEntry[]): HTMLElement[] {
  const thin = crossings
    .flatMap((entry) => cellsOf(entry).filter((cell) => cell.rows < THIN && cell.expected >= 5))
    .sort((a, b) => b.expected - b.rows - (a.expected - a.rows));
  if (crossings.length === 0) return [];
  if (thin.length === 0)
    return [
      section(
        heading(t('Thin cells')),
        nothing(
          'pass',
          t('None.'),
          t`Every combination that should hold rows has ${String(THIN)} or more.`,
        ),
      ),
    ];
  const place = h('div', { class: 'under' });
  const row = (cell: ThinCell) =>
    h(
      'tr',
      {},
      h(
        'th',
        { scope: 'row', class: 'grow' },
        cell.levels.map((level, i) => [
          i > 0 && h('span', { class: 'muted' }, ' · '),
          h('span', { class: 'muted' }, `${cell.entry.names[i] ?? ''} `),
          h('span', { class: 'mono' }, level === '' ? t('empty') : level),
        ]),
      ),
      h('td', { class: 'r' }, count(cell.rows)),
      h('td', { class: 'r muted' }, count(cell.expected)),
      h(
        'td',
        { class: 'r muted hide-s' },
        percent(cell.rows / Math.max(1, panel.report.source.rows)),
      ),
      h(
        'td',
        { class: 'r' },
        cell.rows > 0 &&
          button(
            t('Show rows'),
            () => {
              const cells = cell.entry.columns.map((column, i) => ({
                column,
                value: cell.levels[i] ?? '',
              }));
              place.replaceChildren(
                rowsInPlace(panel, { kind: 'where', cells }, cell.levels.join(', ')),
              );
            },
            { kind: 'quiet', label: t`Show rows of ${cell.levels.join(', ')}` },
          ),
      ),
    );
  const rest = thin.length - MOST_THIN;
  return [
    section(
      heading(
        t('Thin cells'),
        t(
          'fewer than 30 rows where at least 5 would be expected if the columns had nothing to do with each other',
        ),
      ),
      h(
        'div',
        { class: 'scroll' },
        h(
          'table',
          { class: 'grid' },
          h(
            'thead',
            {},
            h(
              'tr',
              {},
              h('th', { scope: 'col' }, t('Combination')),
              h('th', { scope: 'col', class: 'r' }, t('Rows')),
              h('th', { scope: 'col', class: 'r' }, t('Expected')),
              h('th', { scope: 'col', class: 'r hide-s' }, t('Share')),
              h('td', {}),
            ),
          ),
          h('tbody', {}, thin.slice(0, MOST_THIN).map(row)),
        ),
      ),
      rest > 0 && h('p', { class: 'small muted' }, t`and ${count(rest)} more`),
      place,
    ),
  ];
}

function cellsOf(entry: IntersectionEntry): ThinCell[] {
  return entry.counts.map((rows, index) => {
    const levels: string[] = [];
    let rest = index;
    for (let axis = entry.levels.length - 1; axis >= 0; axis--) {
      const names = entry.levels[axis] ?? [];
      levels.unshift(names[rest % names.length] ?? '');
      rest = Math.floor(rest / names.length);
    }
    return { entry, levels, rows, expected: entry.expected[index] ?? 0 };
  });
}
