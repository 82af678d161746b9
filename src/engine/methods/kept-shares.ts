import { classesOf } from '../table/classes';
import { eachRow } from '../kernels/bit-sets';
import type { MethodContext } from '../method';
import type { Json } from '../metric';
import type { RemovedRows } from '../plan/removed-rows';
import { columnsWith } from '../roles/roles';
import type { Table } from '../table/table';

/** Levels that are listed per column, those that lose most first. */
const MOST_LEVELS = 50;

/** Rows before and after per level of the label, group and domain columns, and the share that stays: who leaves. */
export function keptShares(
  table: Table,
  removed: Pick<RemovedRows, 'bits'>,
  context: MethodContext,
): Json {
  const { roles, profiles } = context;
  return (['label', 'group', 'domain'] as const)
    .flatMap((role) => columnsWith(roles, role))
    .flatMap((index) => {
      const column = table.columns[index]!;
      const { values, counts, indexOf } = classesOf(column, profiles[index]!);
      const after = [...counts];
      const { codes } = column;
      eachRow(removed.bits, (row) => {
        const level = indexOf[codes[row]!]!;
        if (level >= 0) after[level]!--;
      });
      return values
        .map((value, level) => ({
          column: column.name,
          value,
          rows: counts[level]!,
          kept: after[level]!,
          keptShare: after[level]! / counts[level]!,
        }))
        .sort((a, b) => a.keptShare - b.keptShare)
        .slice(0, MOST_LEVELS);
    });
}
