import type { PartFigures } from '../../src/engine/methods/split/parts/part-plan';
import type { Preview } from '../../src/engine/preview/preview';
import { figure } from '../charts/frame';
import { h } from '../dom';
import { count, cut, percent } from '../text/numbers';
import { t } from '../../src/engine/language';

/** Classes with a column of their own; the smallest are what a split is judged by. */
const CLASSES = 4;
/** Parts listed. */
const PARTS = 20;

/** The parts that a split deals rows to, each with its share and its rare classes; undefined for other recipes. */
export function partsTable({ tables }: Preview): HTMLElement | undefined {
  const parts = tables['split'] as unknown as readonly PartFigures[] | undefined;
  if (!parts) return undefined;
  const total = (value: string) =>
    parts.reduce(
      (sum, { classes }) => sum + (classes.find((c) => c.value === value)?.rows ?? 0),
      0,
    );
  const values = (parts[0]?.classes ?? []).map(({ value }) => value);
  const rarest = [...values].sort((a, b) => total(a) - total(b)).slice(0, CLASSES);
  const shown = values.filter((value) => rarest.includes(value));
  const words =
    values.length > shown.length
      ? t('Rows of the rarest classes, and their share of the part')
      : shown.length > 0
        ? t('Rows of each class, and their share of the part')
        : null;
  return figure(t('Rows per part'), words, table(parts.slice(0, PARTS), shown));
}

function table(parts: readonly PartFigures[], values: readonly string[]): HTMLElement {
  const heads = [t('Rows'), t('Share'), ...values.map((value) => cut(value, 16))];
  return h(
    'div',
    { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': t('Rows per part') },
    h(
      'table',
      { class: 'grid' },
      h(
        'thead',
        {},
        h(
          'tr',
          {},
          h('th', { scope: 'col' }, t('Part')),
          heads.map((head) => h('th', { scope: 'col', class: 'r' }, head)),
        ),
      ),
      h(
        'tbody',
        {},
        parts.map((part) =>
          h(
            'tr',
            {},
            h('th', { scope: 'row', class: 'mono', title: part.part }, cut(part.part, 24)),
            h('td', { class: 'r' }, count(part.rows)),
            h('td', { class: 'r' }, percent(part.share)),
            values.map((value) => h('td', { class: 'r' }, ofClass(part, value))),
          ),
        ),
      ),
    ),
  );
}

function ofClass({ classes }: PartFigures, value: string): string {
  const found = classes.find((own) => own.value === value);
  return found ? `${count(found.rows)} · ${percent(found.share)}` : '';
}
