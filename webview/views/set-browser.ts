import type { PageRow, RowSelector, RowsPage } from '../../src/protocol/messages';
import { button } from '../controls';
import { fill, h, type Child } from '../dom';
import { failureOf } from '../failures';
import { builtRemedies } from '../findings';
import { labelColumn } from '../model';
import { chip, heading } from '../parts';
import type { Panel } from '../panel';
import { cell, prose } from '../prose';
import { count, counted, cut } from '../text/numbers';
import { tellingColumns } from '../../src/engine/sets/telling-columns';
import { pickList } from './pick-list';
import { lineLink } from './rows';
import { t } from '../../src/engine/language';

/** One set of rows: its size, its first rows, and the labels in it. */
interface RowSet {
  readonly size: number;
  readonly rows: readonly number[];
  readonly labels: readonly { readonly value: string; readonly count: number }[];
  /** Of numbers, of which not all are among `labels`. */
  readonly spread?: object;
}

/** Labels that are looked for when they are not among the first rows, and lines asked for of each. */
const MOST_UNSEEN = 4;
const MOST_LINES = 20;

/** What the browser shows. */
export interface SetList {
  readonly kind: 'exact' | 'contradictory';
  readonly sets: readonly RowSet[];
  /** All sets of the file; the list holds the largest. */
  readonly clusters: number;
  /** Columns that had to agree. */
  readonly compared?: readonly number[];
}

/** Sets at the left, largest first; at the right the chosen one as a single record with the lines of all its rows. */
export function setBrowser(panel: Panel, list: SetList): HTMLElement {
  const detail = h('div', { class: 'detail', 'aria-live': 'polite' });
  const remark =
    list.sets.length < list.clusters
      ? t`${count(list.sets.length)} of ${count(list.clusters)}`
      : null;
  let turn = 0;
  const choose = (index: number) => {
    const mine = ++turn;
    const set = list.sets[index];
    if (!set) return;
    void rowsOfSet(panel, list, set).then(
      (rows) => {
        if (mine === turn) fill(detail, record(panel, list, set, rows));
      },
      (error: unknown) => {
        if (mine === turn)
          fill(detail, h('p', { class: 'muted' }, prose(failureOf(error).message)));
      },
    );
  };
  const entries = list.sets.map((set) => entry(list, set));
  const box = pickList(t('Sets of rows, largest first'), entries, choose);
  void nameSets(panel, list, [...box.children]);
  return h(
    'div',
    { class: 'master' },
    h('div', {}, heading(t('Sets, largest first'), remark), box),
    detail,
  );
}

function page(panel: Panel, rows: readonly number[]): Promise<RowsPage> {
  const selector: RowSelector = { kind: 'rows', rows };
  return panel.host.request('rows', { selector, offset: 0, limit: rows.length });
}

function entry(list: SetList, set: RowSet): Child {
  const most = list.sets[0]?.size ?? set.size;
  const mix: Child =
    list.kind === 'contradictory'
      ? set.labels.map((l, i) =>
          h('i', { class: i > 0 ? 'b' : '', style: { flex: String(l.count) } }),
        )
      : [
          h('i', { style: { flex: String(set.size / most) } }),
          h('span', { style: { flex: String(1 - set.size / most) } }),
        ];
  return [
    h('span', { class: 'x' }, `${count(set.size)}×`),
    h('span', { class: 'g' }, ' '),
    h('span', { class: 'm', 'aria-hidden': 'true' }, mix),
  ];
}

/** Writes into each option what tells its set apart, once the first row of every set is here. */
async function nameSets(panel: Panel, list: SetList, options: readonly Element[]): Promise<void> {
  const firsts = list.sets.map((set) => set.rows[0] ?? 0);
  let rows: readonly PageRow[];
  try {
    rows = (
      await page(
        panel,
        [...firsts].sort((a, b) => a - b),
      )
    ).rows;
  } catch {
    return;
  }
  const byRow = new Map(rows.map((row) => [row.row, row.cells]));
  const label = labelColumn(panel.report);
  const usable = panel.report.columns.flatMap((column, index) =>
    index === label || column.role === 'ignored' ? [] : [index],
  );
  const telling = tellingColumns([...byRow.values()], usable, 3);
  const shown = telling.length > 0 ? telling : usable.slice(0, 3);
  for (const [index, first] of firsts.entries()) {
    const cells = byRow.get(first);
    const place = options[index]?.querySelector('.g');
    if (!cells || !place) continue;
    place.textContent = shown.map((j) => cut(cells[j] || t('empty'), 24)).join(' · ');
    place.setAttribute(
      'title',
      shown
        .map((j) => `${panel.report.columns[j]?.name ?? ''}: ${cut(cells[j] || t('empty'), 80)}`)
        .join(', '),
    );
  }
}

/** The rows of a set that are known, and those of any label that is not among them. */
async function rowsOfSet(panel: Panel, list: SetList, set: RowSet): Promise<readonly PageRow[]> {
  const { rows } = await page(panel, set.rows);
  const first = rows[0];
  const label = labelColumn(panel.report);
  if (list.kind === 'exact' || !first) return rows;
  const unseen = set.labels.filter((each) => !rows.some((row) => row.cells[label] === each.value));
  const same = (list.compared ?? []).map((column) => ({
    column,
    value: first.cells[column] ?? '',
  }));
  // Long cells arrive cut and would match nothing.
  if (same.some((each) => each.value.length >= 300)) return rows;
  const found = await Promise.all(
    unseen.slice(0, MOST_UNSEEN).map((each) => {
      const cells = [...same, { column: label, value: each.value }];
      const selector: RowSelector = { kind: 'where', cells };
      return panel.host.request('rows', { selector, offset: 0, limit: MOST_LINES });
    }),
  );
  return [...rows, ...found.flatMap((each) => each.rows)];
}

/** One line of line numbers, of all rows of a set or of those with one label. */
function linesOf(panel: Panel, rows: readonly PageRow[], all: number, label: string | null): Child {
  const more = all - rows.length;
  return h(
    'p',
    {},
    label !== null && [
      h('code', {}, label === '' ? t('empty') : label),
      t`, ${counted(all, 'row')}: `,
    ],
    rows.length > 0 && wordFor(rows.length === 1, label === null),
    rows.map((row, i) => [i > 0 && ', ', lineLink(panel, row)]),
    more > 0 && (rows.length > 0 ? t` and ${count(more)} more` : t`${count(more)} further down`),
    '.',
  );
}

/** What stands before line numbers. */
function wordFor(one: boolean, first: boolean): string {
  if (first) return one ? t('Line ') : t('Lines ');
  return one ? t('line ') : t('lines ');
}

function record(panel: Panel, list: SetList, set: RowSet, rows: readonly PageRow[]): Child {
  const first = rows[0];
  if (!first) return h('p', { class: 'muted' }, t('These rows are no longer in the file.'));
  const contradictory = list.kind === 'contradictory';
  const label = labelColumn(panel.report);
  const title = contradictory
    ? t`${counted(set.size, 'row')}, same columns, ${set.spread ? t('other numbers') : counted(set.labels.length, 'label')}`
    : `${counted(set.size, 'identical row')}`;
  return [
    heading(title, null, ...actions(panel, list, set)),
    contradictory
      ? h(
          'div',
          { class: 'muted lines' },
          h('p', {}, t('Every compared column is the same.')),
          // The odd label first: it is the one to look at.
          [...set.labels].reverse().map((each) =>
            linesOf(
              panel,
              rows.filter((row) => row.cells[label] === each.value),
              each.count,
              each.value,
            ),
          ),
        )
      : h('div', { class: 'muted lines' }, linesOf(panel, rows, set.size, null)),
    h(
      'dl',
      { class: 'rec' },
      panel.report.columns.map((column, j) =>
        h(
          'div',
          {},
          h(
            'dt',
            { title: column.name },
            column.name,
            column.role === 'feature' ? null : [' ', chip(t(column.role))],
          ),
          h('dd', { title: first.cells[j] || undefined }, value(list, set, j, label, first, rows)),
        ),
      ),
    ),
  ];
}

function value(
  list: SetList,
  set: RowSet,
  column: number,
  label: number,
  first: PageRow,
  rows: readonly PageRow[],
): Child {
  if (list.kind === 'contradictory' && column === label)
    return set.labels.map((each, i) =>
      h(
        'span',
        { class: 'vote' },
        h('i', { class: i > 0 ? 'sq sw-rare' : 'sq sw-data' }),
        each.value,
        h('span', { class: 'muted' }, ` ${count(each.count)}×`),
      ),
    );
  const values = [...new Set(rows.map((row) => row.cells[column] ?? ''))];
  if (values.length > 1)
    return h('span', { class: 'muted' }, t`${counted(values.length, 'value')}: not compared`);
  return cell(first.cells[column] ?? '');
}

function actions(panel: Panel, list: SetList, set: RowSet): HTMLElement[] {
  const metric = list.kind === 'contradictory' ? 'conflicting-labels' : 'exact-duplicate-rows';
  const alert = panel.report.alerts.find((a) => a.metric === metric && builtRemedies(a).length > 0);
  const selector: RowSelector = { kind: 'rows', rows: set.rows };
  const open = button(
    t('Open in editor'),
    () => {
      void panel.host.request('reveal', { kind: 'rows', selector }).catch(() => undefined);
    },
    { kind: 'quiet' },
  );
  if (!alert) return [open];
  return [
    open,
    button(t('Fix…'), () => {
      panel.fix(alert);
    }),
  ];
}
