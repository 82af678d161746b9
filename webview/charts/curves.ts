import { svg } from '../dom';
import { percent, round } from '../text/numbers';
import { fitted, label, line } from './frame';
import { t } from '../../src/engine/language';

const LEFT = 34;
const BOTTOM = 34;
const TOP = 8;
const RIGHT = 8;
const TALL = 224;

/** The Lorenz curve of class sizes, rarest first; the area to the dashed even split is the unevenness. */
export function lorenzCurve(
  points: readonly (readonly [number, number])[],
  gini: number,
): HTMLElement {
  const half = points.find(([x]) => x >= 0.5) ?? [1, 1];
  const text = t`Lorenz curve. The rarest ${round(half[0])} of classes hold ${percent(half[1])} of rows. Gini ${gini.toFixed(2)}.`;
  return fitted(
    TALL,
    text,
    (width, height) => {
      const side = Math.min(width - LEFT - RIGHT, 360);
      const x = (v: number) => LEFT + v * side;
      const y = (v: number) => TOP + (1 - v) * (height - TOP - BOTTOM);
      const path = points.map(([a, b]) => `${x(a).toFixed(1)},${y(b).toFixed(1)}`).join(' ');
      const dots = points.length <= 21 ? points.slice(1, -1) : [half];
      return [
        shares(x, y, height, true),
        svg('polygon', { class: 'area', points: `${String(x(0))},${String(y(0))} ${path}` }),
        line('even', x(0), y(0), x(1), y(1)),
        svg('polyline', { class: 'line', points: path }),
        dots.map(([a, b]) => svg('circle', { class: 'pt', cx: x(a), cy: y(b), r: 3 })),
        label(t('even split'), x(0.44), y(0.55), 'end'),
        half[0] < 1 &&
          label(
            percent(half[1]),
            x(half[0]) + 8,
            Math.min(y(half[1]) + 14, y(0) - 6),
            'start',
            'strong',
          ),
        label(t('classes, rarest first'), x(0.5), height - 2, 'middle'),
      ];
    },
    () => ({ head: [t('Share of classes, rarest first'), t('Share of rows')], rows: points }),
  );
}

function shares(
  x: (v: number) => number,
  y: (v: number) => number,
  height: number,
  below: boolean,
): SVGElement[] {
  return [0, 0.5, 1].flatMap((v) => [
    line(v === 0 ? 'ax' : 'gridl', x(0), y(v), x(1), y(v)),
    label(round(v), LEFT - 6, y(v) + 4, 'end'),
    ...(below
      ? [
          label(
            round(v),
            x(v),
            height - BOTTOM + 15,
            v === 0 ? 'start' : v === 1 ? 'end' : 'middle',
          ),
        ]
      : []),
  ]);
}
