import { apartAcross } from '../../roles/compared-across';
import { DETECTOR, DETECTORS, SEARCH_PARAMS } from '../../detectors';
import type { Detector, Found, Search } from '../../detectors/detector';
import { comparedColumns } from '../../detectors/exact';
import { filledKeys } from '../../detectors/key';
import { unitedClusters } from '../../detectors/united';
import { bitsOf } from '../../kernels/bit-sets';
import type { RowClusters } from '../../kernels/row-clusters';
import type { Method } from '../../method';
import type { ChoiceParam, ColumnsParam } from '../../params/params';
import { columnWith } from '../../roles/roles';
import { rowsInScope } from '../../scope';
import { findColumn } from '../../table/table';
import { read } from '../../params/values';
import { count, many } from '../../words';
import { columnsFor } from '../columns';
import { byGroups, RESTARTS, STRATIFY_BY } from './parts/by-groups';
import { partPlan } from './parts/part-plan';
import { OUTPUT, partsOf, SHARES } from './parts/split-params';
import { t } from '../../language';

const AUTO = 'auto';

const COPIES: ChoiceParam = {
  ...DETECTOR,
  summary: 'What makes rows one set, which goes to one part.',
  default: AUTO,
  options: [{ value: AUTO, title: 'Equal rows and nearly equal texts' }, ...DETECTOR.options],
};

const TOGETHER: ColumnsParam = {
  kind: 'columns',
  id: 'groups',
  title: 'Keep together too',
  summary: 'Rows that agree in one of these columns go to one part as well; none means the entity.',
  default: [],
  role: 'entity',
};

/** Deals rows to parts so that no copy, relative or entity is in two. */
export const duplicateAwareSplit: Method = {
  id: 'duplicate-aware-split',
  family: 'split',
  title: 'Split with copies on one side',
  summary:
    'Deals sets of equal and nearly equal rows, families of made rows and entities whole to train, validation and test.',
  cites: ['FiftyOne: leaky splits', 'Lee et al. 2022, Deduplicating training data'],
  needs: { optional: ['text', 'label', 'entity', 'id', 'split', 'timestamp'] },
  changes: 'columns',
  params: [SHARES, COPIES, ...SEARCH_PARAMS, TOGETHER, STRATIFY_BY, RESTARTS, OUTPUT],
  guards: ['G-PARTS', 'G-LEAK', 'G-TIME'],
  apply(table, values, context) {
    const { roles, profiles, tick } = context;
    const scope = rowsInScope(table, context);
    const only = scope.rows && bitsOf(scope.rows, table.rowCount);
    const search: Search = {
      table,
      profiles,
      roles,
      values,
      within: [],
      acrossParts: true,
      apart: apartAcross(table, roles),
      ...(only && { only }),
      tick,
    };
    const copies = detectorsFor(read.text(values, COPIES.id), search).map((each) =>
      each.find(search),
    );
    const keys = columnsFor(table, roles, TOGETHER, read.texts(values, TOGETHER.id));
    const family = findColumn(table.columns, '_family');
    const together = [...keys, ...(family < 0 ? [] : [family])].map((column) =>
      filledKeys(search, [column]),
    );
    const found = [...copies, ...together].map(({ clusters }) => clusters);
    const clusters = unitedClusters(found, table.rowCount, scope.count, tick);
    const parts = partsOf(values);
    const dealing = { values, stream: 'duplicate-aware-split/order' };
    const { dealt, tables } = byGroups(table, clusters, parts, dealing, context);
    return partPlan(
      table,
      dealt,
      {
        ...parts,
        files: read.text(values, OUTPUT.id) === 'files',
        notices: noticesOf(clusters, copies),
        tables,
        columns: [
          {
            name: 'dup_cluster_id',
            type: 'integer',
            text: (row) => {
              const cluster = clusters.clusterOf(row);
              return String(cluster < 0 ? row : clusters.rows(cluster)[0]!);
            },
          },
        ],
      },
      context,
    );
  },
};

/** The detectors to ask; by itself those that have something to compare. */
function detectorsFor(wanted: string, search: Search): Detector[] {
  if (wanted !== AUTO) return DETECTORS.filter(({ id }) => id === wanted);
  return DETECTORS.filter(
    ({ id }) =>
      (id === 'exact' && comparedColumns(search).length > 0) ||
      (id === 'near' && columnWith(search.roles, 'text') !== undefined),
  );
}

function noticesOf(clusters: RowClusters, copies: readonly Found[]): string[] {
  const further = copies.flatMap(({ notices = [] }) => notices);
  if (clusters.count === 0) return [...further, t('No two rows belong together.')];
  const largest = clusters.sizes().reduce((most, size) => Math.max(most, size), 0);
  return [
    t`${many(clusters.members.length, 'row')} in ${many(clusters.count, 'set')} stay together, the largest of ${count(largest)}.`,
    ...further,
  ];
}
