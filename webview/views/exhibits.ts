import type { Bar, Block, Cell, Figure, PerBlock } from '../../src/report/document';
import { cellOf, render } from '../../src/report/document';
import { exhibitsOf } from '../../src/report/exhibits';
import type { ExhibitTab } from '../../src/report/exhibits/exhibit';
import { barList } from '../charts/bars';
import { drawn } from '../charts/drawn';
import { copyMenu } from '../copy/copy-menu';
import { h, type Child } from '../dom';
import type { Panel } from '../panel';
import { figureRow, heading, section } from '../parts';
import { prose } from '../prose';
import { linkList, rowLink } from './rows';
import { t } from '../../src/engine/language';

/**
 * What the metrics of a tab have to show beyond the tab's own views: a section for each heading. The charts of `apart` are
 * left out, and metrics that are not `wanted`.
 */
export function exhibits(
  panel: Panel,
  tab: ExhibitTab,
  apart?: string,
  wanted: (metric: string) => boolean = () => true,
): HTMLElement[] {
  return exhibitsOf(panel.report, tab).flatMap(({ metric, blocks }) => {
    if (!wanted(metric)) return [];
    const shown = metric === apart ? blocks.filter(({ kind }) => kind !== 'chart') : blocks;
    return exhibitSections(panel, metric, shown);
  });
}

/** A section for each heading of what a metric has to show. */
export function exhibitSections(
  panel: Panel,
  metric: string,
  blocks: readonly Block[],
): HTMLElement[] {
  return byHeading(blocks).map((part) => {
    const host = section(part.map((block) => render(nodes(panel), block)));
    if (part.some(({ kind }) => kind === 'table' || kind === 'bars'))
      host.querySelector('.sechead')?.append(copyMenu());
    host.dataset['exhibit'] = metric;
    return host;
  });
}

/** The charts of one metric, for a view that places them itself. */
export function exhibitCharts(panel: Panel, metric: string): HTMLElement[] {
  const found = exhibitsOf(panel.report).find((exhibit) => exhibit.metric === metric);
  return (found?.blocks ?? []).flatMap((block) =>
    block.kind === 'chart' ? [drawn(block.chart)] : [],
  );
}

function byHeading(blocks: readonly Block[]): Block[][] {
  const parts: Block[][] = [];
  for (const block of blocks) {
    if (block.kind === 'heading' || parts.length === 0) parts.push([]);
    parts.at(-1)!.push(block);
  }
  return parts;
}

const nodes = (panel: Panel): PerBlock<HTMLElement | null> => ({
  title: () => null,
  verdict: () => null,
  findings: () => null,
  heading: ({ text }) => heading(text),
  prose: ({ text }) => h('p', { class: 'small muted' }, prose(text)),
  figures: ({ figures }) => figureRow(figures.map(figureOf)),
  bars: ({ bars }) => barList(bars.map(barOf), { label: t('Bars'), bare: true, full: 1 }),
  chart: ({ chart }) => drawn(chart),
  table: (block) => tableOf(panel, block),
});

const figureOf = ({ label, value, note }: Figure) => ({ label, value, context: note });

const barOf = ({ label, part, text, rare }: Bar) => ({
  name: label,
  value: part,
  note: text,
  rare,
  spoken: `${label}: ${text}`,
});

function tableOf(panel: Panel, { head, rows }: Extract<Block, { kind: 'table' }>): HTMLElement {
  const side = head.map(({ numeric }) => (numeric ? 'r' : null));
  const cell = (value: Cell, index: number) => {
    const code = typeof value === 'object' && 'code' in value;
    const kind = [side[index] ?? '', code ? 'mono' : ''].join(' ').trim() || null;
    const shown = shownCell(panel, value);
    return index === 0
      ? h('th', { scope: 'row', class: kind, title: cellOf(value) }, shown)
      : h('td', { class: kind }, shown);
  };
  return h(
    'div',
    {
      class: 'scroll',
      tabindex: 0,
      role: 'region',
      'aria-label': head.map(({ text }) => text).join(', '),
    },
    h(
      'table',
      { class: 'grid stick' },
      h(
        'thead',
        {},
        h(
          'tr',
          {},
          head.map(({ text }, index) => h('th', { scope: 'col', class: side[index] }, text)),
        ),
      ),
      h(
        'tbody',
        {},
        rows.map((row) => h('tr', {}, row.map(cell))),
      ),
    ),
  );
}

function shownCell(panel: Panel, value: Cell): Child {
  if (typeof value === 'string') return prose(value);
  if ('code' in value) return value.code;
  return linkList(value.rows.map((row) => rowLink(panel, row)));
}
