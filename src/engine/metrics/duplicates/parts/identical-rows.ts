import { respelledKey, SPELLINGS } from '../../../detectors/spelling';
import { rowKey, type CellEquality } from '../../../kernels/canonical-codes';
import { findClusters, type RowClusters } from '../../../kernels/row-clusters';
import type { MetricContext } from '../../../metric';
import type { Param, Values } from '../../../params/params';
import { read } from '../../../params/values';
import { equalRowsIn } from '../../../table/equal-rows';
import type { Table } from '../../../table/table';
import { CELL_EQUALITY } from './cell-equality';

/** When rows are identical, as parameters. */
export const IDENTICAL_PARAMS: readonly Param[] = [
  CELL_EQUALITY,
  {
    kind: 'choice',
    id: 'normalise',
    title: 'Spelling',
    summary: 'Spellings of text that count as equal; numbers are then compared by value.',
    default: 'none',
    options: SPELLINGS,
    advanced: true,
  },
];

/** Sets of rows that are equal in all of `compared`, by the values of `IDENTICAL_PARAMS`. @throws Cancelled */
export function identicalRows(
  table: Table,
  values: Values,
  compared: readonly number[],
  { profiles, tick }: Pick<MetricContext, 'profiles' | 'tick'>,
): RowClusters {
  const spelling = read.text(values, 'normalise');
  const equality = values['mode'] as CellEquality;
  if (equality === 'by-value' && spelling === 'none') {
    return equalRowsIn(table, profiles, compared, tick);
  }
  const keys = compared.map((i) =>
    spelling === 'none'
      ? rowKey(table, i, profiles[i]!, equality, tick)
      : respelledKey(table, i, profiles[i]!, spelling, null, tick),
  );
  return findClusters(table, keys, { tick });
}
