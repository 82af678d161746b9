import { kMeans } from '../../kernels/k-means';
import type { Method } from '../../method';
import type { Json } from '../../metric';
import { EngineError } from '../../problems';
import { read } from '../../params/values';
import { quoted } from '../../words';
import { concatenate } from '../plans';
import { largestRemainder } from '../shares';
import {
  classMaking,
  drawNeighbours,
  interpolated,
  nearestAmong,
  nothingMade,
  reachOf,
  type Pairs,
} from './parts/class-making';
import { drawBases } from './parts/draw';
import { Space } from './parts/space';
import { sparsityOf } from './parts/sparsity';
import type { Target } from './parts/strategy';
import { synthesise, type Ground, type MakeClass, type Synthesis } from './parts/synthesis';
import { NEIGHBOURS, SYNTHESIS_GUARDS, synthesisParams } from './parts/synthesis-params';
import { t } from '../../language';

/** SMOTE inside clusters that are rich in the rare class, more where it is sparse. */
export const kmeansSmote: Method = {
  id: 'kmeans-smote',
  family: 'resample',
  title: 'K-means SMOTE',
  summary: 'New rows within clusters where the rare class is common but sparse.',
  cites: [
    'Douzas, Bacao and Last 2018, Improving imbalanced learning through k-means and SMOTE',
    'Lemaître, Nogueira and Aridas 2017, imbalanced-learn',
  ],
  needs: { required: ['label', 'feature'], optional: ['id', 'split'] },
  changes: 'adds-rows',
  params: synthesisParams([
    {
      kind: 'number',
      id: 'clusters',
      title: 'Clusters',
      summary: 'Into how many clusters all rows are parted first.',
      default: 8,
      min: 1,
      integer: true,
    },
    { ...NEIGHBOURS, default: 2 },
    {
      kind: 'number',
      id: 'balanceThreshold',
      title: 'Least share in a cluster',
      summary:
        'The share of the class from which a cluster gets rows; none means its rows divided by twice the rows to add in all classes.',
      default: null,
      min: 0,
      max: 1,
      advanced: true,
    },
    {
      kind: 'number',
      id: 'densityExponent',
      title: 'Exponent of the density',
      summary:
        'How much more sparse clusters get; none means 0.16 times the 1.8th power of the logarithm of the rows to base 1.6.',
      default: null,
      min: 0,
      advanced: true,
    },
  ]),
  guards: SYNTHESIS_GUARDS,
  apply: (table, values, context) => synthesise(table, values, context, withinClusters()),
};

/** Made anew for each run, because it records clusters. */
function withinClusters(): Synthesis {
  const clusters: Json[] = [];
  return {
    id: 'kmeans-smote',
    ground: (ground, targets) => fromClusters(ground, targets, clusters),
    tables: () => ({ clusters }),
  };
}

/** Part of a class that lies in one cluster. */
export interface ClusterPart {
  readonly cluster: number;
  /** Of the class, ascending. */
  readonly rows: Uint32Array;
  /** Rows of all classes in the cluster. */
  readonly size: number;
}

function fromClusters(ground: Ground, targets: readonly Target[], table: Json[]): MakeClass {
  const space = new Space(ground.features, ground.scales);
  const { values, context, usable } = ground;
  const count = Math.min(read.number(values, 'clusters')!, usable.length);
  const tick = (done: number, total: number) => context.tick(done, total);
  const found = count
    ? kMeans(space.points(usable), count, context.random, 'kmeans-smote', tick)
    : undefined;
  const clusterOf = new Map(Array.from(usable, (row, at) => [row, found!.clusterOf[at]!]));
  const all = targets.reduce((sum, { rows }) => sum + rows, 0);
  const unscaled =
    values['scale'] === 'none'
      ? [t('Columns are not scaled, so the one of largest numbers decides the clusters.')]
      : [];
  return (target) => {
    const { index, rows } = target;
    const name = ground.classes.values[index]!;
    const own = ground.usableOf(index);
    const reach = reachOf(ground, target, own.length);
    const notices = [...unscaled.splice(0), ...reach.notices];
    if (!reach.count) return { ...nothingMade(ground, space, notices), k: reach.k };
    const k = read.number(values, 'k')!;
    const least = read.number(values, 'balanceThreshold') ?? own.length / all / 2;
    const parts = partsOf(own, clusterOf, found!.sizes).filter(
      (part) => part.rows.length > k && part.rows.length / part.size >= least,
    );
    if (!parts.length) throw noCluster(name);
    const exponent = read.number(values, 'densityExponent') ?? undefined;
    const sparsities = parts.map((part) => sparsityOf(space.points(part.rows), exponent, tick));
    const weights = sparsities.some((sparsity) => sparsity > 0) ? sparsities : parts.map(() => 1);
    const shares = largestRemainder(rows, weights);
    parts.forEach((part, i) =>
      table.push({
        class: name,
        cluster: part.cluster,
        rows: part.size,
        ofClass: part.rows.length,
        sparsity: sparsities[i]!,
        made: shares[i]!,
      }),
    );
    const pairs = joined(
      parts.map((part, i) =>
        pairsWithin(ground, space, index, part, shares[i]!, sum(shares.slice(0, i))),
      ),
    );
    const numbers = interpolated(ground, index, pairs);
    return classMaking(space, pairs, numbers, own.length, notices);
  };
}

/** Rows of a class by cluster, in the order of the clusters. */
function partsOf(
  own: Uint32Array,
  clusterOf: ReadonlyMap<number, number>,
  sizes: Uint32Array,
): ClusterPart[] {
  const byCluster = new Map<number, number[]>();
  for (const row of own) {
    const cluster = clusterOf.get(row)!;
    const rows = byCluster.get(cluster);
    if (rows) rows.push(row);
    else byCluster.set(cluster, [row]);
  }
  return [...byCluster]
    .sort(([a], [b]) => a - b)
    .map(([cluster, rows]) => ({ cluster, rows: Uint32Array.from(rows), size: sizes[cluster]! }));
}

/** Streams `kmeans-smote/base/<cluster>/<class>`, and the class's own for neighbours, by draw from `first`. */
function pairsWithin(
  ground: Ground,
  space: Space,
  index: number,
  { cluster, rows }: ClusterPart,
  count: number,
  first: number,
): Pairs {
  const { context, values, classes } = ground;
  const stream = `kmeans-smote/base/${cluster}/${classes.values[index]!}`;
  const parents = count
    ? drawBases(context.random, stream, rows, count, read.text(values, 'baseSampling'))
    : new Uint32Array(0);
  const near = nearestAmong(ground, space, rows, parents, read.number(values, 'k')!);
  return drawNeighbours(ground, index, parents, near, first);
}

function joined(pairs: readonly Pairs[]): Pairs {
  return {
    parents: concatenate(pairs.map(({ parents }) => parents)),
    neighbours: concatenate(pairs.map(({ neighbours }) => neighbours)),
    distances: Float64Array.from(pairs.flatMap(({ distances }) => [...distances])),
    k: Math.max(...pairs.map(({ k }) => k)),
  };
}

function noCluster(name: string): EngineError {
  return new EngineError(
    'no-cluster',
    t`No cluster has enough rows of ${quoted(name)}: lower \`balanceThreshold\`, or change \`clusters\`.`,
  );
}

const sum = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0);
