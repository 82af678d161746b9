import { svg } from '../dom';
import { measure, ticks } from '../text/numbers';
import { fitted, label, line } from './frame';
import { t } from '../../src/engine/language';

/** Room for the labels of the y axis: at least this, and this for each character of the longest. */
const LEFT = 40;
const CHARACTER = 6.5;
/** Pixels that a number below takes, nine characters and room beside them. */
const LABEL = 64;
const BOTTOM = 36;
const TOP = 6;
const RIGHT = 6;

/** A row of a scatter plot. */
export interface ScatterPoint {
  readonly kind: 'common' | 'rare' | 'made';
  readonly x: number;
  readonly y: number;
}

/** Rows by two numbers: common rows hollow and grey, rare rows filled, made rows hollow triangles on top. */
export function scatterPlot(
  points: readonly ScatterPoint[],
  xName: string,
  yName: string,
): HTMLElement {
  const xs = range(points.map((p) => p.x));
  const ys = range(points.map((p) => p.y));
  const number = (kind: string) => points.filter((p) => p.kind === kind).length;
  const text = t`Scatter of ${yName} over ${xName}: a sample of ${String(number('common'))} common, ${String(number('rare'))} rare and ${String(number('made'))} made rows.`;
  return fitted(
    (width) => Math.min(330, Math.max(230, width * 0.78)),
    text,
    (width, height) => {
      const yTicks = ticks(ys.low, ys.high, 4);
      const longest = Math.max(0, ...yTicks.map((v) => measure(v).length));
      const left = Math.max(LEFT, 10 + longest * CHARACTER);
      const right = width - RIGHT;
      const foot = height - BOTTOM;
      const x = (v: number) => left + ((v - xs.low) / (xs.high - xs.low)) * (right - left);
      const y = (v: number) => foot - ((v - ys.low) / (ys.high - ys.low)) * (foot - TOP);
      const order = { common: 0, rare: 1, made: 2 } as const;
      const sorted = [...points].sort((a, b) => order[a.kind] - order[b.kind]);
      return [
        yTicks.flatMap((v) => [
          line('gridl', left, y(v), right, y(v)),
          label(measure(v), left - 6, y(v) + 4, 'end'),
        ]),
        ticks(xs.low, xs.high, Math.max(2, Math.floor(width / LABEL))).map((v) =>
          label(measure(v), x(v), foot + 15, 'middle'),
        ),
        line('ax', left, foot, right, foot),
        sorted.map((p) => mark(p.kind, x(p.x), y(p.y))),
        label(xName, left + (right - left) / 2, height - 3, 'middle', 'data'),
      ];
    },
    () => ({
      head: [xName, yName, t('Kind')],
      rows: points.map(({ x, y, kind }) => [x, y, t(kind)]),
    }),
  );
}

/** One point, as the legend draws it too. */
export function mark(kind: 'common' | 'rare' | 'made', x: number, y: number): SVGElement {
  if (kind === 'common') return svg('circle', { class: 'p-common', cx: x, cy: y, r: 1.9 });
  if (kind === 'rare') return svg('circle', { class: 'p-rare', cx: x, cy: y, r: 2.4 });
  return svg('path', {
    class: 'p-made',
    d: `M${x.toFixed(1)} ${(y - 3.4).toFixed(1)}l3 5.4h-6Z`,
  });
}

function range(values: readonly number[]): { low: number; high: number } {
  let low = Infinity;
  let high = -Infinity;
  for (const v of values) {
    if (v < low) low = v;
    if (v > high) high = v;
  }
  if (!Number.isFinite(low)) return { low: 0, high: 1 };
  const pad = (high - low) * 0.03 || 0.5;
  return { low: low - pad, high: high + pad };
}
