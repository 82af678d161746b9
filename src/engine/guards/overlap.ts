import { classesOf } from '../table/classes';
import { nearestNeighbours } from '../kernels/nearest-neighbours';
import { splitMixUniform } from '../kernels/splitmix64';
import { MOST_BESIDE_OTHERS, type MadeReport } from '../methods/resample/parts/made-report';
import type { MethodContext } from '../method';
import {
  featuresOfRows,
  numericFeatureColumns,
  numericFeatures,
  scaledPoints,
  scalesOf,
  type NumericFeatures,
} from '../methods/resample/parts/numeric-features';
import type { Plan } from '../plan/plan';
import { sample, type RandomStream } from '../random';
import { columnWith } from '../roles/roles';
import { rowNumbers, select } from '../plan/row-numbers';
import { isOpen, type Table } from '../table/table';
import { extremes } from '../statistics/extremes';
import { count, many, percent, quoted } from '../words';
import type { Guard, GuardSubject } from './guard';
import { t } from '../language';

/** Rare rows that are asked, rows and numbers among which they look, and columns that count: a guard must be quick. */
const ASKED = 300;
const AMONG = 20_000;
const NUMBERS = 100_000;
const MOST_COLUMNS = 50;
/** Rows among which they look where columns must be read from the file, row by row. */
const READ = 5000;
const K = 5;

/** Where classes overlap, strong weights or full balance cost accuracy on the common class. */
export const overlap: Guard = {
  code: 'G-OVERLAP',
  rule: 'Where more than 30% of the neighbours of the rarest class, or more than 20% of the nearest rows of what was made, are of another class, full balance costs accuracy.',
  check(subject) {
    const found = disagreement(subject);
    if (!found) return undefined;
    const note = { code: 'G-OVERLAP', title: t('Classes overlap.') } as const;
    const made = besideOthers(subject.plan);
    const figure = t`Of the ${K} nearest rows of ${quoted(found.value)}, ${percent(found.share)} belong to another class.${found.among < found.of ? t` Judged by ${many(found.among, 'complete row')} of ${count(found.of)}.` : ''}`;
    const madeFigure = made
      ? t` Of ${count(made.asked)} of the ${many(made.made, 'made row')} of ${quoted(made.class)}, ${percent(made.otherClassShare)} lie nearest to another class.`
      : '';
    if (found.share > 0.3 || (made && made.otherClassShare > MOST_BESIDE_OTHERS)) {
      return {
        ...note,
        level: 'warning',
        message: t`${figure}${madeFigure} Full balance may cost more on common rows than it gains on rare ones: try half of it.`,
      };
    }
    return { ...note, level: 'passed', message: `${figure}${madeFigure}` };
  },
};

/** The class of which most made rows lie beside another class. */
function besideOthers({ tables }: Pick<Plan, 'tables'>): MadeReport | undefined {
  const reports = (tables['made'] ?? []) as unknown as readonly MadeReport[];
  return [...reports].sort((a, b) => b.otherClassShare - a.otherClassShare)[0];
}

/** A fixed stream, so that a guard says the same whatever the seed. */
const FIXED: RandomStream = { key: 1n, uniform: (index) => splitMixUniform(0, 1, index) };

/** Share of neighbours of the smallest class that are of another class, on a sample. */
function disagreement({ table, context }: GuardSubject) {
  const label = columnWith(context.roles, 'label');
  const columns = numericFeatureColumns(context);
  if (label === undefined || !columns.length || columns.length > MOST_COLUMNS) return undefined;
  const { codes } = table.columns[label]!;
  const classes = classesOf(table.columns[label]!, context.profiles[label]!, context.scope);
  if (classes.values.length < 2) return undefined;
  const { rarest } = extremes(classes.counts);
  const classOf = (row: number) => classes.indexOf[codes[row]!]!;
  const { rows, features, places } = sampled(table, context, columns, (row) => classOf(row) >= 0);
  const rare = rowNumbers(rows.length).filter((point) => classOf(rows[point]!) === rarest);
  if (rows.length <= K || !rare.length) return undefined;
  const tick = (done: number, total: number) => context.tick(done, total);
  const points = scaledPoints(features, places, scalesOf(features, places, 'standard', tick));
  if (!points.dimensions) return undefined;
  const queries = sample(FIXED, rare, ASKED).sort();
  const near = nearestNeighbours(points, K, tick, { queries });
  let other = 0;
  for (const point of near.points) if (classOf(rows[point]!) !== rarest) other++;
  return {
    value: classes.values[rarest]!,
    share: other / near.points.length,
    among: rows.length,
    of: context.scope.length,
  };
}

/** Rows of a sample that have a class and all numbers, and where each stands in what their features know. */
interface Sampled {
  readonly rows: Uint32Array;
  readonly features: NumericFeatures;
  readonly places: Uint32Array;
}

/** Rows drawn from those that are complete; where some columns are not held, the complete ones among fewer rows drawn and read. */
function sampled(
  table: Table,
  context: MethodContext,
  columns: readonly number[],
  wanted: (row: number) => boolean,
): Sampled {
  const tick = (done: number, total: number) => context.tick(done, total);
  const open = columns.some((column) => isOpen(table, column));
  const most = Math.min(open ? READ : AMONG, Math.floor(NUMBERS / columns.length));
  const drawn = (usable: Uint32Array) =>
    usable.length > most ? sample(FIXED, usable, most, tick).sort() : usable;
  if (open) {
    const rows = drawn(select(context.scope, wanted, tick));
    const features = featuresOfRows(table, context.profiles, columns, rows, tick);
    const places = rowNumbers(rows.length).filter((place) => features.complete(place));
    return { rows: places.map((place) => rows[place]!), features, places };
  }
  const features = numericFeatures(table, context);
  const rows = drawn(select(context.scope, (row) => wanted(row) && features.complete(row), tick));
  return { rows, features, places: rows };
}
