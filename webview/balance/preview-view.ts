import type { Balance, Preview } from '../../src/engine/preview/preview';
import type { PreviewResult } from '../../src/protocol/messages';
import { beforeAfter, beforeAfterLegend } from '../charts/before-after';
import { figure } from '../charts/frame';
import { h } from '../dom';
import { icon } from '../icons';
import { isRare } from '../model';
import { figureRow, type Figure } from '../parts';
import type { Panel } from '../panel';
import { prose } from '../prose';
import { count, percent, ratio } from '../text/numbers';
import { mixtureTable } from './mixture-table';
import { partsTable } from './parts-table';
import { scatter } from './scatter-figure';
import { t } from '../../src/engine/language';

/** Classes in the bars and the table; further ones are summed. */
const MOST = 12;

/** What the recipe would do: figures, bars before and after, a table that adds up, and where made rows lie. */
export function previewView(panel: Panel, preview: PreviewResult): HTMLElement[] {
  const parts = partsTable(preview) ?? mixtureTable(preview);
  const beside = parts ?? (preview.scatter && scatter(panel, preview));
  return [
    figureRow(four(preview)),
    h(
      'div',
      { class: beside ? 'sec grid2' : 'sec' },
      preview.before.classes.length > 0 ? classesBeforeAfter(preview) : rowsOnly(preview),
      beside,
    ),
    ...notices(preview),
  ];
}

function four(preview: Preview): Figure[] {
  const { before, after } = preview;
  const k = after.classes.filter((c) => c.count > 0).length;
  const weighted = after.classes.some((c) => c.weight !== undefined);
  return [
    {
      label: t('Rows'),
      value: count(after.rows),
      context: was(count(before.rows), before.rows === after.rows),
    },
    ratioFigure(before, after, weighted),
    {
      label: t('Effective Classes'),
      value: after.effectiveClasses?.toFixed(2) ?? '–',
      ...(after.effectiveClasses !== null && { unit: t`of ${count(k)}` }),
      context:
        before.effectiveClasses === null
          ? t('no label')
          : was(
              before.effectiveClasses.toFixed(2),
              before.effectiveClasses.toFixed(2) === after.effectiveClasses?.toFixed(2),
            ),
    },
    effectiveRows(preview) ?? {
      label: t('Exact copies'),
      value: count(after.duplicateRows),
      context: was(count(before.duplicateRows), before.duplicateRows === after.duplicateRows),
    },
  ];
}

/** What weighted rows are worth, where the last word is a weight: more telling there than copies, which stay. */
function effectiveRows({ tables, before, after }: Preview): Figure | undefined {
  const figures = tables['weights'];
  if (typeof figures !== 'object' || figures === null || Array.isArray(figures)) return undefined;
  const { ess, rows } = figures as Readonly<Record<string, unknown>>;
  if (typeof ess !== 'number' || typeof rows !== 'number' || before.rows !== after.rows)
    return undefined;
  return {
    label: t('Effective rows'),
    value: count(ess),
    unit: t`of ${count(rows)}`,
    context: t`${percent(ess / rows)} of the rows weighed`,
  };
}

function ratioFigure(before: Balance, after: Balance, weighted: boolean): Figure {
  const now = before.imbalanceRatio;
  if (after.imbalanceRatio === null || now === null)
    return { label: t('Imbalance Ratio'), value: '–', context: t('no label') };
  return {
    label: weighted ? t('Ratio by weight') : t('Imbalance Ratio'),
    value: ratio(after.imbalanceRatio),
    unit: ': 1',
    context: was(`${ratio(now)} : 1`, ratio(now) === ratio(after.imbalanceRatio)),
  };
}

function was(now: string, same: boolean): string {
  return same ? t('as it is now') : t`now ${now}`;
}

interface Line {
  readonly value: string;
  readonly before: number;
  readonly kept: number;
  readonly repeated: number;
  readonly made: number;
  readonly removed: number;
  readonly after: number;
  readonly weight: number | undefined;
}

function linesOf(preview: Preview): Line[] {
  const before = new Map(preview.before.classes.map((c) => [c.value, c.count]));
  const weight = new Map(preview.after.classes.map((c) => [c.value, c.weight]));
  const lines = preview.classes
    .map((c) => ({ ...c, before: before.get(c.value) ?? 0, weight: weight.get(c.value) }))
    .sort((a, b) => b.before - a.before);
  if (lines.length <= MOST) return lines;
  // The largest and the smallest are what a recipe moves; the middle is summed.
  const middle = lines.slice(MOST - 4, -3);
  const sum = (of: (line: Line) => number) => middle.reduce((all, line) => all + of(line), 0);
  const folded: Line = {
    value: t`${count(middle.length)} more classes`,
    before: sum((l) => l.before),
    kept: sum((l) => l.kept),
    repeated: sum((l) => l.repeated),
    made: sum((l) => l.made),
    removed: sum((l) => l.removed),
    after: sum((l) => l.after),
    weight: undefined,
  };
  return [...lines.slice(0, MOST - 4), folded, ...lines.slice(-3)];
}

function classesBeforeAfter(preview: Preview): HTMLElement {
  const lines = linesOf(preview);
  const { rows } = preview;
  const all = preview.before.rows;
  const k = preview.before.classes.length;
  const added =
    rows.made > 0
      ? rows.repeated > 0
        ? t('made or repeated')
        : t('made')
      : rows.repeated > 0
        ? t('repeated')
        : null;
  const bars = beforeAfter(
    lines.map((line) => ({
      name: line.value,
      before: line.before,
      kept: line.kept,
      added: line.repeated + line.made,
      after: line.after,
      rare: isRare(line.before, all, k),
    })),
    added ?? t('made'),
  );
  return h(
    'div',
    {},
    figure(t('Rows per class, before and after'), null, bars, beforeAfterLegend(added)),
    table(preview, lines),
  );
}

/** Columns that are all zero are left out; kept + repeated + made = after. */
function table(preview: Preview, lines: readonly Line[]): HTMLElement {
  const { rows, after } = preview;
  const weighted = lines.some((line) => line.weight !== undefined);
  type Column = readonly [string, (line: Line) => string, string];
  const columns: Column[] = [
    [t('Kept'), (l) => count(l.kept), count(rows.kept)],
    ...(rows.removed > 0
      ? [[t('Removed'), (l: Line) => count(l.removed), count(rows.removed)] as const]
      : []),
    ...(rows.repeated > 0
      ? [[t('Repeated'), (l: Line) => count(l.repeated), count(rows.repeated)] as const]
      : []),
    ...(rows.made > 0 ? [[t('Made'), (l: Line) => count(l.made), count(rows.made)] as const] : []),
    [t('After'), (l) => count(l.after), count(after.rows)],
    ...(weighted
      ? [
          [
            t('Share of weight'),
            (l: Line) => (l.weight === undefined ? '' : percent(l.weight)),
            '',
          ] as const,
        ]
      : []),
  ];
  return h(
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
          h('th', { scope: 'col' }, t('Class')),
          columns.map(([word]) => h('th', { scope: 'col', class: 'r' }, word)),
        ),
      ),
      h(
        'tbody',
        {},
        lines.map((line) =>
          h(
            'tr',
            {},
            h(
              'th',
              { scope: 'row', class: 'mono', title: line.value },
              line.value === '' ? t('empty') : line.value,
            ),
            columns.map(([, text]) => h('td', { class: 'r' }, text(line))),
          ),
        ),
        h(
          'tr',
          { class: 'total' },
          h('th', { scope: 'row', class: 'muted' }, t('All')),
          columns.map(([, , sum]) => h('td', { class: 'r' }, sum)),
        ),
      ),
    ),
  );
}

function rowsOnly(preview: Preview): HTMLElement {
  const { before, after, rows } = preview;
  const line: Line = {
    ...rows,
    value: t('All rows'),
    before: before.rows,
    after: after.rows,
    weight: undefined,
  };
  const added = rows.made > 0 ? t('made') : rows.repeated > 0 ? t('repeated') : null;
  return h(
    'div',
    {},
    figure(
      t('Rows, before and after'),
      null,
      beforeAfter(
        [
          {
            name: t('rows'),
            before: before.rows,
            kept: rows.kept,
            added: rows.made + rows.repeated,
            after: after.rows,
            rare: false,
          },
        ],
        added ?? t('made'),
      ),
      beforeAfterLegend(added),
    ),
    table(preview, [line]),
  );
}

function notices(preview: Preview): HTMLElement[] {
  if (preview.notices.length === 0) return [];
  return [
    h(
      'ul',
      { class: 'notices' },
      preview.notices.map((notice) =>
        h('li', {}, icon('info', t('Note')), h('span', {}, prose(notice))),
      ),
    ),
  ];
}
