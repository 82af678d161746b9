import type { NestedTable } from '../../../params/params';
import { EngineError } from '../../../problems';
import { listed, quoted } from '../../../words';
import type { Levels } from '../../classes';
import { t } from '../../../language';

/** Wanted shares of the levels of one column, summing to 1. */
export interface WantedMargin {
  readonly shares: Float64Array;
  /** Levels that are not named: together they keep the share they have. */
  readonly others: readonly string[];
}

/**
 * The wanted shares of a column's levels: uniform when the column is not in the table; levels that are not named keep
 * their share, and the named ones divide the rest. `sums`: weight per level.
 * @throws EngineError unknown-class (a wanted level without rows), bad-parameter (shares that are all 0)
 */
export function wantedMargin(
  column: string,
  levels: Pick<Levels, 'values'>,
  sums: ArrayLike<number>,
  targets: NestedTable,
): WantedMargin {
  const { values } = levels;
  const table = Object.hasOwn(targets, column) ? targets[column]! : undefined;
  if (!table)
    return { shares: new Float64Array(values.length).fill(1 / values.length), others: [] };
  const known = new Map(values.map((value, level) => [value, level]));
  const absent = Object.keys(table).filter((name) => !known.has(name) && table[name]! > 0);
  if (absent.length) {
    throw new EngineError(
      'unknown-class',
      t`No row in scope has ${listed(absent.map(quoted))} in ${quoted(column)}: merge it with another value, or collect rows. There are ${listed(values.map(quoted), 8)}.`,
    );
  }
  const named = values.filter((value) => Object.hasOwn(table, value));
  const wanted = named.reduce((sum, value) => sum + table[value]!, 0);
  if (!(wanted > 0)) {
    throw new EngineError('bad-parameter', t`The shares of ${quoted(column)} are all 0.`);
  }
  const total = Array.from(sums).reduce((a, b) => a + b, 0);
  const others = values.filter((value) => !Object.hasOwn(table, value));
  const left = others.reduce((sum, value) => sum + sums[known.get(value)!]! / total, 0);
  const shares = Float64Array.from(values, (value, level) =>
    Object.hasOwn(table, value) ? (table[value]! / wanted) * (1 - left) : sums[level]! / total,
  );
  return { shares, others };
}
