import { withTable } from '../copy/chart-table';
import { h } from '../dom';
import { count } from '../text/numbers';
import { t } from '../../src/engine/language';

/** One class before and after. kept + made = after; repeated rows count as kept bars with a hatch of copies. */
export interface BeforeAfter {
  readonly name: string;
  readonly before: number;
  readonly kept: number;
  readonly added: number;
  readonly after: number;
  readonly rare: boolean;
}

/** Outline: before. Fill: kept. Hatch: added rows. One axis for all classes. */
export function beforeAfter(rows: readonly BeforeAfter[], addedWord: string): HTMLElement {
  const most = Math.max(1, ...rows.flatMap((row) => [row.before, row.kept + row.added]));
  const width = (value: number) => `${((100 * value) / most).toFixed(2)}%`;
  const text = rows
    .map(
      (row) =>
        t`${row.name}: ${count(row.before)} before, ${count(row.after)} after${row.added > 0 ? t`, of which ${count(row.added)} ${addedWord}` : ''}`,
    )
    .join('. ');
  const chart = h(
    'div',
    { class: 'pair', role: 'img', 'aria-label': `${text}.` },
    rows.map((row) => [
      h('span', { class: 'n', title: row.name }, row.name === '' ? t('empty') : row.name),
      h(
        'span',
        { class: 'ov' },
        h('i', { class: 'b4', style: { width: width(row.before) } }),
        row.kept > 0 &&
          h('i', { class: row.rare ? 'af rare' : 'af', style: { width: width(row.kept) } }),
        row.added > 0 &&
          h('i', {
            class: 'seg-made',
            style: { left: width(row.kept), width: width(row.added) },
          }),
      ),
      h(
        'span',
        { class: 'c' },
        row.before === row.after
          ? count(row.after)
          : [h('span', { class: 'muted' }, count(row.before), ' → '), count(row.after)],
      ),
    ]),
  );
  return withTable(chart, () => ({
    head: ['', t('Before'), t('Kept'), addedWord, t('After')],
    rows: rows.map(({ name, before, kept, added, after }) => [name, before, kept, added, after]),
  }));
}

/** The legend of `beforeAfter`. */
export function beforeAfterLegend(added: string | null): HTMLElement {
  return h(
    'div',
    { class: 'legend' },
    h('span', {}, h('i', { class: 'sw-before' }), t('before')),
    h('span', {}, h('i', { class: 'sw-data' }), h('i', { class: 'sw-rare tight' }), t('kept')),
    added !== null && h('span', {}, h('i', { class: 'sw-made' }), added),
  );
}
