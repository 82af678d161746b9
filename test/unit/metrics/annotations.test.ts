import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { maskArea } from '../../../src/engine/annotations/run-lengths';
import type { AnnotationImbalance } from '../../../src/engine/metrics/imbalance/annotation-imbalance';
import type { AnnotationIntegrity } from '../../../src/engine/metrics/imbalance/annotation-integrity';
import { overlap, polygonArea } from '../../../src/engine/metrics/imbalance/parts/box-pairs';
import {
  categoryShares,
  repeatFactors,
  thresholdFor,
} from '../../../src/engine/statistics/repeat-factors';
import { tableOf } from '../../../src/engine/table/table';
import { cells, read } from '../codecs/reading';
import { audit, figures } from './auditing';
import { differences, examplesOf } from './examples';

interface Coco {
  readonly images: readonly Record<string, unknown>[];
  readonly categories: readonly Record<string, unknown>[];
  readonly annotations: readonly Record<string, unknown>[];
}

/** A document of annotations as a table; its members in the order given. */
const document = (coco: Coco, order = ['images', 'annotations', 'categories']) =>
  read(
    JSON.stringify({
      info: { year: 2024, 'a "quoted" [key]': '\\"]' },
      ...Object.fromEntries(order.map((member) => [member, coco[member as keyof Coco]])),
    }),
    {},
    'instances.json',
  );

describe('a document of annotations', () => {
  const coco = examplesOf('annotation-integrity')[0]!.input as unknown as Coco;

  test.each([
    [['images', 'annotations', 'categories']],
    [['annotations', 'categories', 'images']],
    [['categories', 'images', 'annotations']],
  ])('is read whatever the order of its lists: %j', (order) => {
    const { table, facts } = document(coco, order);
    expect(table.rowCount).toBe(8);
    expect(table.columns.map(({ name }) => name)).toContain('bbox');
    const { images, categories } = table.companions!;
    expect(cells(images!)).toEqual([
      ['1', '100', '80'],
      ['2', '100', '80'],
    ]);
    expect(cells(categories!).map((row) => row[1])).toEqual(['cup', 'cat']);
    expect(facts.problems.map(({ code, severity }) => [code, severity])).toEqual([
      ['several-lists', 'info'],
    ]);
  });

  test('is read where its first list is longer than what is looked at', () => {
    const images = Array.from({ length: 90_000 }, (_, i) => ({
      id: i,
      file_name: `${String(i).padStart(12, '0')}.jpg`,
      width: 640,
      height: 480,
      coco_url: `http://images.example/train/${String(i).padStart(12, '0')}.jpg`,
    }));
    const annotations = [{ id: 1, image_id: 5, category_id: 1, bbox: [1, 2, 3, 4] }];
    const { table } = document({ images, annotations, categories: coco.categories });
    expect(table.rowCount).toBe(1);
    expect(table.companions!['images']!.rowCount).toBe(90_000);
  });

  test('with two lists of another kind is still refused', () => {
    expect(() => read('{"a": [{"x": 1}], "b": [{"y": 1}]}', {}, 'two.json')).toThrow(
      /more than one list of rows/,
    );
  });
});

describe('annotation faults', () => {
  for (const { name, input, expect: wanted, tol } of examplesOf('annotation-integrity')) {
    test(name, () => {
      const { table } = document(input as unknown as Coco);
      const found = figures<AnnotationIntegrity>(table, 'annotation-integrity');
      expect(differences(found, wanted, tol)).toEqual([]);
      const run = audit(table, { only: ['annotation-integrity'] });
      expect(run.report.alerts.map(({ code }) => code)).toEqual([
        'invalid-annotations',
        'double-boxes',
      ]);
      expect([...run.evidence.get('annotation-integrity/invalid')!.rows]).toEqual([2, 3, 4, 5, 7]);
      expect([...run.evidence.get('annotation-integrity/double')!.rows]).toEqual([0, 1]);
    });
  }

  test('masks: areas of pycocotools, packed or as a list', () => {
    const file = join(import.meta.dirname, '../../peers/run-lengths.json');
    const golden = JSON.parse(readFileSync(file, 'utf8')) as {
      counts: string;
      runs: number[];
      area: number;
    }[];
    for (const { counts, runs, area } of golden) {
      expect(maskArea(counts)).toBe(area);
      expect(maskArea(JSON.stringify(runs))).toBe(area);
    }
    for (const wrong of ['', '[', '[1,-2]', '["a"]', 'a b', 'h']) {
      expect(maskArea(wrong)).toBeUndefined();
    }
  });

  test('the area of a mask is not that of its box', () => {
    const [{ counts, area }] = [{ counts: [10, 30, 60], area: 30 }];
    const of = (given: number) =>
      figures<AnnotationIntegrity>(
        document({
          images: [{ id: 1, width: 10, height: 10 }],
          categories: [{ id: 1, name: 'cup' }],
          annotations: [
            {
              ...{ id: 1, image_id: 1, category_id: 1, bbox: [0, 0, 8, 8], area: given },
              segmentation: { size: [10, 10], counts },
            },
          ],
        }).table,
        'annotation-integrity',
      ).areaDiffers;
    expect(of(area)).toEqual([]);
    expect(of(64)).toEqual([1]);
  });

  test('overlap and area by hand', () => {
    const boxes = Float64Array.of(0, 0, 10, 10, 5, 0, 10, 10, 20, 0, 1, 1);
    expect(overlap(boxes, 0, 1)).toBeCloseTo(50 / 150, 12);
    expect(overlap(boxes, 0, 2)).toBe(0);
    expect(
      polygonArea([
        [0, 0, 4, 0, 0, 3],
        [10, 10, 12, 10, 12, 12, 10, 12],
      ]),
    ).toBe(10);
  });

  test('pairs that are alike equal those found by comparing all', () => {
    const random = (seed: number) => ((seed * 7919 + 104_729) % 65_521) / 65_521;
    const annotations = Array.from({ length: 300 }, (_, i) => ({
      id: i,
      image_id: i % 3,
      category_id: i % 2,
      bbox: [
        Math.floor(random(i) * 4) * 30 + random(i + 9) * 0.6,
        Math.floor(random(i + 1000) * 3) * 30,
        20 + random(i + 5) * 0.5,
        20,
      ],
    }));
    const { table } = document({
      images: [0, 1, 2].map((id) => ({ id, width: 200, height: 200 })),
      categories: [0, 1].map((id) => ({ id, name: `c${String(id)}` })),
      annotations,
    });
    const boxes = Float64Array.from(annotations.flatMap(({ bbox }) => bbox));
    let [same, different] = [0, 0];
    for (let a = 0; a < 300; a++) {
      for (let b = a + 1; b < 300; b++) {
        if (a % 3 !== b % 3) continue;
        const rounded = (i: number) => annotations[i]!.bbox.map(Math.round).join();
        const exact = a % 2 === b % 2 && rounded(a) === rounded(b);
        if (!exact && overlap(boxes, a, b) < 0.95) continue;
        if (a % 2 === b % 2) same++;
        else different++;
      }
    }
    const { counts } = figures<AnnotationIntegrity>(table, 'annotation-integrity');
    expect(same + different).toBeGreaterThan(20);
    expect(counts.exactDuplicates + counts.alikeSame).toBe(same);
    expect(counts.alikeDifferent).toBe(different);
  });
});

describe('annotated categories', () => {
  const [example] = examplesOf('annotation-imbalance');
  const given = (example!.input as { images: Record<string, number>[] }).images;
  const t = example!.params['t'] as number;

  test(`${example!.name}: factors`, () => {
    const images = given.map(
      (counts) => new Map(Object.entries(counts).map(([c, n]) => [Number(c), n])),
    );
    const shares = categoryShares(images, 3);
    const rfs = repeatFactors(images, shares, t, 'images');
    const irfs = repeatFactors(images, shares, t, 'instances');
    const named = (of: readonly number[]) => Object.fromEntries(of.entries());
    const found = {
      rfs: named(rfs.categories),
      irfs: named(irfs.categories),
      rfsImage: rfs.images,
      rfsGrowth: rfs.growth,
      irfsImage: irfs.images,
      irfsGrowth: irfs.growth,
    };
    expect(differences(found, example!.expect, example!.tol)).toEqual([]);
    const growth = (at: number) => repeatFactors(images, shares, at, 'images').growth;
    expect(growth(thresholdFor(1.1, growth))).toBeCloseTo(1.1, 6);
  });

  test(`${example!.name}: as a document, with a crowd that does not count`, () => {
    const annotations = given.flatMap((counts, image) =>
      Object.entries(counts).flatMap(([category, n]) =>
        Array.from({ length: n }, (_, i) => ({
          image_id: image,
          category_id: Number(category),
          bbox: [i * 7, image, 5, 5],
          iscrowd: 0,
        })),
      ),
    );
    const crowd = { image_id: 1, category_id: 1, bbox: [0, 0, 90, 90], iscrowd: 1 };
    const { table } = document({
      images: given.map((_, id) => ({ id, width: 100, height: 100 })),
      categories: ['many', 'some', 'few'].map((name, id) => ({ id, name })),
      annotations: [...annotations, crowd],
    });
    const settings = { 'annotation-imbalance': { t } };
    const found = figures<AnnotationImbalance>(table, 'annotation-imbalance', { settings });
    expect(found).toMatchObject({ images: 4, instances: 17, categoryCount: 3, rare: 3 });
    const by = (name: string) => found.categories.find((c) => c.name === name)!;
    expect(by('few').irfs).toBeCloseTo(2.03054318487, 9);
    expect(by('some')).toMatchObject({ images: 1, instances: 6, bucket: 'rare' });
    expect(by('some').bias).toBeCloseTo(-Math.log((1 - 6 / 17) / (6 / 17)), 12);
    const run = audit(table, { only: ['annotation-imbalance'], settings });
    expect(run.report.alerts.map(({ code }) => code)).toEqual(['rare-categories']);
  });

  test('a table of boxes is read by its column names', () => {
    const table = tableOf(
      ['filename', 'class', 'xmin', 'ymin', 'xmax', 'ymax', 'width', 'height'],
      [
        ['a.jpg', 'cat', '0', '0', '10', '20', '100', '100'],
        ['a.jpg', 'dog', '5', '5', '5', '20', '100', '100'],
        ['b.jpg', 'cat', '50', '50', '150', '60', '100', '100'],
      ],
    );
    const found = figures<AnnotationIntegrity>(table, 'annotation-integrity');
    expect(found).toMatchObject({ images: 2, categories: 2, empty: [1], outside: [2] });
  });

  test('ordinary tables are no annotations', () => {
    const table = tableOf(
      ['x', 'label'],
      [
        ['1', 'a'],
        ['2', 'b'],
      ],
    );
    for (const metric of ['annotation-integrity', 'annotation-imbalance']) {
      const { metrics } = audit(table, { only: [metric] }).report;
      expect(metrics[metric]).toHaveProperty('notApplicable');
    }
  });
});
