import { withTable } from '../copy/chart-table';
import type { ChartTable } from '../copy/tsv';
import { copyMenu } from '../copy/copy-menu';
import { h, svg, type Child } from '../dom';
import { prose } from '../prose';

/**
 * A chart redrawn at the real width of its place, so that text is never scaled. `text` says what it shows, `table` holds
 * its figures.
 */
export function fitted(
  height: number | ((width: number) => number),
  text: string,
  draw: (width: number, height: number) => Child,
  table: () => ChartTable,
): HTMLElement {
  const place = h('div', { class: 'place' });
  let drawn = -1;
  const paint = () => {
    const width = Math.floor(place.clientWidth);
    if (width < 40 || width === drawn) return;
    drawn = width;
    const tall = Math.round(typeof height === 'function' ? height(width) : height);
    place.replaceChildren(
      svg(
        'svg',
        {
          class: 'chart',
          width,
          height: tall,
          viewBox: `0 0 ${String(width)} ${String(tall)}`,
          role: 'img',
          'aria-label': text,
        },
        draw(width, tall),
      ),
    );
  };
  new ResizeObserver(paint).observe(place);
  return withTable(place, table);
}

/** A chart with its finding above it: a title, a caption, and the chart. */
export function figure(title: string, caption: string | null, ...content: Child[]): HTMLElement {
  return h(
    'figure',
    {},
    h(
      'figcaption',
      {},
      content.some((child) => child instanceof Element) && copyMenu(),
      h('h2', {}, prose(title)),
      caption && h('span', { class: 'why' }, prose(caption)),
    ),
    content,
  );
}

/** A straight line. */
export function line(name: string, x1: number, y1: number, x2: number, y2: number): SVGLineElement {
  return svg('line', { class: name, x1, y1, x2, y2 });
}

/** A text at a point; anchored at its start, middle or end. */
export function label(
  words: Child,
  x: number,
  y: number,
  anchor: 'start' | 'middle' | 'end' = 'start',
  name?: string,
): SVGTextElement {
  return svg('text', { x, y, 'text-anchor': anchor, class: name }, words);
}
