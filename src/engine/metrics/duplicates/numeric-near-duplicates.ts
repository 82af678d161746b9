import { EPSILON, NEARNESS } from '../../detectors/vector';
import type { Evidence, Metric, MetricContext } from '../../metric';
import { sampledRows } from '../../sampling/sampled-columns';
import type { Table } from '../../table/table';
import { read } from '../../params/values';
import { nearVectors, type NearVectors } from '../../vectors/near-vectors';
import { comparedVectors, rowPoints } from '../../vectors/row-points';
import { count, listed, many, percent, quoted } from '../../words';
import { alertsOf, type AlertDraft } from '../alerts';
import { t } from '../../language';

/** Rows that coincide up to small changes of their numbers or in a column of vectors. */
export interface NumericNearDuplicates {
  readonly of: 'numbers' | 'vectors';
  /** Columns compared. */
  readonly columns: readonly string[];
  /** Rows that lack none of them. */
  readonly rows: number;
  /** Rows whose nearest was looked for: all, or a sample spread over the file, so that shares are estimates. */
  readonly asked: number;
  /** Median distance to the nearest row: standard deviations of the columns, or 1 - cosine of vectors. */
  readonly median: number;
  /** Distance below which rows are near. */
  readonly cut: number;
  /** Rows asked with a near row, of these with an equal one, and their share. */
  readonly near: number;
  readonly equal: number;
  readonly share: number;
  readonly pairs: number;
  /** Distances to the nearest row in units of the median, in steps of 0.1 up to 2, and the rest. */
  readonly histogram: readonly number[];
  /** The nearest pairs that are not equal, at most 50. */
  readonly nearest: readonly NearPair[];
}

/** Two rows that are near each other. */
export interface NearPair {
  readonly rows: readonly [number, number];
  readonly distance: number;
  /** 1 for equal rows, less with their distance. */
  readonly similarity: number;
}

/** Rows up to which nearest rows are looked for in an audit, and how many of them ask. */
const MOST_ROWS = 200_000;
const ASKED = 5000;
/** Share of rows from which they are worth a word. */
const WORTH = 0.02;
const STEPS = 20;
const LISTED = 50;
/** Other features that must agree in the remedy; of more none is named. */
const MOST_WITHIN = 20;

/** Rows that nearly agree in all numbers, or in a vector. */
export const numericNearDuplicates: Metric<NumericNearDuplicates> = {
  id: 'numeric-near-duplicates',
  family: 'duplicates',
  title: 'Near-duplicate numbers',
  summary: 'Rows that agree up to small changes of their numbers, or in an embedding.',
  cites: ['cleanlab Datalab: near-duplicate issues', 'Abbas et al. 2023: SemDeDup'],
  needs: { optional: ['embedding', 'feature'] },
  params: [NEARNESS, EPSILON],
  waits: true,
  measure(table, values, context) {
    const compared = comparedVectors(context.roles, context.profiles);
    if (!compared) return { applicable: false, reason: t('No feature is a number or a vector.') };
    if (
      table.rowCount > MOST_ROWS ||
      compared.columns.some((index) => table.columns[index]!.sketch)
    ) {
      const reason = t`Nearest rows are looked for in an audit up to ${count(MOST_ROWS)} rows whose numbers are held: \`vector-dedup\` searches them all.`;
      return { applicable: false, reason };
    }
    const points = rowPoints(table, context.profiles, compared, undefined, context.tick);
    const { rows } = points;
    if (rows.length < 2 || points.points.dimensions === 0) {
      return { applicable: false, reason: t('Fewer than two rows have numbers that differ.') };
    }
    const queries = rows.length > 4 * ASKED ? sampledRows(rows.length, ASKED) : undefined;
    const near = nearVectors(points, {
      epsilon: read.number(values, EPSILON.id)!,
      nearness: read.number(values, NEARNESS.id)!,
      ...(queries && { queries }),
      tick: context.tick,
    });
    const isVector = compared.of === 'vectors';
    const cut = isVector
      ? read.number(values, EPSILON.id)!
      : near.median * read.number(values, NEARNESS.id)!;
    const asked = near.nearest.length;
    const isNear = (distance: number) =>
      distance === 0 || (isVector ? cosine(distance) <= cut : distance < cut);
    const flagged = near.nearest.filter(isNear).length;
    const equal = near.nearest.filter((distance) => distance === 0).length;
    const numbers: NumericNearDuplicates = {
      of: compared.of,
      columns: compared.columns.map((index) => table.columns[index]!.name),
      rows: rows.length,
      asked,
      median: isVector ? cosine(near.median) : near.median,
      cut,
      near: flagged,
      equal,
      share: flagged / asked,
      pairs: near.pairs.first.length,
      histogram: histogramOf(near),
      nearest: nearestPairs(near, isVector),
    };
    const flaggedRows = Uint32Array.from(queries ?? rows.keys(), (point) => rows[point]!).filter(
      (_, i) => isNear(near.nearest[i]!),
    );
    return {
      applicable: true,
      numbers,
      alerts: alertsOf(this.id, [
        alertOf(numbers, compared.columns, otherFeatures(table, context, compared.columns)),
      ]),
      evidence: evidenceOf(flaggedRows, compared.columns),
    };
  },
};

/** 1 less the cosine of two vectors of length 1 at a distance. */
const cosine = (distance: number) => distance ** 2 / 2;

function histogramOf({ nearest, median }: NearVectors): number[] {
  const steps = new Array<number>(STEPS + 1).fill(0);
  for (const distance of nearest) {
    const at = median > 0 ? Math.floor((10 * distance) / median) : distance > 0 ? STEPS : 0;
    steps[Math.min(STEPS, at)]!++;
  }
  return steps;
}

function nearestPairs({ pairs, rows, similarity }: NearVectors, isVector: boolean): NearPair[] {
  const order = [...pairs.first.keys()].map((i) => {
    const both = [rows[pairs.first[i]!]!, rows[pairs.second[i]!]!] as const;
    return { rows: both, similarity: similarity(...both) };
  });
  return order
    .sort((a, b) => b.similarity - a.similarity || a.rows[0] - b.rows[0] || a.rows[1] - b.rows[1])
    .slice(0, LISTED)
    .map((pair) => ({
      ...pair,
      distance: isVector ? 1 - pair.similarity : -Math.log(pair.similarity),
    }));
}

function alertOf(
  { share, near, equal, asked, rows, cut, of }: NumericNearDuplicates,
  columns: readonly number[],
  others: readonly string[],
): AlertDraft | undefined {
  if (share <= WORTH || near === equal) return undefined;
  const estimate = asked < rows ? t` of ${many(asked, 'row')} that were looked at` : '';
  const within =
    of === 'vectors'
      ? t`a cosine of at least ${String(1 - cut)}`
      : t`${cut.toPrecision(2)} standard deviations, an eighth of the usual distance to the nearest row`;
  return {
    code: 'rows-nearly-equal',
    severity: 'info',
    title: t`${percent(share)}${estimate} nearly equal another in all ${of === 'vectors' ? t('vectors') : t('numbers')}`,
    message: t`${many(near, 'row')}, ${count(equal)} of them equal, have another within ${within}: one thing measured twice, or copies with noise.${others.length > 0 ? t` ${listed(others.map(quoted))} ${others.length === 1 ? t('was') : t('were')} not compared.` : ''}`,
    columns,
    value: share,
    threshold: WORTH,
    rowCount: near,
    evidence: 'near',
    remedies: [
      {
        method: 'vector-dedup',
        ...(others.length > 0 && others.length <= MOST_WITHIN && { values: { within: others } }),
        why: t('Keeps one row of each set.'),
      },
    ],
  };
}

/** Features that have no distance: rows that differ in them are other things. */
function otherFeatures(
  table: Table,
  { roles }: MetricContext,
  columns: readonly number[],
): string[] {
  return table.columns
    .filter((_, index) => roles[index] === 'feature' && !columns.includes(index))
    .map(({ name }) => name);
}

function evidenceOf(rows: Uint32Array, columns: readonly number[]): Record<string, Evidence> {
  if (rows.length === 0) return {};
  const reason = t('Rows with another row nearby in all that is compared.');
  return { near: { rows, columns, reason } };
}
