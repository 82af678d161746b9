import { describe, expect, test } from 'vitest';
import { densityOf } from '../../../src/engine/metrics/imbalance/annotation-density';
import type { AnnotationGeometry } from '../../../src/engine/metrics/imbalance/annotation-geometry';
import { boxDimension, uniformDimension } from '../../../src/engine/statistics/box-dimension';
import { tableOf } from '../../../src/engine/table/table';
import { audit, figures } from './auditing';
import { examplesOf } from './examples';

const NAMES = ['image', 'class', 'x', 'y', 'w', 'h', 'image_width', 'image_height'];
type Box = readonly [image: number, category: string, x: number, y: number, w: number, h: number];
const boxes = (list: readonly Box[]) =>
  tableOf(
    NAMES,
    list.map((box) => [...box.map(String), '640', '480']),
  );

describe('box geometry', () => {
  const [example] = examplesOf('annotation-geometry');

  test(`${example!.name}: spread of boxes scattered evenly`, () => {
    const { n } = example!.input as { n: number[] };
    const wanted = example!.expect['dUniform'] as number[];
    n.forEach((count, i) => {
      expect(uniformDimension(count)).toBeCloseTo(wanted[i]!, 9);
    });
  });

  test('a point has dimension 0, a line 1, a full grid 2', () => {
    const many = Array.from({ length: 4096 }, (_, i) => i);
    expect(boxDimension(many.map(() => [0.3, 0.7]))).toBeCloseTo(0, 12);
    expect(boxDimension(many.map((i) => [(i + 0.5) / 4096, 0.4]))).toBeCloseTo(1, 12);
    expect(
      boxDimension(many.map((i) => [((i % 64) + 0.5) / 64, (Math.floor(i / 64) + 0.5) / 64])),
    ).toBeCloseTo(2, 1);
    expect(
      boxDimension([
        [0, 0],
        [1, 1],
        [0.5, 0.5],
      ]),
    ).toBeNull();
  });

  test('sizes, border, centre and shape by hand', () => {
    const list: Box[] = [
      [0, 'a', 0, 0, 20, 10],
      [0, 'a', 270, 190, 100, 100],
      [1, 'a', 100, 100, 50, 50],
    ];
    const { categories, centres } = figures<AnnotationGeometry>(boxes(list), 'annotation-geometry');
    const [a] = categories;
    expect(a).toMatchObject({ name: 'a', boxes: 3, dimension: null });
    expect([a!.small, a!.medium, a!.large, a!.atBorder]).toEqual([1 / 3, 1 / 3, 1 / 3, 1 / 3]);
    expect(a!.aspect).toBe(1);
    expect(a!.relativeArea).toBeCloseTo(2500 / (640 * 480), 12);
    expect(centres.reduce((x, y) => x + y)).toBe(3);
    expect(centres[8 * 16 + 8]).toBe(1);
  });

  test('always large and central, and in few places', () => {
    const same = Array.from({ length: 80 }, (_, i): Box => [i, 'cup', 170, 90, 300, 300]);
    const spread = Array.from({ length: 80 }, (_, i): Box => [
      i,
      'dog',
      (i * 97) % 560,
      (i * 61) % 400,
      20 + ((i * 13) % 90),
      20 + ((i * 7) % 80),
    ]);
    const alerts = (list: readonly Box[]) =>
      audit(boxes(list), { only: ['annotation-geometry'] }).report.alerts;
    expect(alerts(same).map(({ code }) => code)).toEqual(['same-view', 'few-places']);
    expect(alerts(spread)).toEqual([]);
  });
});

describe('annotation density', () => {
  test('figures by hand', () => {
    const found = densityOf([0, 0, 4, 4]);
    expect(found).toMatchObject({ images: 4, sparse: 0.5, gini: 0.5 });
    // Two equal peaks: G1 = 0, and m = 4 leaves 1 / (G2 + 27 / 2).
    expect(found.bimodality).toBeCloseTo(1 / (-6 + 13.5), 9);
    expect(densityOf([3, 3, 3]).gini).toBe(0);
  });

  test('two kinds of images are a note, one kind is none', () => {
    const images = (n: (i: number) => number) =>
      boxes(
        Array.from({ length: 60 }, (_, i) =>
          Array.from({ length: n(i) }, (_, k): Box => [i, 'c', k * 9, i, 8, 8]),
        ).flat(),
      );
    const codes = (n: (i: number) => number) =>
      audit(images(n), { only: ['annotation-density'] }).report.alerts.map(({ code }) => code);
    expect(codes((i) => (i % 2 === 0 ? 1 : 30))).toEqual(['uneven-density']);
    expect(codes((i) => 5 + (i % 3))).toEqual([]);
  });
});
