import type { ShapeAndCardinality } from '../../engine/metrics/profile/shape-and-cardinality';
import { about, count, many, measure } from '../../engine/words';
import type { Figure } from '../document';
import { bytes } from '../words';
import type { Exhibit } from './exhibit';
import { t } from '../../engine/language';

/** Columns of categories from which a matrix of them is wide. */
const WIDE = 1000;

/** Rows beside columns, where there are few for them or many once categories are columns. */
export const shapeExhibit: Exhibit<ShapeAndCardinality> = {
  metric: 'shape-and-cardinality',
  tab: 'Columns',
  show(numbers) {
    const { rows, numeric, oneHot, smallestPerNumeric } = numbers;
    const few = numeric > rows || (smallestPerNumeric !== null && smallestPerNumeric < 1);
    if (!few && oneHot <= WIDE) return [];
    return [
      { kind: 'heading', text: t('Shape') },
      { kind: 'figures', figures: [perColumn(numbers), ...smallest(numbers), width(numbers)] },
      ...(few
        ? [
            {
              kind: 'prose',
              text: t(
                'With fewer rows than columns all rows are about equally far apart: nearest neighbours, and what is made from them, say little.',
              ),
            } as const,
          ]
        : []),
    ];
  },
};

function perColumn({ rows, numeric }: ShapeAndCardinality): Figure {
  return {
    label: t('Rows for each number'),
    value: numeric === 0 ? t('none') : measure(rows / numeric),
    note: t`${many(rows, 'row')}, ${many(numeric, 'column')} of numbers`,
  };
}

function smallest({ smallestClass, smallestPerNumeric }: ShapeAndCardinality): Figure[] {
  if (smallestClass === null || smallestPerNumeric === null) return [];
  return [
    {
      label: t('In the smallest class'),
      value: measure(smallestPerNumeric),
      note: t`${many(smallestClass, 'row')} for all columns of numbers`,
    },
  ];
}

function width({ nominal, oneHot, oneHotEstimated, oneHotBytes }: ShapeAndCardinality): Figure {
  return {
    label: t('Columns as one-hot'),
    value: oneHotEstimated ? about(oneHot) : count(oneHot),
    note: t`${many(nominal, 'column')} of categories; ${bytes(oneHotBytes)} as float64`,
  };
}
