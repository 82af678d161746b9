import { cellsOf, type Cells } from '../methods/cells';
import { columnNamed } from '../methods/columns';
import { columnsWith, columnWith } from '../roles/roles';
import type { GuardSubject } from './guard';

/** The cells a method on groups works with: the groups it names or all, with the label where it sets cells. */
export function groupCells({ method, table, values, context }: GuardSubject): Cells | undefined {
  const bins = typeof values['bins'] === 'number' ? values['bins'] : undefined;
  const own = method.cells?.(table, values, context);
  if (own) return own.length ? cellsOf(table, own, context, bins) : undefined;
  const named = Array.isArray(values['columns']) ? (values['columns'] as readonly string[]) : [];
  const groups = named.length
    ? named.map((name) => columnNamed(table, name))
    : columnsWith(context.roles, 'group');
  const label = columnWith(context.roles, 'label');
  const byClass = values['level'] !== 'group' || values['target'] === 'equal-within-class';
  const columns = byClass && label !== undefined ? [...groups, label] : groups;
  return groups.length ? cellsOf(table, columns, context, bins) : undefined;
}
