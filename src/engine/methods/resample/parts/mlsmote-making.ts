import type { MethodContext } from '../../../method';
import type { Values } from '../../../params/params';
import { choose } from '../../../random';
import { select } from '../../../plan/row-numbers';
import type { Table } from '../../../table/table';
import { read } from '../../../params/values';
import type { Making } from './made-rows';
import { mostFrequentLevels } from './modes';
import { NO_LEVEL, nominalFeatures, type NominalFeatures } from './nominal-features';
import { distanceValues, numericFeatures, scalesOf } from './numeric-features';
import { median, standardDeviation } from './spread';
import { Space, usableIn, type Features } from './space';

/** What rows are made from: features without the columns of labels. */
export interface LabelGround {
  readonly values: Values;
  readonly context: MethodContext;
  readonly features: Features & { readonly nominal: NominalFeatures };
  readonly scales: Float64Array;
  mayUse(row: number): boolean;
}

/** Rows made for one label, with the labels of each. */
export interface LabelMaking extends Omit<Making, 'operation'> {
  readonly labels: readonly (readonly number[])[];
}

/** @throws EngineError no-numeric-feature (nothing to compare by), missing-values; Cancelled */
export function mlsmoteGround(
  table: Table,
  values: Values,
  context: MethodContext,
  labels: readonly number[],
): LabelGround {
  const roles = context.roles.map((role, index) => (labels.includes(index) ? 'label' : role));
  const own = { ...context, roles };
  const missing = read.text(values, 'missing');
  const nominal = nominalFeatures(table, own, {
    missing,
    emptyIsValue: read.flag(values, 'emptyIsValue'),
  });
  const numeric = numericFeatures(table, own, missing, !nominal.columns.length);
  const features = { numeric, nominal };
  const mayUse = usableIn(features);
  const rows = select(context.scope, mayUse, context.tick);
  const scales = scalesOf(numeric, rows, read.text(values, 'scale'), context.tick);
  return { values, context, features, scales, mayUse };
}

/**
 * One row per row of the bag: among its k nearest in the bag (the distance of SMOTE-NC) one is the second parent,
 * categories are those of most neighbours, labels follow `rule`. Streams `mlsmote/neighbour|gap|nominal/<label>`.
 *
 * @param rows of the bag, ascending, at least two
 */
export function makeForLabel(
  { values, context, features, scales }: LabelGround,
  name: string,
  rows: Uint32Array,
  labelsOf: (row: number) => readonly number[],
  rule: string,
): LabelMaking {
  const { numeric, nominal } = features;
  const spread = Float64Array.from(
    [...scales.keys()].filter((place) => scales[place]! > 0),
    (place) => {
      return standardDeviation(distanceValues(numeric, place, rows)) / scales[place]!;
    },
  );
  const mismatch = spread.length ? median(spread) ** 2 : 1;
  const k = Math.min(read.number(values, 'k')!, rows.length - 1);
  const near = new Space(features, scales, mismatch).nearest(rows, k, context.tick);
  const stream = (use: string) => context.random.stream(`mlsmote/${use}/${name}`);
  const [seconds, gaps, ties] = [stream('neighbour'), stream('gap'), stream('nominal')];
  const nearOf = (i: number) =>
    near.points.subarray(i * k, (i + 1) * k).map((point) => rows[point]!);
  const neighbours = rows.map((_, i) => nearOf(i)[choose(seconds, i, k)]!);
  const lambdas = Float64Array.from(rows, (_, i) => gaps.uniform(i));
  const d = nominal.columns.length;
  return {
    parents: rows,
    neighbours,
    lambdas,
    values: numeric.columns.map((_, place) =>
      Float64Array.from(rows, (row, i) => {
        const from = numeric.value(place, row);
        const to = numeric.value(place, neighbours[i]!);
        return from + lambdas[i]! * ((Number.isNaN(to) ? from : to) - from);
      }),
    ),
    levels: nominal.columns.map((_, place) => {
      const votes = new Uint32Array(nominal.values[place]!.length);
      return Int32Array.from(rows, (row, i) => {
        const own = nominal.level(place, row);
        if (own === NO_LEVEL) return NO_LEVEL;
        const tied = mostFrequentLevels(nearOf(i), (near) => nominal.level(place, near), votes);
        return tied.length ? tied[choose(ties, i * d + place, tied.length)]! : own;
      });
    }),
    labels: Array.from(rows, (row, i) => votedLabels([row, ...nearOf(i)].map(labelsOf), rule)),
  };
}

/** Labels that more than half of the sets have (`ranking`), any (`union`) or all (`intersection`); ascending. */
function votedLabels(sets: readonly (readonly number[])[], rule: string): number[] {
  const votes = new Map<number, number>();
  for (const set of sets) for (const label of set) votes.set(label, (votes.get(label) ?? 0) + 1);
  const above = rule === 'union' ? 0 : rule === 'intersection' ? sets.length - 1 : sets.length / 2;
  return [...votes].flatMap(([label, n]) => (n > above ? [label] : [])).sort((a, b) => a - b);
}
