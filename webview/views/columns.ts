import type { AuditColumn } from '../../src/engine/audit';
import type { ColumnSummaryEntry } from '../../src/engine/metrics/profile/column-summary';
import { ROLES, type Role } from '../../src/engine/roles/roles';
import { mini, strip } from '../charts/mini';
import { dropdown, textField } from '../controls';
import { copyMenu } from '../copy/copy-menu';
import { fill, h, type Child } from '../dom';
import { tabOf, worstFirst } from '../findings';
import { severityIcon } from '../icons';
import { figures } from '../model';
import { chip, heading, section } from '../parts';
import type { Panel } from '../panel';
import { prose } from '../prose';
import { withRole } from '../role-choice';
import { isolated } from '../text/isolated';
import { count, cut, distinctCount, measure, percent } from '../text/numbers';
import { plain } from '../text/spans';
import { windowed } from '../windowed';
import { emptyTogether } from './empty-together';
import { exhibits } from './exhibits';
import { findingsSection } from './findings';
import { t } from '../../src/engine/language';

/** From this many columns on there is a search field. */
const SEARCH_FROM = 30;
/** From this many rows on only those in the window are drawn, in columns of fixed width. */
const WINDOWED_FROM = 60;

/** Every column: its role, what it holds, where it is empty, and what was found about it. */
export function columnsView(panel: Panel): HTMLElement[] {
  const { report } = panel;
  const windows = report.columns.length >= WINDOWED_FROM;
  const body = h('tbody', {});
  const status = h('p', { class: 'small muted' });
  const draw = (search: string) => {
    const wanted = report.columns
      .map((column, index) => ({ column, index }))
      .filter(({ column }) => column.name.toLowerCase().includes(search.trim().toLowerCase()));
    const row = ({ column, index }: (typeof wanted)[number]) => columnRow(panel, column, index);
    if (windows) {
      windowed(body, {
        count: wanted.length,
        height: ROW_HEIGHT,
        draw: (index) => row(wanted[index]!),
        spacer: emptyRow,
      });
    } else fill(body, wanted.map(row));
    status.textContent = wanted.length === 0 ? t('No column has that in its name.') : '';
  };
  draw('');
  const search =
    report.columns.length > SEARCH_FROM
      ? [
          textField(t('Find a column'), '', draw, {
            placeholder: t('Find a column'),
            class: 'search',
          }),
        ]
      : [];
  const head = (word: string, kind = '') => h('th', { scope: 'col', class: kind || null }, word);
  const alerts = report.alerts.filter((a) => tabOf(a.metric) === 'Columns');
  return [
    section(
      heading(
        t`${count(report.columns.length)} columns`,
        t('roles with a ? are guesses: change one and the audit runs again'),
        ...search,
        copyMenu(),
      ),
      h(
        'div',
        { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': t('Columns') },
        h(
          'table',
          {
            class: windows ? 'grid columns long' : 'grid columns',
            'aria-rowcount': windows ? report.columns.length + 1 : null,
          },
          h(
            'thead',
            {},
            h(
              'tr',
              {},
              head(t('Column'), 'c-name'),
              head(t('Role'), 'hide-s c-role'),
              head(t('Type'), 'hide-m c-type'),
              head(t('Distribution'), 'c-mini'),
              head(t('Values'), 'hide-m c-values'),
              head(t('Distinct'), 'r hide-s c-count'),
              head(t('Empty'), 'r c-count'),
              h('td', { class: 'hide-s c-share' }),
              head(t('Where empty'), 'hide-m c-strip'),
              h('td', {}),
            ),
          ),
          body,
        ),
      ),
      status,
    ),
    ...emptyTogether(report),
    ...exhibits(panel, 'Columns'),
    ...(alerts.length > 0 ? [findingsSection(panel, alerts, t('Findings about columns'))] : []),
  ];
}

/** Pixels of a row, its line included. */
const ROW_HEIGHT = 33;

/** Empty rows above and below those that are drawn. */
function emptyRow() {
  const sized = h('td', {});
  return { host: h('tr', { 'aria-hidden': 'true' }, sized), sized };
}

function remarks(panel: Panel, index: number) {
  return worstFirst(
    panel.report.alerts.filter((a) => tabOf(a.metric) === 'Columns' && a.columns[0] === index),
  );
}

function columnRow(panel: Panel, column: AuditColumn, index: number): HTMLElement {
  const { report } = panel;
  const entry = figures(report, 'column-summary')?.columns[index];
  const gaps = figures(report, 'missing-profile')?.columns.find((c) => c.name === column.name);
  const numeric = column.semantic === 'numeric';
  const found = remarks(panel, index)[0];
  return h(
    'tr',
    { class: column.role === 'ignored' ? 'ignored' : null, 'aria-rowindex': index + 2 },
    h('th', { scope: 'row', class: 'mono', title: column.name }, cut(column.name, 40)),
    h('td', { class: 'hide-s' }, rolePicker(panel, column, index)),
    h('td', { class: 'hide-m' }, chip(typeWord(column))),
    h('td', {}, entry && mini(entry, numeric)),
    h('td', { class: 'muted hide-m values' }, entry && values(entry, numeric)),
    h('td', { class: 'r hide-s' }, distinctCount(column)),
    h('td', { class: column.missing > 0 ? 'r' : 'r muted' }, count(column.missing)),
    h(
      'td',
      { class: 'r muted hide-s' },
      column.missing > 0 && percent(column.missing / Math.max(1, report.source.rows)),
    ),
    h('td', { class: 'hide-m' }, gaps && gaps.strip.length > 0 && strip(column.name, gaps.strip)),
    h(
      'td',
      { class: 'remark' },
      found &&
        h(
          'span',
          { class: 'noteline', title: plain(`${found.title}. ${found.message}`) },
          severityIcon(found.severity),
          h('span', { class: 'hide-m clip' }, prose(remark(found.title, column.name))),
        ),
    ),
  );
}

/** What was found, without the column's own name, which stands at the left of the row. */
function remark(title: string, name: string): string {
  const start = `\`${name}\` `;
  const rest = title.startsWith(start) ? title.slice(start.length) : title;
  return rest.replace(/^is /, '');
}

const TYPE_WORDS: Readonly<Partial<Record<AuditColumn['type'], string>>> = {
  bool: t('boolean'),
  float: t('decimal'),
  'formatted-number': t('formatted number'),
};

function typeWord(column: AuditColumn): string {
  const type = TYPE_WORDS[column.type] ?? t(column.type);
  if (column.semantic === 'identifier') return t`${type} id`;
  if (column.semantic === 'categorical' && column.type !== 'bool')
    return column.type === 'text' ? t('category') : t`${type} code`;
  return type;
}

function values(entry: ColumnSummaryEntry, numeric: boolean): Child {
  if (numeric && entry.numeric) {
    const { min, max, median, quantilesEstimated } = entry.numeric;
    const about = quantilesEstimated ? t('about ') : '';
    return t`${measure(min)} to ${measure(max)}, median ${about}${measure(median)}`;
  }
  if (entry.date) return t`${entry.date.min} to ${entry.date.max}`;
  if (entry.text && entry.distinct > 50)
    return t`${count(entry.text.words[0])} to ${count(entry.text.words[3])} words, median ${count(entry.text.words[1])}`;
  const shown = entry.top.slice(0, 3).map((t) => isolated(cut(t.value, 18)));
  const rest = entry.distinct - shown.length;
  if (rest <= 0) return shown.join(', ');
  const more = distinctCount({ ...entry, distinct: rest });
  return shown.length === 0 ? t`${more} values` : t`${shown.join(', ')} and ${more} more`;
}

/** The role as a quiet button; a press puts the drop-down in its place, so that a wide table stays light. */
function rolePicker(panel: Panel, column: AuditColumn, index: number): HTMLElement {
  const place = h('span', { class: 'rolepick' });
  const open = () => {
    const picker = dropdown(
      t`Role of ${column.name}`,
      ROLES.map((role) => ({ value: role, text: t(role) })),
      column.role,
      (value) => {
        const role = ROLES.find((each): each is Role => each === value);
        if (role)
          panel.chooseRoles(withRole(panel.snapshot.roles, panel.report.columns, index, role));
      },
    );
    place.replaceChildren(picker);
    requestAnimationFrame(() => {
      picker.focus();
    });
  };
  const special = column.role !== 'feature';
  place.append(
    h(
      'button',
      {
        type: 'button',
        class: special ? 'rolebtn on' : 'rolebtn',
        'aria-label': t`Role of ${column.name}: ${t(column.role)}${column.guessed ? t(', guessed') : ''}. Press to change.`,
        'data-keep': `role-${String(index)}`,
        on: { click: open },
      },
      t(column.role),
      column.guessed && special && h('span', { class: 'guess' }, '?'),
    ),
  );
  return place;
}
