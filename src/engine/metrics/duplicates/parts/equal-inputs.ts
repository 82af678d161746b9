import { respelledKey } from '../../../detectors/spelling';
import { rowKey, type CellEquality } from '../../../kernels/canonical-codes';
import { keepBits, type BitSet } from '../../../kernels/bit-sets';
import { findClusters, type RowClusters } from '../../../kernels/row-clusters';
import type { MetricContext } from '../../../metric';
import type { Values } from '../../../params/params';
import type { Role } from '../../../roles/roles';
import { isOpen, type Table } from '../../../table/table';
import type { Label } from '../../label';
import { CELL_EQUALITY } from './cell-equality';
import { comparableRows } from './comparable-rows';

/** Columns that are no input: what identifies a row, weighs it or was made by a model. */
const NO_INPUT: ReadonlySet<Role> = new Set<Role>([
  'label',
  'id',
  'ignored',
  'weight',
  'split',
  'score',
  'loss',
  'prediction',
]);

/** The columns in which rows must agree to contradict each other by their labels. */
export function inputColumns({ roles }: Pick<MetricContext, 'roles'>): number[] {
  return roles.flatMap((role, i) => (NO_INPUT.has(role) ? [] : [i]));
}

/** Sets of rows that agree in every input, and the rows that were compared: those with a label and some input. */
export interface EqualInputs {
  readonly clusters: RowClusters;
  readonly compared: BitSet;
}

/** Rows with a label that agree in every input, by the values of `CELL_EQUALITY`; of `among` where it is given. @throws Cancelled */
export function equalInputs(
  table: Table,
  values: Values,
  columns: readonly number[],
  label: Label,
  context: Pick<MetricContext, 'roles' | 'profiles' | 'tick'>,
  among?: BitSet,
): EqualInputs {
  const { profiles, roles, tick } = context;
  const rows = comparableRows(table, context, label, columns);
  if (among) keepBits(rows, among);
  const equality = values[CELL_EQUALITY.id] as CellEquality;
  const keys = columns.map((i) => {
    const profile = profiles[i]!;
    // A text is the same input in other case or with other spaces; where its cells are not held, as it is written.
    const respelled = equality === 'by-value' && roles[i] === 'text' && !isOpen(table, i);
    return respelled
      ? respelledKey(table, i, profile, 'n2', null, tick)
      : rowKey(table, i, profile, equality, tick);
  });
  return { clusters: findClusters(table, keys, { only: rows, tick }), compared: rows };
}
