import type { AuditReport } from '../../src/engine/audit';
import type { PageRow, RowSelector, RowsPage } from '../../src/protocol/messages';
import { button, progressRing } from '../controls';
import { fill, h, type Child } from '../dom';
import { failureOf } from '../failures';
import { say } from '../live';
import type { Panel } from '../panel';
import { cell, prose } from '../prose';
import { count, cut } from '../text/numbers';
import { t } from '../../src/engine/language';

/** Rows shown in place. */
const FEW = 5;
/** Columns shown in place; the editor shows them all. */
const MOST_COLUMNS = 30;
/** Characters of a cell. */
const CELL = 60;

/** The first rows of a selector as a table, loaded when it is made, with the way to all of them. */
export function rowsInPlace(panel: Panel, selector: RowSelector, what: string): HTMLElement {
  const host = h(
    'div',
    { class: 'rows ev' },
    h('p', { class: 'muted waiting' }, progressRing(t('Reading the rows')), t(' Reading the rows')),
  );
  void panel.host.request('rows', { selector, offset: 0, limit: FEW }).then(
    (page) => {
      fill(host, page.rows.length > 0 ? rowTable(panel, page) : null, foot(panel, selector, page));
      say(t`${count(page.rows.length)} of ${count(page.total)} rows shown: ${what}`);
    },
    (error: unknown) => {
      fill(host, h('p', { class: 'muted' }, prose(failureOf(error).message)));
    },
  );
  return host;
}

function foot(panel: Panel, selector: RowSelector, page: RowsPage): Child {
  const all = page.rows.length === page.total;
  const start = all
    ? t`All ${count(page.total)} rows. `
    : t`First ${count(page.rows.length)} of ${count(page.total)} rows. `;
  return h(
    'p',
    { class: 'small muted rows-foot' },
    page.total === 0 ? t('No rows. ') : start,
    page.reason && [prose(page.reason), ' '],
    button(
      t('Open all in editor'),
      () => {
        void panel.host.request('reveal', { kind: 'rows', selector }).catch(() => undefined);
      },
      { kind: 'quiet', class: 'tiny' },
    ),
  );
}

/** A table of rows: line links first, the deciding cells bold. */
function rowTable(panel: Panel, page: RowsPage): HTMLElement {
  const { columns } = panel.report;
  const order = shownColumns(panel.report, page.columns);
  const bold = new Set(page.columns.length < columns.length / 2 ? page.columns : []);
  return h(
    'div',
    { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': t('Rows') },
    h(
      'table',
      { class: 'grid stick' },
      h(
        'thead',
        {},
        h(
          'tr',
          {},
          h('th', { class: 'r', scope: 'col' }, t('Line')),
          order.map((j) =>
            h('th', { class: 'mono', scope: 'col' }, cut(columns[j]?.name ?? '', 30)),
          ),
        ),
      ),
      h(
        'tbody',
        {},
        page.rows.map((row) =>
          h(
            'tr',
            {},
            h('td', { class: 'r' }, lineLink(panel, row)),
            order.map((j) => {
              const text = row.cells[j] ?? '';
              const shown = text === '' ? cell('') : cut(text, CELL);
              return h(
                'td',
                { class: 'mono', title: text.length > CELL ? text : undefined },
                bold.has(j) ? h('b', {}, shown) : shown,
              );
            }),
          ),
        ),
      ),
    ),
  );
}

/** The number of a line; a press opens the file there. */
export function lineLink(panel: Panel, { row, line }: Pick<PageRow, 'row' | 'line'>): HTMLElement {
  return placeLink(panel, { row, line }, t`Line ${count(line)}`, count(line));
}

/** The number of a data row whose line is not known, counted from 1; a press opens the file there. */
export function rowLink(panel: Panel, row: number): HTMLElement {
  return placeLink(panel, { row }, t`Row ${count(row + 1)}`, count(row + 1));
}

/** Links one after the other; a line ends after a comma and never before one. */
export function linkList(links: readonly HTMLElement[]): Child[] {
  return links.map((link, i) => {
    const last = i === links.length - 1;
    return last ? link : [h('span', { class: 'unbroken' }, link, ','), ' '];
  });
}

function placeLink(
  panel: Panel,
  place: { readonly row: number; readonly line?: number },
  spoken: string,
  words: string,
): HTMLElement {
  return h(
    'button',
    {
      type: 'button',
      class: 'plain-link num',
      'aria-label': spoken,
      on: {
        click: () => {
          void panel.host.request('reveal', { kind: 'row', ...place }).catch(() => undefined);
        },
      },
    },
    words,
  );
}

/** Deciding columns and the label first when the table is too wide to see at once; file order otherwise. */
function shownColumns(report: AuditReport, deciding: readonly number[]): number[] {
  const all = report.columns.map((_, index) => index);
  if (all.length <= 12 || deciding.length === 0 || deciding.length > 8)
    return all.slice(0, MOST_COLUMNS);
  const first = [
    ...new Set([...deciding, ...all.filter((j) => report.columns[j]?.role === 'label')]),
  ];
  return [...first, ...all.filter((j) => !first.includes(j))].slice(0, MOST_COLUMNS);
}
