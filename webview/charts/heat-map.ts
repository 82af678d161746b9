import type { Crossing } from '../crossings';
import { h } from '../dom';
import { count, shareOf } from '../text/numbers';
import { t } from '../../src/engine/language';

/** How a heat map is read. */
export interface HeatOptions {
  /** `share`: tint and first figure are the share within the row; `count`: rows and the share of the file. */
  readonly mode: 'share' | 'count';
  /** Fewer rows are dashed. */
  readonly thin: number;
  readonly press?: (row: number, column: number) => void;
}

/** The deepest tint in percent: text stays readable on it. */
const DEEPEST = 40;

/** A table whose cells are tinted by their share; numbers are printed, colour only leads the eye. */
export function heatMap(crossing: Crossing, options: HeatOptions): HTMLElement {
  const { rows, columns, counts } = crossing;
  const totals = crossing.totals ?? counts.map((row) => row.reduce((a, b) => a + b, 0));
  const all = totals.reduce((a, b) => a + b, 0);
  const cells = counts.flat();
  // Where most cells are thin, marking each would mark nothing.
  const marks = cells.filter((n) => n < options.thin).length * 2 <= cells.length;
  const shown = { ...options, thin: marks ? options.thin : 0 };
  return h(
    'div',
    {
      class: 'scroll',
      tabindex: 0,
      role: 'region',
      'aria-label': t`${crossing.rowName} by ${crossing.columnName}`,
    },
    h(
      'table',
      { class: columns.length > 6 ? 'heat many' : 'heat' },
      h(
        'caption',
        { class: 'sr' },
        t`${crossing.rowName} by ${crossing.columnName}: rows and share ${options.mode === 'share' ? t`within each ${crossing.rowName}` : t('of the file')}`,
      ),
      h(
        'thead',
        {},
        h(
          'tr',
          {},
          h('th', { scope: 'col', class: 'corner' }, crossing.rowName),
          columns.map((name) => h('th', { scope: 'col', title: name }, named(name))),
          h('th', { scope: 'col', class: 'tot' }, t('Rows')),
        ),
      ),
      h(
        'tbody',
        {},
        rows.map((name, i) => {
          const whole = options.mode === 'share' ? (totals[i] ?? 0) : all;
          return h(
            'tr',
            {},
            h('th', { scope: 'row', title: name }, named(name)),
            columns.map((_, j) => square(counts[i]?.[j] ?? 0, whole, i, j, shown)),
            h('td', { class: 'tot' }, count(totals[i] ?? 0)),
          );
        }),
      ),
    ),
  );
}

function square(
  rows: number,
  whole: number,
  i: number,
  j: number,
  options: HeatOptions,
): HTMLElement {
  const share = whole > 0 ? rows / whole : 0;
  const thin = rows < options.thin;
  const [first, second] =
    options.mode === 'share'
      ? [shareOf(rows, whole), count(rows)]
      : [count(rows), shareOf(rows, whole)];
  const press = options.press;
  return h(
    'td',
    {
      class: [thin ? 'thin' : '', press && rows > 0 ? 'active' : ''].join(' ').trim() || null,
      style: { '--k': (DEEPEST * share).toFixed(1) },
      title: thin ? t`Fewer than ${String(options.thin)} rows` : undefined,
      on:
        press && rows > 0
          ? {
              click: () => {
                press(i, j);
              },
            }
          : undefined,
    },
    h('b', {}, first),
    h('small', {}, second),
  );
}

function named(name: string): string {
  return name === '' ? t('empty') : name;
}
