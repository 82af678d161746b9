import type { Axis, Chart, Layer, Point } from './chart';
import { tickText, ticksOf } from './ticks';

/** One SVG element; `text` is its content. */
export interface Shape {
  readonly tag: 'line' | 'polyline' | 'polygon' | 'circle' | 'rect' | 'text';
  readonly attributes: Readonly<Record<string, string | number>>;
  readonly text?: string;
}

/** Room above the frame for the name of the y axis, where it has one. */
const TOP = 8;
const NAMED_TOP = 22;
const RIGHT = 10;
const BOTTOM = 36;
/** Left margin: at least this, and this much for each character of the longest tick. */
const LEFT = 30;
const CHARACTER = 6.3;
/** Pixels that a tick's text needs. */
const PER_TICK = 80;

/** The shapes of a chart drawn at a width and height in pixels. Classes are those of the panel's charts. */
export function sceneOf(chart: Chart, width: number, height: number): Shape[] {
  const yTicks = ticksOf(chart.y, 4);
  const longest = Math.max(0, ...yTicks.map((v) => tickText(chart.y, v).length));
  const left = Math.max(LEFT, 10 + longest * CHARACTER);
  const right = width - RIGHT;
  const foot = height - BOTTOM;
  const x = positionOn(chart.x, left, right);
  const top = chart.y.label === '' ? TOP : NAMED_TOP;
  const y = positionOn(chart.y, foot, top);
  const xTicks = ticksOf(chart.x, Math.max(2, Math.floor((right - left) / PER_TICK)));
  return [
    ...yTicks.flatMap((v): Shape[] => [
      line('gridl', left, y(v), right, y(v)),
      word(tickText(chart.y, v), left - 6, y(v) + 4, 'end'),
    ]),
    line('ax', left, foot, right, foot),
    ...xTicks.flatMap((v): Shape[] => [
      line('ax', x(v), foot, x(v), foot + 4),
      word(tickText(chart.x, v), x(v), foot + 16, x(v) > right - 16 ? 'end' : 'middle'),
    ]),
    ...chart.layers.flatMap((layer) => shapesOf(layer, x, y, { left, right, foot, top })),
    word(chart.x.label, (left + right) / 2, height - 3, 'middle'),
    ...(chart.y.label === '' ? [] : [word(chart.y.label, 0, 10, 'start')]),
  ];
}

type Position = (value: number) => number;

function positionOn({ scale, low, high }: Axis, from: number, to: number): Position {
  const map = scale === 'log' ? (v: number) => Math.log10(Math.max(v, low)) : (v: number) => v;
  const [first, last] = [map(low), map(high)];
  const span = last > first ? last - first : 1;
  return (value) => {
    const part = Math.min(1, Math.max(0, (map(value) - first) / span));
    return Number((from + part * (to - from)).toFixed(1));
  };
}

interface Frame {
  readonly left: number;
  readonly right: number;
  readonly foot: number;
  readonly top: number;
}

function shapesOf(layer: Layer, x: Position, y: Position, frame: Frame): Shape[] {
  const { foot, right, top } = frame;
  switch (layer.kind) {
    case 'rule':
      return [
        line('even', x(layer.at), top, x(layer.at), foot),
        word(layer.name, x(layer.at) + 4, top + 14, x(layer.at) > right - 90 ? 'end' : 'start'),
      ];
    case 'bars':
      return layer.bars.map(({ from, to, value, tone }): Shape => ({
        tag: 'rect',
        attributes: {
          class: classOf('bar', tone),
          x: x(from),
          y: y(value),
          width: Math.max(0.5, Number((x(to) - x(from) - 1).toFixed(1))),
          height: Math.max(0, Number((foot - y(value)).toFixed(1))),
        },
      }));
    case 'area':
      return layer.points.length < 2
        ? []
        : [
            {
              tag: 'polygon',
              attributes: {
                class: classOf('area', layer.tone),
                points: pointList([
                  ...layer.points.map((p) => at(p, x, y)),
                  [x(layer.points.at(-1)![0]), foot],
                  [x(layer.points[0]![0]), foot],
                ]),
              },
            },
          ];
    case 'dots':
      return [
        ...layer.points.map((p): Shape => ({
          tag: 'circle',
          attributes: { class: classOf('pt', layer.tone), cx: x(p[0]), cy: y(p[1]), r: 2.6 },
        })),
        ...nameOf(layer, x, y, frame),
      ];
    case 'line':
      return [
        {
          tag: 'polyline',
          attributes: {
            class: classOf('line', layer.tone),
            points: pointList(layer.points.map((p) => at(p, x, y))),
          },
        },
        ...nameOf(layer, x, y, frame),
      ];
  }
}

const at = (p: Point, x: Position, y: Position): Point => [x(p[0]), y(p[1])];

/** The name of a series at its last point, on the side where there is room. */
function nameOf(
  { points, name }: { readonly points: readonly Point[]; readonly name?: string },
  x: Position,
  y: Position,
  { right }: Frame,
): Shape[] {
  const last = points.at(-1);
  if (!name || !last) return [];
  const [px, py] = at(last, x, y);
  return [word(name, px > right - 60 ? px - 4 : px + 6, py - 6, px > right - 60 ? 'end' : 'start')];
}

const classOf = (name: string, tone: string | undefined) =>
  tone === undefined || tone === 'plain' ? name : `${name} ${tone}`;

const pointList = (points: readonly Point[]) =>
  points.map(([x, y]) => `${String(x)},${String(y)}`).join(' ');

function line(name: string, x1: number, y1: number, x2: number, y2: number): Shape {
  return { tag: 'line', attributes: { class: name, x1, y1, x2, y2 } };
}

function word(text: string, x: number, y: number, anchor: 'start' | 'middle' | 'end'): Shape {
  const cut = text.length > 40 ? `${text.slice(0, 39)}…` : text;
  return { tag: 'text', attributes: { x, y, 'text-anchor': anchor }, text: cut };
}
