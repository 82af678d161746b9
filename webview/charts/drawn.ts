import type { Chart } from '../../src/report/charts/chart';
import { sceneOf } from '../../src/report/charts/scene';
import { svg } from '../dom';
import { plain } from '../text/spans';
import { figure, fitted } from './frame';

const TALL = 224;

/** A chart of a report, drawn at the width of its place and `tall` pixels high. */
export function drawn(chart: Chart, tall = TALL): HTMLElement {
  return figure(
    chart.title,
    chart.caption === '' ? null : chart.caption,
    fitted(tall, plain(chart.text), (width, height) =>
      sceneOf(chart, width, height).map(({ tag, attributes, text }) =>
        svg(tag, attributes, text ?? null),
      ),
    ),
  );
}
