import { kMeans } from '../../kernels/k-means';
import { nearestNeighbours, type Points } from '../../kernels/nearest-neighbours';
import type { Method } from '../../method';
import type { StrategyValue } from '../../params';
import { rowNumbers, select } from '../../row-numbers';
import { read } from '../../values';
import { many, quoted } from '../../words';
import { classesIn } from '../classes';
import { MISSING_LABEL, withoutUnlabelled } from '../missing-label';
import { Leaving, shuffled } from '../plans';
import { SHUFFLE } from './parts/draw';
import { numericFeatures, scaledPoints, SCALE, scalesOf } from './parts/numeric-features';
import { MISSING_VALUES } from './parts/distance-space';
import { NEIGHBOUR_GUARDS } from './parts/neighbour-ground';
import { resolveStrategy } from './parts/strategy';
import { UNDER_STRATEGY } from './parts/under-sample';

/** Points times centres above which one run of k-means must do. */
const MUCH = 5e7;

/** Keeps of a large class the real rows nearest to as many k-means centres (imbalanced-learn's ClusterCentroids, hard voting). */
export const clusterCentroids: Method = {
  id: 'cluster-centroids',
  family: 'resample',
  title: 'Cluster centres',
  summary: 'Of common classes the rows nearest to cluster centres stay.',
  cites: [
    'Yen and Lee 2009, Cluster-based under-sampling approaches for imbalanced data distributions',
    'Lemaître, Nogueira and Aridas 2017, imbalanced-learn',
  ],
  needs: { required: ['label', 'feature'], optional: ['split'] },
  changes: 'removes-rows',
  params: [UNDER_STRATEGY, SCALE, MISSING_VALUES, MISSING_LABEL, SHUFFLE],
  guards: NEIGHBOUR_GUARDS,
  apply(table, values, context) {
    const classes = classesIn(table, context);
    const features = numericFeatures(table, context, read.text(values, 'missing'));
    const targets = resolveStrategy(classes, values['strategy'] as StrategyValue, 'under');
    const usable = select(context.scope, (row) => features.usable(row), context.tick);
    const scales = scalesOf(features, usable, read.text(values, 'scale'), context.tick);
    const leaving = new Leaving(table.rowCount);
    const represents = new Map<number, number>();
    const notices: string[] = [];
    for (const { index, rows: wanted } of targets) {
      const name = classes.values[index]!;
      const own = select(classes.rows[index]!, (row) => features.usable(row));
      if (own.length < classes.counts[index]!) {
        notices.push(
          `${many(classes.counts[index]! - own.length, 'row')} of ${quoted(name)} with empty features are not compared, and stay.`,
        );
      }
      if (wanted >= own.length) continue;
      const points = scaledPoints(features, own, scales);
      const { nearest, sizes } = wanted
        ? centreRows(points, wanted, (k) =>
            kMeans(points, k, context.random, `cluster-centroids/${name}`, context.tick, {
              restarts: k * points.count > MUCH ? 1 : 5,
            }),
          )
        : { nearest: [], sizes: [] };
      const kept = Uint32Array.from(nearest, (point) => own[point]!);
      nearest.forEach((point, i) => represents.set(own[point]!, sizes[i]!));
      leaving.keepOnly(own, kept, 'cluster');
    }
    const rows = leaving.staying();
    const draft = leaving.plan({
      rows,
      ...shuffled(values, context, rows.length),
      columns: [
        {
          name: '_represents',
          type: 'integer',
          text: (output) => String(represents.get(rows[output]!) ?? 1),
        },
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
    return withoutUnlabelled(table, values, context, draft);
  },
};

/** Per centre the nearest point that is no nearer to being another centre's, each once, and the members of the centre. */
function centreRows(
  points: Points,
  k: number,
  cluster: (k: number) => ReturnType<typeof kMeans>,
): { nearest: number[]; sizes: number[] } {
  const { centres, sizes, clusterOf, distances } = cluster(k);
  const { count, dimensions } = points;
  const best = new Map<number, number>();
  for (let point = 0; point < count; point++) {
    const own = clusterOf[point]!;
    const known = best.get(own);
    if (known === undefined || distances[point]! < distances[known]!) best.set(own, point);
  }
  const taken = new Set(best.values());
  const nearest: number[] = [];
  for (let centre = 0; centre < k; centre++) {
    // A centre without members takes the nearest point that is still free.
    const point = best.get(centre) ?? nearestFree(points, centres, centre, taken);
    taken.add(point);
    nearest.push(point);
  }
  return { nearest, sizes: nearest.map((_, centre) => Math.max(1, sizes[centre]!)) };

  function nearestFree(all: Points, from: Float64Array, centre: number, used: Set<number>): number {
    const values = new Float64Array((count + 1) * dimensions);
    values.set(all.values.subarray(0, count * dimensions));
    values.set(from.subarray(centre * dimensions, (centre + 1) * dimensions), count * dimensions);
    const free = select(rowNumbers(count), (point) => !used.has(point));
    const asked = { queries: Uint32Array.of(count), among: free };
    const joined = { count: count + 1, dimensions, values };
    return nearestNeighbours(joined, 1, () => undefined, asked).points[0]!;
  }
}
