import { DETECTORS } from '../../detectors';
import type { Method, MethodContext } from '../../method';
import type { ChoiceParam, ColumnParam, Values } from '../../params/params';
import { EngineError } from '../../problems';
import { columnWith } from '../../roles/roles';
import type { Table } from '../../table/table';
import { read } from '../../params/values';
import { columnNamed } from '../columns';
import { WITHIN } from '../deduplicate/parts/keep';
import { setsOf } from '../deduplicate/parts/sets';
import { baseWeights } from './parts/finish';
import { FINISH_PARAMS } from './parts/finish-params';
import { weightPlan } from './parts/weight-plan';
import { t } from '../../language';

const COLUMN: ColumnParam = {
  kind: 'column',
  id: 'column',
  title: 'Cluster',
  summary:
    'The column whose equal values belong together: an entity, a user, a cluster of copies (`dup_cluster_id`).',
  default: null,
  role: 'entity',
};

const BY_COLUMN = 'column';

const SETS: ChoiceParam = {
  kind: 'choice',
  id: 'detector',
  title: 'Rows that belong together',
  summary: 'What makes rows one cluster.',
  default: BY_COLUMN,
  options: [
    { value: BY_COLUMN, title: 'Equal values of a column' },
    ...DETECTORS.map(({ id, title }) => ({ value: id, title })),
  ],
};

/** Weights have a `normalise` of their own: copies in other spellings are weighed by what mark-duplicates writes. */
const SEARCH_PARAMS = [...new Set(DETECTORS.flatMap(({ params }) => params))].filter(
  ({ id }) => id !== 'normalise',
);

/** Rows of the same cluster share its weight: copies, near copies, patients or users count once. */
export const clusterSizeWeights: Method = {
  id: 'cluster-size-weights',
  family: 'weights',
  title: 'Cluster size weights',
  summary: 'A weight per row, so that rows that belong together count as one.',
  cites: ['Kish 1965, Survey Sampling (equal weight per cluster)'],
  needs: { optional: ['entity', 'id', 'timestamp', 'text', 'label', 'group', 'weight', 'split'] },
  changes: 'weights',
  params: [
    SETS,
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
    ...SEARCH_PARAMS,
    WITHIN,
    ...FINISH_PARAMS,
  ],
  guards: ['G-SPLIT', 'G-ESS', 'G-TAIL', 'G-EVIDENCE'],
  apply(table, values, context) {
    const { scope, tick } = context;
    const clusters = clustersOf(table, values, context);
    const gamma = read.number(values, 'gamma')!;
    const raw = new Float64Array(scope.length);
    let effective = 0;
    for (let i = 0; i < scope.length; i++) {
      if (i % 8192 === 0) tick(i, scope.length);
      raw[i] = clusters.sizeOf(scope[i]!) ** -gamma;
      effective += raw[i]!;
    }
    const base = baseWeights(table, values, context);
    const none = new Int32Array(scope.length).fill(-1);
    const { count, largest, alone, notices = [] } = clusters;
    return weightPlan(table, { raw, base, cellOf: none, cellNames: [] }, values, context, {
      notices,
      tables: () => ({ clusters: { effective, count, largest, alone } }),
    });
  },
};

/** Clusters among the rows in scope. */
interface Clusters {
  /** Rows in the cluster of a row; 1 where it has none. */
  readonly sizeOf: (row: number) => number;
  readonly count: number;
  readonly largest: number;
  /** Clusters of one row. */
  readonly alone: number;
  readonly notices?: readonly string[];
}

/** @throws EngineError missing-role, unknown-column; Cancelled */
function clustersOf(table: Table, values: Values, context: MethodContext): Clusters {
  const detector = DETECTORS.find(({ id }) => id === read.text(values, SETS.id));
  if (!detector) return clustersByColumn(table, values, context);
  const { clusters, notices = [] } = setsOf(
    detector,
    table,
    { ...values, normalise: 'none', acrossParts: false },
    context,
  );
  const sizes = clusters.sizes();
  const alone = context.scope.length - clusters.members.length;
  return {
    sizeOf: (row) => sizes[clusters.clusterOf(row)] ?? 1,
    count: clusters.count + alone,
    largest: sizes.reduce((most, size) => Math.max(most, size), Math.min(alone, 1)),
    alone,
    notices,
  };
}

function clustersByColumn(table: Table, values: Values, context: MethodContext): Clusters {
  const { roles, profiles, scope, tick } = context;
  const named = read.textOrNull(values, COLUMN.id);
  const index = named === null ? columnWith(roles, 'entity') : columnNamed(table, named);
  if (index === undefined) {
    throw new EngineError(
      'missing-role',
      t(
        'There is no entity column: choose a column, or in `detector` what else makes rows one cluster.',
      ),
    );
  }
  const { codes, dictionary } = table.columns[index]!;
  const missing = new Set(profiles[index]!.missingCodes);
  const sizes = new Float64Array(dictionary.size);
  for (let i = 0; i < scope.length; i++) {
    if (i % 8192 === 0) tick(i, scope.length);
    sizes[codes[scope[i]!]!]!++;
  }
  // A row without a cluster is one of its own.
  for (const code of missing) sizes[code] = 1;
  return {
    sizeOf: (row) => sizes[codes[row]!]!,
    ...sizesOf(sizes, missing),
    alone: aloneAmong(sizes, missing),
  };
}

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
