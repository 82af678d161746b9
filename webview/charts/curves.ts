import { svg } from '../dom';
import { percent, round } from '../text/numbers';
import { fitted, label, line } from './frame';

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
  const text = `Lorenz curve. The rarest ${round(half[0])} of classes hold ${percent(half[1])} of rows. Gini ${gini.toFixed(2)}.`;
  return fitted(TALL, text, (width, height) => {
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
      label('even split', x(0.44), y(0.55), 'end'),
      half[0] < 1 &&
        label(
          percent(half[1]),
          x(half[0]) + 8,
          Math.min(y(half[1]) + 14, y(0) - 6),
          'start',
          'strong',
        ),
      label('classes, rarest first', x(0.5), height - 2, 'middle'),
    ];
  });
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

/** Chance that a batch of `rows` drawn at random holds none of a class of share `share`: (1 - share)^rows. */
export function missChance(share: number, rows: number): number {
  return (1 - share) ** rows;
}

/** The least batch that misses the class at most one time in twenty. */
export function batchNeeded(share: number): number {
  return Math.max(1, Math.ceil(Math.log(0.05) / Math.log(1 - share)));
}

/** How often a training batch holds no row of the rarest class, over the batch's size. */
export function batchCurve(share: number, name: string): HTMLElement {
  const needed = batchNeeded(share);
  // A power of two at which the curve has come down, so that both named points are on the axis.
  const most = Math.min(4096, Math.max(64, 2 ** Math.ceil(Math.log2(Math.max(needed, 32) * 1.6))));
  const at32 = missChance(share, 32);
  const text = `Chance that a batch holds no row of ${name}: ${round(at32)} at 32 rows, 5% at ${String(needed)} rows.`;
  return fitted(TALL, text, (width, height) => {
    const right = width - RIGHT;
    const x = (b: number) => LEFT + (b / most) * (right - LEFT);
    const y = (v: number) => TOP + (1 - v) * (height - TOP - BOTTOM);
    const path = Array.from({ length: 160 }, (_, i) => {
      const b = 1 + (i * (most - 1)) / 159;
      return `${x(b).toFixed(1)},${y(missChance(share, b)).toFixed(1)}`;
    }).join(' ');
    const marks = [...(x(32) < x(most / 4) - 24 ? [32] : []), most / 4, most / 2, most];
    const onAxis = needed <= most;
    const apart = Math.abs(x(32) - x(needed)) > 60 || Math.abs(y(at32) - y(0.05)) > 26;
    return [
      [0, 0.5, 1].flatMap((v) => [
        line(v === 0 ? 'ax' : 'gridl', LEFT, y(v), right, y(v)),
        label(round(v), LEFT - 6, y(v) + 4, 'end'),
      ]),
      marks.flatMap((b) => [
        line('ax', x(b), y(0), x(b), y(0) + 4),
        label(String(b), x(b), height - BOTTOM + 15, b === most ? 'end' : 'middle'),
      ]),
      svg('polyline', { class: 'line rare', points: path }),
      svg('circle', { class: 'pt rare', cx: x(32), cy: y(at32), r: 3.5 }),
      label(
        `${at32 > 0.995 ? '>99%' : round(at32)} of batches of 32 hold none`,
        x(32) + 9,
        y(at32) - 4,
        'start',
        'strong',
      ),
      onAxis && svg('circle', { class: 'pt rare', cx: x(needed), cy: y(0.05), r: 3.5 }),
      onAxis &&
        apart &&
        label(
          `5% at ${String(needed)}`,
          x(needed),
          y(0.05) - 10,
          x(needed) > right - 40 ? 'end' : 'middle',
          'strong',
        ),
      label('rows per batch', LEFT + (right - LEFT) / 2, height - 2, 'middle'),
    ];
  });
}
