import type { Clustering } from '../../../kernels/k-means';
import { nearestNeighbours, type Points } from '../../../kernels/nearest-neighbours';
import type { MethodContext } from '../../../method';
import type { StrategyValue, Values } from '../../../params/params';
import { NO_ROW, type AddedColumn, type Draft } from '../../../plan/plan';
import { rowNumbers, select } from '../../../plan/row-numbers';
import type { Table } from '../../../table/table';
import { read } from '../../../params/values';
import { many, quoted } from '../../../words';
import { classesIn } from '../../classes';
import { withoutUnlabelled } from '../../missing-label';
import { concatenate, Leaving, shuffled } from '../../plans';
import { madeRows, marksOf, type Making } from './made-rows';
import { numericFeatures, scaledPoints, scalesOf, type NumericFeatures } from './numeric-features';
import { resolveStrategy } from './strategy';
import { t } from '../../../language';

/** How a class is parted and what stays of each part. */
export interface Representation {
  readonly operation: string;
  /** Centres themselves become rows; else the row nearest to each stays. */
  readonly made: boolean;
  /** Parts the rows of a class; `k` is 1 .. rows.length. @throws Cancelled */
  cluster(rows: Uint32Array, k: number, name: string, space: RowSpace): Clustering;
  /** A column that says which part a row stands for. */
  readonly codeColumn?: string;
}

/** Rows as points. */
export interface RowSpace {
  readonly features: NumericFeatures;
  /** Scaled as the parameter `scale` says. */
  pointsOf(rows: Uint32Array): Points;
}

/** The part an output row stands for: its number, from 0, with its class, and how many rows it has. */
interface Part {
  readonly code: string;
  readonly rows: number;
}

/**
 * The plan in which every targeted class is represented by as many rows as its target says: the rows nearest to the
 * centres of as many parts, or the centres themselves. `_represents`: rows that an output row stands for.
 * @throws EngineError missing-role, one-class, too-few-rows, bad-strategy, no-numeric-feature, missing-values; Cancelled
 */
export function representedPlan(
  table: Table,
  values: Values,
  context: MethodContext,
  representation: Representation,
): Draft {
  const classes = classesIn(table, context);
  const features = numericFeatures(table, context, read.text(values, 'missing'));
  const targets = resolveStrategy(classes, values['strategy'] as StrategyValue, 'under');
  const usable = select(context.scope, (row) => features.usable(row), context.tick);
  const scales = scalesOf(features, usable, read.text(values, 'scale'), context.tick);
  const space = { features, pointsOf: (rows: Uint32Array) => scaledPoints(features, rows, scales) };
  const leaving = new Leaving(table.rowCount, context.tick);
  const partOf = new Map<number, Part>();
  const centres: Centres[] = [];
  const notices: string[] = [];
  for (const { index, rows: wanted } of targets) {
    const name = classes.values[index]!;
    const own = select(classes.rows[index]!, (row) => features.usable(row));
    if (own.length < classes.counts[index]!) {
      notices.push(
        t`${many(classes.counts[index]! - own.length, 'row')} of ${quoted(name)} with empty features are not compared, and stay.`,
      );
    }
    if (wanted >= own.length) continue;
    const found = wanted ? representation.cluster(own, wanted, name, space) : undefined;
    const points = found ? nearestToCentres(found, () => space.pointsOf(own)) : [];
    const kept = Uint32Array.from(points, (point) => own[point]!);
    const parts = points.map((_, code) => ({
      code: `${name}#${code}`,
      rows: Math.max(1, found!.sizes[code]!),
    }));
    if (!representation.made) kept.forEach((row, code) => partOf.set(row, parts[code]!));
    else if (found) centres.push(centresOf(found, own, kept, parts, features));
    const staying = representation.made ? kept.subarray(0, 0) : kept;
    leaving.keepOnly(own, staying, representation.operation);
  }
  const rows = leaving.staying();
  const made = madeRows(
    table,
    context,
    values,
    { numeric: features },
    joined(centres, representation, features),
  );
  const madeParts = centres.flatMap(({ parts }) => parts);
  const partAt = (output: number) =>
    output < rows.length ? partOf.get(rows[output]!) : madeParts[output - rows.length];
  const column = (name: string, type: AddedColumn['type'], text: (part?: Part) => string) => ({
    name,
    type,
    text: (output: number) => text(partAt(output)),
  });
  return withoutUnlabelled(table, values, context, {
    rows,
    ...(made.count ? { made } : {}),
    ...shuffled(values, context, rows.length + made.count),
    removed: leaving.removed(),
    columns: [
      ...(representation.codeColumn
        ? [column(representation.codeColumn, 'text', (part) => part?.code ?? '')]
        : []),
      column('_represents', 'integer', (part) => String(part?.rows ?? 1)),
      ...(made.count ? marksOf({ provenance: true }, { rows, made }, 'made') : []),
    ],
    notices,
    tables: {
      strategy: targets.map(({ index, rows: count }) => ({
        class: classes.values[index]!,
        rows: classes.counts[index]!,
        kept: count,
      })),
    },
  });
}

/** Centres that become rows: the nearest row of each, its numbers (column by column), and its part. */
interface Centres {
  readonly parents: Uint32Array;
  readonly values: readonly Float64Array[];
  readonly parts: readonly Part[];
}

/** The means of the rows of each part, in the units of the file; parts without rows have none. */
function centresOf(
  { clusterOf, sizes }: Clustering,
  own: Uint32Array,
  nearest: Uint32Array,
  parts: readonly Part[],
  features: NumericFeatures,
): Centres {
  const filled = [...sizes.keys()].filter((code) => sizes[code]! > 0);
  const values = features.columns.map((_, place) => {
    const sums = new Float64Array(sizes.length);
    own.forEach((row, i) => {
      sums[clusterOf[i]!]! += features.distanceValue(place, row);
    });
    return Float64Array.from(filled, (code) => sums[code]! / sizes[code]!);
  });
  return {
    parents: Uint32Array.from(filled, (code) => nearest[code]!),
    values,
    parts: filled.map((code) => parts[code]!),
  };
}

function joined(
  centres: readonly Centres[],
  { operation }: Representation,
  { columns }: NumericFeatures,
): Making {
  const parents = concatenate(centres.map((each) => each.parents));
  return {
    operation,
    parents,
    neighbours: new Uint32Array(parents.length).fill(NO_ROW),
    lambdas: new Float64Array(parents.length).fill(NaN),
    values: columns.map((_, place) =>
      Float64Array.from(centres.flatMap((each) => [...each.values[place]!])),
    ),
  };
}

/** Per centre its nearest point, each point once: of its own members, or, for a centre without any, of those left. */
function nearestToCentres(
  { centres, sizes, clusterOf, distances }: Clustering,
  pointsOf: () => Points,
): number[] {
  const best = new Map<number, number>();
  clusterOf.forEach((own, point) => {
    const known = best.get(own);
    if (known === undefined || distances[point]! < distances[known]!) best.set(own, point);
  });
  const taken = new Set(best.values());
  let points: Points | undefined;
  return Array.from(sizes, (_, centre) => {
    const point = best.get(centre) ?? nearestFree((points ??= pointsOf()), centres, centre, taken);
    taken.add(point);
    return point;
  });
}

function nearestFree(
  { count, dimensions, values }: Points,
  centres: Float64Array,
  centre: number,
  taken: ReadonlySet<number>,
): number {
  const all = new Float64Array((count + 1) * dimensions);
  all.set(values.subarray(0, count * dimensions));
  all.set(centres.subarray(centre * dimensions, (centre + 1) * dimensions), count * dimensions);
  const free = select(rowNumbers(count), (point) => !taken.has(point));
  const asked = { queries: Uint32Array.of(count), among: free };
  const joinedPoints = { count: count + 1, dimensions, values: all };
  return nearestNeighbours(joinedPoints, 1, () => undefined, asked).points[0]!;
}
