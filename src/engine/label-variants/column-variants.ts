import { isNullLike } from '../cells/kind';
import type { MetricContext } from '../metric';
import { classesOf } from '../table/classes';
import type { ColumnProfile, StorageType } from '../table/profile';
import type { Role } from '../roles/roles';
import type { Column, Table, TableTick } from '../table/table';
import { baseForm } from './base-form';
import { nearLevels } from './near-levels';

/** A value as it is written, its code and rows. */
export interface WrittenLevel {
  readonly text: string;
  readonly code: number;
  readonly count: number;
}

/** Values of one base form, most frequent first; the first stands for all. */
export type Spellings = readonly [WrittenLevel, ...WrittenLevel[]];

/** What is alike among the values of a column. */
export interface ColumnVariants {
  readonly column: Column;
  /** Rows with a value. */
  readonly rows: number;
  /** Values of one base form, more than one of each; most rows to change first. */
  readonly same: readonly Spellings[];
  /** Rare values that may be typing errors, most frequent ones first. */
  readonly near: readonly { readonly rare: Spellings; readonly frequent: WrittenLevel }[];
}

/** Values beyond which they are no categories that were chosen from a list. */
const MOST_LEVELS = 5000;
const TYPES: ReadonlySet<StorageType> = new Set(['text', 'code', 'bool']);
/** Roles whose values are no categories, or that raise no findings. */
const APART: ReadonlySet<Role> = new Set([
  'id',
  'ignored',
  'weight',
  'text',
  'embedding',
  'timestamp',
]);

/** Whether spellings of a column's values are compared: categories that are written as text. */
export function holdsCategories(profile: ColumnProfile, role: Role): boolean {
  const { semantic, type, distinct } = profile;
  return (
    semantic === 'categorical' && TYPES.has(type) && distinct <= MOST_LEVELS && !APART.has(role)
  );
}

/** Several metrics ask for the same. */
const KNOWN = new WeakMap<Column, ColumnVariants>();

/** The variants in columns of categories whose values are held, in file order. @throws Cancelled */
export function variantsOf(
  table: Table,
  context: Pick<MetricContext, 'profiles' | 'roles' | 'tick'>,
): ColumnVariants[] {
  return table.columns
    .filter(
      ({ index, sketch }) =>
        !sketch && holdsCategories(context.profiles[index]!, context.roles[index]!),
    )
    .map((column, done, all) => {
      context.tick(done, all.length);
      const known = KNOWN.get(column);
      if (known) return known;
      const found = variantsIn(column, context.profiles[column.index]!, context.tick);
      KNOWN.set(column, found);
      return found;
    });
}

function variantsIn(column: Column, profile: ColumnProfile, tick: TableTick): ColumnVariants {
  const { values, codes, counts } = classesOf(column, profile, undefined, tick);
  const groups = new Map<string, WrittenLevel[]>();
  let rows = 0;
  values.forEach((text, i) => {
    rows += counts[i]!;
    if (isNullLike(text)) return;
    const level = { text, code: codes[i]!, count: counts[i]! };
    const key = baseForm(text);
    const same = groups.get(key);
    if (same) same.push(level);
    else groups.set(key, [level]);
  });
  // Of equally frequent ones the first in class order stands for all, as with the method that unites them.
  const spellings = Array.from(
    groups.values(),
    (group) => group.sort((a, b) => b.count - a.count) as unknown as Spellings,
  );
  const totals = spellings.map((group) => ({
    text: group[0].text,
    count: group.reduce((sum, { count }) => sum + count, 0),
  }));
  const near = nearLevels(totals, tick).map(({ rare, frequent }) => ({
    rare: spellings[rare]!,
    frequent: spellings[frequent]![0],
  }));
  return {
    column,
    rows,
    same: spellings.filter(({ length }) => length > 1).sort((a, b) => changed(b) - changed(a)),
    near: near.sort((a, b) => b.rare[0].count - a.rare[0].count),
  };
}

/** Rows that are to change where a group is to be of one spelling. */
export const changed = ([, ...others]: Spellings): number =>
  others.reduce((sum, { count }) => sum + count, 0);
