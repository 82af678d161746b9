import { filledKeys } from '../../detectors/key';
import { bitsOf } from '../../kernels/bit-sets';
import type { Method } from '../../method';
import type { ColumnsParam, Values } from '../../params/params';
import { EngineError } from '../../problems';
import { columnsWith, type Role, type Roles } from '../../roles/roles';
import { rowsInScope } from '../../scope';
import type { Table } from '../../table/table';
import { read } from '../../params/values';
import { columnsFor } from '../columns';
import { byGroups, RESTARTS, STRATIFY_BY } from './parts/by-groups';
import { OUTPUT, partsOf, SHARES } from './parts/split-params';
import { partPlan } from './parts/part-plan';
import { t } from '../../language';

/** Columns of which no value is in two parts. */
export const GROUPS: ColumnsParam = {
  kind: 'columns',
  id: 'groups',
  title: 'Keep together',
  summary:
    'Rows that agree in these columns go to one part; none means the entity, or else the group, or else the domain.',
  default: [],
};

/** Deals rows to parts so that no group is in two. */
export const groupSplit: Method = {
  id: 'group-split',
  family: 'split',
  title: 'Group split',
  summary: 'Deals whole groups (people, users, documents, sites) to train, validation and test.',
  cites: [
    'scikit-learn GroupShuffleSplit, StratifiedGroupKFold',
    'Koh et al. 2021, WILDS: a benchmark of in-the-wild distribution shifts',
  ],
  needs: { optional: ['entity', 'group', 'domain', 'label', 'split', 'timestamp', 'text'] },
  changes: 'columns',
  params: [SHARES, GROUPS, STRATIFY_BY, RESTARTS, OUTPUT],
  guards: ['G-PARTS', 'G-LEAK', 'G-TIME'],
  apply(table, values, context) {
    const { rows } = rowsInScope(table, context);
    const { profiles, tick } = context;
    const only = rows && bitsOf(rows, table.rowCount);
    const columns = groupColumns(table, context.roles, values);
    const search = { table, profiles, within: [], ...(only && { only }), tick };
    const { clusters } = filledKeys(search, columns);
    const parts = partsOf(values);
    const dealing = { values, stream: 'group-split/order' };
    const { dealt, tables } = byGroups(table, clusters, parts, dealing, context);
    const files = read.text(values, OUTPUT.id) === 'files';
    return partPlan(table, dealt, { ...parts, files, tables }, context);
  },
};

/** Roles of columns whose rows belong together, closest first. */
const TOGETHER: readonly Role[] = ['entity', 'group', 'domain'];

/** @throws EngineError unknown-column; missing-role when there is none to suggest */
export function groupColumns(table: Table, roles: Roles, values: Values): number[] {
  const given = columnsFor(table, roles, GROUPS, read.texts(values, GROUPS.id));
  if (given.length > 0) return given;
  const role = TOGETHER.find((each) => roles.includes(each));
  if (role) return columnsWith(roles, role).slice(0, 1);
  throw new EngineError(
    'missing-role',
    t('No column has the role entity, group or domain: name the columns of the `groups`.'),
  );
}
