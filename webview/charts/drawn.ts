import type { Chart } from '../../src/report/charts/chart';
import { sceneOf } from '../../src/report/charts/scene';
import type { ChartTable } from '../copy/tsv';
import { svg } from '../dom';
import { plain } from '../text/spans';
import { figure, fitted } from './frame';
import { t } from '../../src/engine/language';

const TALL = 224;

/** A chart of a report, drawn at the width of its place and `tall` pixels high. */
export function drawn(chart: Chart, tall = TALL): HTMLElement {
  return figure(
    chart.title,
    chart.caption === '' ? null : chart.caption,
    fitted(
      tall,
      plain(chart.text),
      (width, height) =>
        sceneOf(chart, width, height).map(({ tag, attributes, text }) =>
          svg(tag, attributes, text ?? null),
        ),
      () => figuresOfChart(chart),
    ),
  );
}

/** The layers of a chart below each other: name, x, y. */
function figuresOfChart({ x, y, layers }: Chart): ChartTable {
  const head = ['', x.label || 'x', y.label || 'y'];
  const rows = layers.flatMap((layer): (string | number)[][] => {
    if (layer.kind === 'rule') return [[layer.name, layer.at, '']];
    if (layer.kind === 'bars')
      return layer.bars.map(({ from, to, value }) => [
        t`${String(from)} to ${String(to)}`,
        from,
        value,
      ]);
    return layer.kind === 'area' ? [] : layer.points.map(([px, py]) => [layer.name ?? '', px, py]);
  });
  return { head, rows };
}
