import type { ColumnsParam, NumberParam } from '../../../params/params';
import { EngineError } from '../../../problems';
import type { Roles } from '../../../roles/roles';
import type { Table } from '../../../table/table';
import type { Values } from '../../../params/params';
import { read } from '../../../params/values';
import { columnsFor } from '../../columns';
import { t } from '../../../language';

/** The columns whose values are groups. */
export const GROUP_COLUMNS: ColumnsParam = {
  kind: 'columns',
  id: 'columns',
  title: 'Groups',
  summary: 'One to four columns whose values are the groups; none means the columns marked group.',
  default: [],
  role: 'group',
};

/** Parts of numeric group columns. */
export const BINS: NumberParam = {
  kind: 'number',
  id: 'bins',
  title: 'Parts of a number',
  summary:
    'Numeric group columns of more than 20 values are cut into so many parts of about equally many rows.',
  default: 5,
  min: 2,
  max: 50,
  integer: true,
  advanced: true,
};

/** One to four group columns, named or by role. @throws EngineError unknown-column, bad-parameter */
export function groupColumns(table: Table, roles: Roles, values: Values): number[] {
  const groups = columnsFor(table, roles, GROUP_COLUMNS, read.texts(values, GROUP_COLUMNS.id));
  if (groups.length && groups.length <= 4) return groups;
  throw new EngineError('bad-parameter', t('`columns` must name one to four group columns.'));
}
