import { addBits, bitsOf, keepBits, noBits, type BitSet } from '../kernels/bit-sets';
import { rowKey } from '../kernels/canonical-codes';
import { findClusters } from '../kernels/row-clusters';
import { columnsFor } from '../methods/columns';
import { missingRows } from '../table/missing-rows';
import type { ColumnsParam } from '../params/params';
import { EngineError } from '../problems';
import { columnWith, type Roles } from '../roles/roles';
import { rowNumbers } from '../plan/row-numbers';
import { read } from '../params/values';
import type { Detector, Found, Search } from './detector';
import { t } from '../language';

/** The columns of a key. */
export const KEY: ColumnsParam = {
  kind: 'columns',
  id: 'key',
  title: 'Key',
  summary:
    'Columns that together say what a row is about; none means the id, or else the entity with its timestamp.',
  default: [],
};

/** Rows that agree in a key: an id, a URL, a question, a user and a day, or a column of clusters. */
export const key: Detector = {
  id: 'key',
  title: 'Equal keys',
  reason: 'key',
  params: [
    KEY,
    {
      kind: 'choice',
      id: 'missingKey',
      title: 'Rows without a key',
      summary: 'What becomes of rows in which part of the key is empty.',
      default: 'keep-all',
      options: [
        { value: 'keep-all', title: 'All stay' },
        { value: 'one', title: 'An empty cell is a value like any other' },
        { value: 'drop', title: 'All leave' },
      ],
      advanced: true,
    },
  ],
  find(search) {
    const own = keyColumns(search);
    const one = read.text(search.values, 'missingKey') === 'one';
    return equalKeys(one ? search : { ...search, ...filled(withKey(search, own)) }, own);
  },
};

const filled = (only: BitSet | undefined) => only && { only };

/** Rows that agree in some columns, and in none of which part of them is empty. @throws Cancelled */
export function filledKeys(search: Keyed, columns: readonly number[]): Found {
  return equalKeys({ ...search, ...filled(withKey(search, columns)) }, columns);
}

function equalKeys({ table, profiles, within, only, tick }: Keyed, own: readonly number[]): Found {
  const columns = [...new Set([...own, ...within])];
  const keys = columns.map((index) => rowKey(table, index, profiles[index]!, 'by-value', tick));
  return { clusters: findClusters(table, keys, { ...(only && { only }), tick }), columns };
}

type Keyed = Pick<Search, 'table' | 'profiles' | 'within' | 'only' | 'tick'>;

/** The columns of the key. @throws EngineError unknown-column; missing-role when there is none to suggest */
export function keyColumns({
  table,
  roles,
  values,
}: Pick<Search, 'table' | 'roles' | 'values'>): number[] {
  const given = columnsFor(table, roles, KEY, read.texts(values, KEY.id));
  const columns = given.length ? given : suggestedKey(roles);
  if (columns) return columns;
  throw new EngineError(
    'missing-role',
    t('There is no id, and no entity with a timestamp: name the columns of the `key`.'),
  );
}

/** The id, or else the entity with its timestamp. */
export function suggestedKey(roles: Roles): number[] | undefined {
  const id = columnWith(roles, 'id');
  if (id !== undefined) return [id];
  const entity = columnWith(roles, 'entity');
  const timestamp = columnWith(roles, 'timestamp');
  return entity === undefined || timestamp === undefined ? undefined : [entity, timestamp];
}

/** Rows in which part of the key is empty. @throws Cancelled */
export function withoutKey(
  { table, profiles, tick }: Pick<Search, 'table' | 'profiles' | 'tick'>,
  columns: readonly number[],
): BitSet {
  const without = noBits(table.rowCount);
  for (const index of columns) {
    if (profiles[index]!.missing === 0) continue;
    addBits(without, missingRows(table, index, profiles[index]!, tick));
  }
  return without;
}

/** The rows to look at in which no part of the key is empty; undefined: all rows. */
function withKey(search: Keyed, columns: readonly number[]): BitSet | undefined {
  const { table, profiles, only } = search;
  if (columns.every((index) => profiles[index]!.missing === 0)) return only;
  const rows = only ? only.slice() : bitsOf(rowNumbers(table.rowCount), table.rowCount);
  const filled = withoutKey(search, columns).map((word) => ~word);
  keepBits(rows, filled);
  return rows;
}
