import type { AnnotationImbalance } from '../../engine/metrics/imbalance/annotation-imbalance';
import { count, many, percent } from '../../engine/words';
import type { Exhibit } from './exhibit';
import { t } from '../../engine/language';

const SHOWN = 12;

/** Categories by images and instances, with repeat factors. */
export const annotationImbalanceExhibit: Exhibit<AnnotationImbalance> = {
  metric: 'annotation-imbalance',
  tab: 'Classes',
  show(numbers) {
    const { categories, categoryCount, images, instances } = numbers;
    const ranked = [...categories].reverse().filter((c) => c.images > 0);
    const most = Math.max(2, ...categories.map((c) => c.instances));
    return [
      { kind: 'heading', text: t('Categories of boxes') },
      {
        kind: 'figures',
        figures: [
          {
            label: t('Categories'),
            value: count(categoryCount),
            note: t`${count(numbers.rare)} in at most 10 images, ${count(numbers.common)} in at most 100`,
          },
          {
            label: t('Boxes per image'),
            value: count(numbers.perImage[0]),
            note: t`in the middle, at most ${count(numbers.perImage[2])}; ${percent(numbers.background)} without`,
          },
          {
            label: t('Epoch with repeats'),
            value: t`${numbers.rfsGrowth.toFixed(2)} times`,
            note: t`by images; ${numbers.irfsGrowth.toFixed(2)} by instances too, at t = ${String(Number(numbers.t.toPrecision(3)))}`,
          },
        ],
      },
      {
        kind: 'chart',
        chart: {
          title: t('Images and boxes per category, by rank'),
          caption: t('Line: images. Dots: boxes. Both axes in powers of ten'),
          text: t`${many(categoryCount, 'category', 'categories')} on ${count(images)} images with ${count(instances)} boxes; ${count(numbers.rare)} are in at most 10 images.`,
          x: {
            label: t('rank'),
            scale: 'log',
            low: 1,
            high: Math.max(2, ranked.length),
            unit: 'number',
          },
          y: { label: t('images, boxes'), scale: 'log', low: 1, high: most, unit: 'number' },
          layers: [
            {
              kind: 'dots',
              tone: 'quiet',
              points: ranked.map((c, i) => [i + 1, c.instances] as const),
            },
            { kind: 'line', points: ranked.map((c, i) => [i + 1, c.images] as const) },
          ],
        },
      },
      {
        kind: 'table',
        head: [
          { text: t('Category') },
          { text: t('Images'), numeric: true },
          { text: t('Boxes'), numeric: true },
          { text: t('Repeat by images'), numeric: true },
          { text: t('by instances too'), numeric: true },
        ],
        rows: categories
          .slice(0, SHOWN)
          .map((c) => [
            { code: c.name || c.id },
            count(c.images),
            count(c.instances),
            c.rfs.toFixed(2),
            c.irfs.toFixed(2),
          ]),
      },
      ...(categoryCount > SHOWN
        ? [
            {
              kind: 'prose' as const,
              text: t`The rarest ${String(SHOWN)} of ${count(categoryCount)}.`,
            },
          ]
        : []),
    ];
  },
};
