import type { Metric } from '../../metric';
import { columnsWith } from '../../roles/roles';
import { extremes } from '../../statistics/extremes';
import { count, many } from '../../words';
import { alertsOf, type AlertDraft } from '../alerts';
import { labelIfAny } from '../label';
import { t } from '../../language';

/** Whether neighbours and made rows can mean something in a table of this shape. */
export interface ShapeAndCardinality {
  readonly rows: number;
  /** Features that are numbers, and such that are categories. */
  readonly numeric: number;
  readonly nominal: number;
  /** Columns once every category is a column of its own: numbers and levels. */
  readonly oneHot: number;
  /** Some levels were estimated: the columns are too large to be held. */
  readonly oneHotEstimated?: true;
  /** Bytes of that matrix in float64. */
  readonly oneHotBytes: number;
  /** Numeric features per row. */
  readonly numericPerRow: number;
  /** Rows of the smallest class, and how many that are for each numeric feature; null without classes or numbers. */
  readonly smallestClass: number | null;
  readonly smallestPerNumeric: number | null;
}

/** Few rows for the columns, and the width that categories would have. */
export const shapeAndCardinality: Metric<ShapeAndCardinality> = {
  id: 'shape-and-cardinality',
  family: 'profile',
  title: 'Shape',
  summary: 'Rows beside columns, and how wide the table is once categories are columns.',
  cites: [
    'Roy, Sarkar, Dutta, Ghosh 2022: On generalizations of some distance based classifiers for HDLSS data',
  ],
  needs: { optional: ['label', 'feature'] },
  params: [],
  measure(table, _values, context) {
    const { profiles, roles } = context;
    const features = columnsWith(roles, 'feature').map((index) => profiles[index]!);
    if (features.length === 0) {
      return { applicable: false, reason: t('No column has the role feature.') };
    }
    const numeric = features.filter(({ semantic }) => semantic === 'numeric').length;
    const nominal = features.filter(({ semantic }) => semantic === 'categorical');
    const oneHot = nominal.reduce((sum, { distinct }) => sum + distinct, numeric);
    const rows = table.rowCount;
    const counts = labelIfAny(table, context)?.classes.counts;
    const smallestClass = counts ? (counts[extremes(counts).rarest] ?? null) : null;
    const numbers: ShapeAndCardinality = {
      rows,
      numeric,
      nominal: nominal.length,
      oneHot,
      ...(nominal.some(({ distinctEstimated }) => distinctEstimated) && { oneHotEstimated: true }),
      oneHotBytes: 8 * rows * oneHot,
      numericPerRow: rows === 0 ? 0 : numeric / rows,
      smallestClass,
      smallestPerNumeric: smallestClass === null || numeric === 0 ? null : smallestClass / numeric,
    };
    return {
      applicable: true,
      numbers,
      // A class smaller than that is told when distances are to be taken, by the guard G-DIM.
      alerts: alertsOf(this.id, [numeric > rows ? wide(numbers) : undefined]),
      evidence: {},
    };
  },
};

function wide({ rows, numeric, numericPerRow }: ShapeAndCardinality): AlertDraft {
  return {
    code: 'more-columns-than-rows',
    severity: 'warning',
    title: t`${many(numeric, 'column')} of numbers, but ${many(rows, 'row')}`,
    message: t`Among so many columns all rows are about equally far apart: what asks for nearest neighbours (SMOTE, cleaning by neighbours) says little, and a model learns the rows by heart. Choose fewer columns first, or combine them: ${count(rows)} rows carry few dimensions.`,
    columns: [],
    value: numericPerRow,
    threshold: 1,
    remedies: [],
  };
}
