import type { Method } from '../../method';
import type { ColumnParam } from '../../params';
import { EngineError } from '../../problems';
import { columnWith } from '../../roles';
import { read } from '../../values';
import { columnNamed } from '../columns';
import { baseWeights } from './parts/finish';
import { FINISH_PARAMS } from './parts/finish-params';
import { weightPlan } from './parts/weight-plan';

const COLUMN: ColumnParam = {
  kind: 'column',
  id: 'column',
  title: 'Cluster',
  summary:
    'The column whose equal values belong together: an entity, a user, a cluster of copies (`dup_cluster_id`).',
  default: null,
  role: 'entity',
};

/** Rows of the same cluster share its weight: copies, near copies, patients or users count once. */
export const clusterSizeWeights: Method = {
  id: 'cluster-size-weights',
  family: 'weights',
  title: 'Cluster size weights',
  summary: 'A weight per row, so that rows that belong together count as one.',
  cites: ['Kish 1965, Survey Sampling (equal weight per cluster)'],
  needs: { required: ['entity'], optional: ['label', 'group', 'weight', 'split'] },
  changes: 'weights',
  params: [
    COLUMN,
    {
      kind: 'number',
      id: 'gamma',
      title: 'Gamma',
      summary:
        'Size to the power of minus gamma: 1 makes every cluster count once, 0 changes nothing.',
      default: 1,
      min: 0,
      max: 1,
    },
    ...FINISH_PARAMS,
  ],
  guards: ['G-SPLIT', 'G-ESS', 'G-TAIL', 'G-EVIDENCE'],
  apply(table, values, context) {
    const { roles, scope, profiles, tick } = context;
    const named = read.textOrNull(values, COLUMN.id);
    const index = named === null ? columnWith(roles, 'entity') : columnNamed(table, named);
    if (index === undefined) {
      throw new EngineError('missing-role', 'There is no entity column: choose one.');
    }
    const { codes, dictionary } = table.columns[index]!;
    const missing = new Set(profiles[index]!.missingCodes);
    const sizes = new Float64Array(dictionary.size);
    for (let i = 0; i < scope.length; i++) {
      if (i % 8192 === 0) tick(i, 2 * scope.length);
      sizes[codes[scope[i]!]!]!++;
    }
    // A row without a cluster is one of its own.
    for (const code of missing) sizes[code] = 1;
    const gamma = read.number(values, 'gamma')!;
    const perCode = sizes.map((size) => (size > 0 ? size ** -gamma : 0));
    const raw = new Float64Array(scope.length);
    let effective = 0;
    for (let i = 0; i < scope.length; i++) {
      if (i % 8192 === 0) tick(scope.length + i, 2 * scope.length);
      raw[i] = perCode[codes[scope[i]!]!]!;
      effective += raw[i]!;
    }
    const base = baseWeights(table, values, context);
    const none = new Int32Array(scope.length).fill(-1);
    return weightPlan(table, { raw, base, cellOf: none, cellNames: [] }, values, context, {
      tables: () => ({
        clusters: { effective, ...sizesOf(sizes, missing), alone: aloneAmong(sizes, missing) },
      }),
    });
  },
};

/** Number of clusters and the largest. */
function sizesOf(sizes: Float64Array, missing: ReadonlySet<number>) {
  let [count, largest] = [0, 0];
  sizes.forEach((size, code) => {
    if (size === 0 || missing.has(code)) return;
    count++;
    if (size > largest) largest = size;
  });
  return { count, largest };
}

function aloneAmong(sizes: Float64Array, missing: ReadonlySet<number>): number {
  return sizes.reduce((n, size, code) => n + (size === 1 && !missing.has(code) ? 1 : 0), 0);
}
