import { kMeans } from '../../kernels/k-means';
import type { Method } from '../../method';
import { read } from '../../params/values';
import { MISSING_LABEL } from '../missing-label';
import { MISSING_VALUES } from './parts/distance-space';
import { SHUFFLE } from './parts/draw';
import { DECIMALS } from './parts/made-rows';
import { NEIGHBOUR_GUARDS } from './parts/neighbour-ground';
import { SCALE } from './parts/numeric-features';
import { representedPlan } from './parts/represented';
import { UNDER_STRATEGY } from './parts/under-sample';

/** Points times centres above which one run of k-means must do. */
const MUCH = 5e7;

/** Represents a large class by as many k-means centres, or by the real rows nearest to them (imbalanced-learn's ClusterCentroids). */
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
  params: [
    UNDER_STRATEGY,
    {
      kind: 'choice',
      id: 'voting',
      title: 'What stays',
      summary:
        'The real row nearest to each centre, or the centre itself as a made row, with all but its numbers copied from the nearest row.',
      default: 'hard',
      options: [
        { value: 'hard', title: 'The nearest rows' },
        { value: 'soft', title: 'The centres' },
      ],
    },
    SCALE,
    MISSING_VALUES,
    MISSING_LABEL,
    DECIMALS,
    SHUFFLE,
  ],
  guards: NEIGHBOUR_GUARDS,
  apply(table, values, context) {
    return representedPlan(table, values, context, {
      operation: 'cluster-centroids',
      made: read.text(values, 'voting') === 'soft',
      cluster: (rows, k, name, { pointsOf }) =>
        kMeans(pointsOf(rows), k, context.random, `cluster-centroids/${name}`, context.tick, {
          restarts: k * rows.length > MUCH ? 1 : 5,
        }),
    });
  },
};
