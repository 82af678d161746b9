import type { MetricContext } from '../../../metric';
import { columnsWith } from '../../../roles/roles';
import { isSketched } from '../../../sampling/sampled-columns';
import { classesOf } from '../../../table/classes';
import type { Table } from '../../../table/table';
import { crossCounts } from '../../imbalance/parts/cross-counts';
import { asClasses } from './part-classes';
import type { SplitSides } from './split-sides';

/** A column of sites, sources or languages, and which of its values are on both sides. */
export interface PartDomain {
  readonly column: number;
  readonly name: string;
  /** Values of the parts to evaluate on, and those of them that train has. */
  readonly values: number;
  readonly shared: number;
  /** Rows to evaluate on with a value, and those of values that train has. */
  readonly rows: number;
  readonly sharedRows: number;
}

/** Columns with the role domain. @throws Cancelled */
export function partDomains(
  table: Table,
  sides: SplitSides,
  { roles, profiles, tick }: MetricContext,
): PartDomain[] {
  const parts = { codes: sides.column.codes, classes: asClasses(sides) };
  return columnsWith(roles, 'domain').flatMap((index) => {
    if (isSketched(table, index)) return [];
    const column = table.columns[index]!;
    const classes = classesOf(column, profiles[index]!, undefined, tick);
    const k = classes.codes.length;
    if (k < 2) return [];
    const counts = crossCounts(parts, { codes: column.codes, classes }, tick);
    const found = { values: 0, shared: 0, rows: 0, sharedRows: 0 };
    for (let value = 0; value < k; value++) {
      let [train, held] = [0, 0];
      sides.parts.forEach((part, i) => {
        if (part.train) train += counts[i * k + value]!;
        else held += counts[i * k + value]!;
      });
      if (held === 0) continue;
      found.values++;
      found.rows += held;
      if (train === 0) continue;
      found.shared++;
      found.sharedRows += held;
    }
    return [{ column: index, name: column.name, ...found }];
  });
}
