import { addBit, countBoth, hasBit, noBits, type BitSet } from '../../../kernels/bit-sets';
import type { MetricContext } from '../../../metric';
import { columnsWith } from '../../../roles/roles';
import { findColumn, type Table } from '../../../table/table';
import { everyRow } from '../../../ticks';
import type { SplitParts } from './split-parts';

/** What a column says of its rows: who they are of, which they are, where they are from, which row they descend from. */
export type SharedKind = 'entity' | 'id' | 'url' | 'family';

/** Values that occur in train and in another part. */
export interface SharedValues {
  readonly column: number;
  readonly kind: SharedKind;
  /** Values of evaluation parts, and those that occur in train too. */
  readonly values: number;
  readonly shared: number;
  /** Rows of evaluation parts with a shared value. */
  readonly rows: BitSet;
  readonly count: number;
}

/** Shared entities, ids, URLs and families. @throws Cancelled */
export function sharedValues(
  table: Table,
  parts: SplitParts,
  context: MetricContext,
): SharedValues[] {
  const { roles, profiles } = context;
  const family = findColumn(table.columns, '_family');
  const kinds: readonly (readonly [SharedKind, readonly number[]])[] = [
    ['entity', columnsWith(roles, 'entity')],
    ['id', columnsWith(roles, 'id').filter((index) => index !== family)],
    ['url', profiles.flatMap(({ type, index }) => (type === 'url' ? [index] : []))],
    ['family', family < 0 ? [] : [family]],
  ];
  return kinds.flatMap(([kind, columns]) =>
    columns.map((column) => sharedIn(table, column, kind, parts, context)),
  );
}

const IN_TRAIN = 1;
const ELSEWHERE = 2;

function sharedIn(
  table: Table,
  column: number,
  kind: SharedKind,
  { train, evaluation }: SplitParts,
  { profiles, tick }: MetricContext,
): SharedValues {
  const { codes, dictionary } = table.columns[column]!;
  const seen = new Uint8Array(dictionary.size);
  const ticked = everyRow(tick);
  for (let row = 0; row < codes.length; row++) {
    ticked(row, 2 * codes.length);
    if (hasBit(train, row)) seen[codes[row]!]! |= IN_TRAIN;
    else if (hasBit(evaluation, row)) seen[codes[row]!]! |= ELSEWHERE;
  }
  for (const code of profiles[column]!.missingCodes) seen[code] = 0;
  const rows = noBits(table.rowCount);
  for (let row = 0; row < codes.length; row++) {
    ticked(codes.length + row, 2 * codes.length);
    if (seen[codes[row]!] === (IN_TRAIN | ELSEWHERE) && hasBit(evaluation, row)) addBit(rows, row);
  }
  const having = (bits: number) => seen.reduce((n, of) => n + ((of & bits) === bits ? 1 : 0), 0);
  return {
    column,
    kind,
    values: having(ELSEWHERE),
    shared: having(IN_TRAIN | ELSEWHERE),
    rows,
    count: countBoth(rows, rows),
  };
}
