import type { Points } from '../../../kernels/nearest-neighbours';
import type { MethodContext } from '../../../method';
import type { ChoiceParam, Values } from '../../../params/params';
import { EngineError } from '../../../problems';
import { select } from '../../../plan/row-numbers';
import type { Table } from '../../../table/table';
import { read } from '../../../params/values';
import { listed, quoted } from '../../../words';
import { comparedFeatures } from './compared-features';
import { nominalFeatures } from './nominal-features';
import { numericFeatures, scaledPoints, scalesOf } from './numeric-features';
import { medianDeviation } from '../smotenc';
import { nominalPoints, usableIn } from './space';
import { t } from '../../../language';

/** Which features make the distance of two rows. */
export const METRIC: ChoiceParam = {
  kind: 'choice',
  id: 'metric',
  title: 'Distance',
  summary:
    'By types counts a difference in a nominal column as much as a middling one in a number (the distance of SMOTE-NC); numbers alone leave nominal columns out.',
  default: 'types',
  options: [
    { value: 'types', title: 'By types' },
    { value: 'numbers', title: 'Numbers alone' },
  ],
  advanced: true,
};

/** What becomes of rows that lack a value, as a parameter of methods that only compare rows. */
export const MISSING_VALUES: ChoiceParam = {
  kind: 'choice',
  id: 'missing',
  title: 'Rows with empty features',
  summary:
    'Left out of comparisons, so that they stay, refused, or compared by the median or the most frequent value of the column.',
  default: 'exclude',
  options: [
    { value: 'exclude', title: 'Leave out' },
    { value: 'error', title: 'Refuse' },
    { value: 'impute', title: 'Use the middle value' },
  ],
  advanced: true,
};

/** Where rows lie for distances. */
export interface DistanceSpace {
  /** Rows in scope that lie in it, ascending: no value they are compared by is missing. */
  readonly rows: Uint32Array;
  /** The points of some of `rows`. */
  pointsOf(rows: Uint32Array): Points;
  readonly notices: readonly string[];
}

/** The method says that it compares numbers and categories; the parameter `metric` may leave categories out. */
const MIXED = { compares: 'mixed' } as const;

/**
 * The space of the parameters `scale`, `missing` and `metric`: numbers by their scale, and per difference in a nominal
 * column the square of the median standard deviation of the numbers (Chawla et al. 2002), or 1 without numbers.
 * @throws EngineError no-numeric-feature (nothing to compare by), missing-values; Cancelled
 */
export function distanceSpace(table: Table, values: Values, context: MethodContext): DistanceSpace {
  const missing = read.text(values, 'missing');
  const compared = comparedFeatures(MIXED, context, values);
  if (!compared.columns.length && !compared.nominal.length) {
    throw new EngineError(
      'no-numeric-feature',
      t('No feature is a number or a category, so there is no distance between rows.'),
    );
  }
  const numeric = numericFeatures(table, context, missing, false);
  const nominal = compared.nominal.length
    ? nominalFeatures(table, context, { missing, emptyIsValue: false })
    : undefined;
  const features = { numeric, ...(nominal && { nominal }) };
  const rows = select(context.scope, usableIn(features), context.tick);
  const scales = scalesOf(numeric, rows, read.text(values, 'scale'), context.tick);
  let squared: number | undefined;
  const mismatch = () =>
    (squared ??= compared.columns.length ? medianDeviation({ features, scales }, rows) ** 2 : 1);
  const left = compared.others.map((index) => quoted(table.columns[index]!.name));
  return {
    rows,
    pointsOf: (some) => ({
      ...scaledPoints(numeric, some, scales),
      ...(nominal && { nominal: nominalPoints(nominal, some, mismatch()) }),
    }),
    notices: left.length
      ? [t`${listed(left)} ${left.length === 1 ? t('is') : t('are')} left out of distances.`]
      : [],
  };
}
