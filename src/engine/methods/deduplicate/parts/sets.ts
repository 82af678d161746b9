import type { Detector, Found } from '../../../detectors/detector';
import { bitsOf, hasBit } from '../../../kernels/bit-sets';
import type { MethodContext } from '../../../method';
import type { FlagParam, Values } from '../../../params/params';
import { columnWith } from '../../../roles/roles';
import { rowsInScope, trainRows } from '../../../scope';
import type { Table } from '../../../table/table';
import { read } from '../../../params/values';
import { columnNamed } from '../../columns';

/** Whether test rows take part in the search, so that their copies in train are found. */
export const ACROSS_PARTS: FlagParam = {
  kind: 'flag',
  id: 'acrossParts',
  title: 'Across the split',
  summary: 'With a split column, train rows that equal a row of another part leave too.',
  default: true,
  advanced: true,
};

/** What a detector found among the rows that a method may read. */
export interface Sets extends Found {
  readonly reason: Detector['reason'];
  /** Whether a row may leave. */
  readonly inScope: (row: number) => boolean;
  /** Present where the parts of a split are compared with each other. */
  readonly isTrain?: (row: number) => boolean;
}

/**
 * The sets of rows that belong together. With a split and `acrossParts` all rows are searched, else those in scope.
 * `values`: those of the detector, `within` and `acrossParts`. @throws EngineError, Cancelled
 */
export function setsOf(
  detector: Detector,
  table: Table,
  values: Values,
  context: MethodContext,
): Sets {
  const { roles, profiles } = context;
  const split = columnWith(roles, 'split');
  const acrossParts = read.flag(values, 'acrossParts');
  const across = split !== undefined && acrossParts;
  const { rows } = rowsInScope(table, context);
  const bits = rows && bitsOf(rows, table.rowCount);
  const found = detector.find({
    table,
    profiles,
    roles,
    values,
    within: read.texts(values, 'within').map((name) => columnNamed(table, name)),
    ...(bits && !across && { only: bits }),
    acrossParts,
    tick: (done, total) => {
      context.tick(done, total);
    },
  });
  return {
    ...found,
    reason: detector.reason,
    inScope: bits ? (row) => hasBit(bits, row) : () => true,
    ...(across && { isTrain: trainRows(table, split) }),
  };
}
