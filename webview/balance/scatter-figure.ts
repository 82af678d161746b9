import type { Preview } from '../../src/engine/preview/preview';
import { figure } from '../charts/frame';
import { mark, scatterPlot } from '../charts/scatter';
import { h, svg, type Child } from '../dom';
import type { Panel } from '../panel';

/** A sample of the rows, common, rare and made, over two columns. */
export function scatter(panel: Panel, preview: Preview): Child {
  const { scatter: drawn } = preview;
  if (!drawn) return null;
  const name = (index: number) => panel.report.columns[index]?.name ?? '';
  const [x, y] = drawn.columns;
  const has = (kind: 'common' | 'rare' | 'made') => drawn.points.some((p) => p.kind === kind);
  const key = (kind: 'common' | 'rare' | 'made', words: string) =>
    has(kind) &&
    h(
      'span',
      {},
      svg('svg', { class: 'chart key', width: 12, height: 10 }, mark(kind, 5, 6)),
      words,
    );
  return figure(
    has('made') ? 'Where the made rows lie' : 'Where the rows lie',
    `\`${name(y)}\` over \`${name(x)}\`, a sample of each`,
    scatterPlot(drawn, name(x), name(y)),
    h(
      'div',
      { class: 'legend' },
      key('common', 'common'),
      key('rare', 'rare, in the file'),
      key('made', 'made'),
    ),
  );
}
