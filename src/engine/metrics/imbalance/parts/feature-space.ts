import type { Points } from '../../../kernels/nearest-neighbours';
import type { MetricContext } from '../../../metric';
import { columnsWith } from '../../../roles/roles';
import {
  isSketched,
  sampledColumns,
  sampleFor,
  type Sample,
} from '../../../sampling/sampled-columns';
import { stratifiedRows } from '../../../sampling/stratified-rows';
import { principalComponents, projected } from '../../../statistics/principal-components';
import { holdsNumbers } from '../../../table/profile';
import type { Table } from '../../../table/table';
import { labelOf, type Label } from '../../label';
import { numberPoints, vectorPoints, wordPoints } from './raw-points';
import { t } from '../../../language';

/** Sampled rows of every class as points whose distances mean something. */
export interface FeatureSpace {
  readonly label: Label;
  /** Ascending; and whether they are from the beginning of the file. */
  readonly rows: Uint32Array;
  readonly first: boolean;
  /** Class per point, as in `label.classes`; points per class. */
  readonly classOf: Int32Array;
  readonly drawn: readonly number[];
  /** Rows of the file per point of a class; 0 where none was drawn. */
  readonly weights: readonly number[];
  readonly points: Points;
  readonly of: 'numbers' | 'vectors' | 'words';
  /** Columns that the points are made of, of all that could be. */
  readonly columns: readonly number[];
  readonly candidates: number;
}

/** Classes that are compared, and points that make sure of their rows. */
const MOST_CLASSES = 100;
const MOST_POINTS = 4000;
/** Columns that count, and dimensions in which distances are taken. */
const MOST_COLUMNS = 256;
const MOST_DIMENSIONS = 50;
/** Points from which directions are learned when there are more dimensions. */
const LEARNED = 1000;

/**
 * Points from numeric features, standardised; else from a column of vectors or from the words of the text, of length 1.
 * More than 50 dimensions are reduced to their 50 principal components. `size` rows in all, `least` of each class where
 * it has as many and classes are few. @throws Cancelled
 */
export function featureSpace(
  table: Table,
  context: MetricContext,
  { size, least }: { readonly size: number; readonly least: number },
): FeatureSpace | { readonly reason: string } {
  const label = labelOf(table, context);
  if ('reason' in label) return label;
  const { classes, column } = label;
  const k = classes.codes.length;
  if (k < 2) return { reason: t('There is one class: it has nothing to be told from.') };
  if (k > MOST_CLASSES) return { reason: t('There are more than 100 classes.') };
  const source = pointSource(table, context);
  if (!source) return { reason: t('No feature is a number, and there is no vector or text.') };
  const columns = source.columns.slice(0, MOST_COLUMNS);
  const base = sampleFor(table, columns, size);
  const among = base.first ? base.rows.length : table.rowCount;
  const rows = stratifiedRows(
    (row) => classes.indexOf[column.codes[row]!]!,
    among,
    k,
    { size, least: Math.min(least, Math.floor(MOST_POINTS / k)) },
    context.tick,
  );
  const sample: Sample = { rows, first: base.first };
  const classOf = Int32Array.from(rows, (row) => classes.indexOf[column.codes[row]!]!);
  const drawn = new Array<number>(k).fill(0);
  for (const of of classOf) drawn[of]!++;
  const weights = drawn.map((n, of) => (n > 0 ? classes.counts[of]! / n : 0));
  const sampled = sampledColumns(table, columns, sample, context);
  const raw = source.make(sampled, (point) => weights[classOf[point]!]!, context.tick);
  if (raw.dimensions === 0) return { reason: t('Every feature has one value in the sample.') };
  return {
    ...{ label, rows, classOf, drawn, weights, columns, of: source.of },
    first: base.first && rows.length < table.rowCount,
    candidates: source.columns.length,
    points: reduced(raw, context),
  };
}

/** What points can be made of, the best first. */
export function pointSource(table: Table, { roles, profiles }: MetricContext) {
  const vectors = (indices: readonly number[]) =>
    indices.filter((index) => profiles[index]!.type === 'vector').slice(0, 1);
  const chosen = vectors(columnsWith(roles, 'embedding'));
  if (chosen.length > 0) return { of: 'vectors' as const, columns: chosen, make: vectorPoints };
  const features = columnsWith(roles, 'feature');
  const numeric = features.filter((index) => {
    const profile = profiles[index]!;
    // A column of numbers that is open has no numbers at hand before they are asked for.
    const held = isSketched(table, index) ? holdsNumbers(profile) : profile.numbers !== undefined;
    return profile.semantic === 'numeric' && held;
  });
  if (numeric.length > 0) return { of: 'numbers' as const, columns: numeric, make: numberPoints };
  const other = vectors(features);
  if (other.length > 0) return { of: 'vectors' as const, columns: other, make: vectorPoints };
  const texts = columnsWith(roles, 'text').slice(0, 1);
  return texts.length > 0 ? { of: 'words' as const, columns: texts, make: wordPoints } : undefined;
}

/** The same points in at most 50 dimensions, by their principal components. @throws Cancelled (from tick) */
export function reduced(points: Points, { tick }: Pick<MetricContext, 'tick'>): Points {
  const { count, dimensions, values } = points;
  if (dimensions <= MOST_DIMENSIONS) return points;
  const means = new Float64Array(dimensions);
  for (let i = 0; i < values.length; i++) means[i % dimensions]! += values[i]! / count;
  const centred = values.map((value, i) => value - means[i % dimensions]!);
  // Every so many points, so that no class is left out.
  const step = Math.max(1, Math.ceil(count / LEARNED));
  const learned = Math.ceil(count / step);
  const few = new Float64Array(learned * dimensions);
  for (let i = 0; i < learned; i++) {
    const from = i * step * dimensions;
    few.set(centred.subarray(from, from + dimensions), i * dimensions);
  }
  const ticked = () => tick(0, 1);
  const basis = principalComponents(few, learned, dimensions, MOST_DIMENSIONS, ticked);
  return {
    count,
    dimensions: MOST_DIMENSIONS,
    values: projected(centred, count, dimensions, basis, MOST_DIMENSIONS, ticked),
  };
}
