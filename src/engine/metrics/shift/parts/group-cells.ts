import type { MetricContext } from '../../../metric';
import { columnWith } from '../../../roles/roles';
import { classesOf } from '../../../table/classes';
import type { Table } from '../../../table/table';
import { everyRow } from '../../../ticks';
import type { Label } from '../../label';
import type { SplitSides } from './split-sides';

/** Rows to evaluate on by label and group. */
export interface GroupCells {
  readonly column: string;
  /** Pairs of a label and a group that the file has, and those with fewer than 30 rows to evaluate on. */
  readonly cells: number;
  readonly small: number;
  readonly smallest: { readonly label: string; readonly group: string; readonly rows: number };
}

/** Rows from which a rate of a cell is worth a look. */
const FEW = 30;
/** Pairs up to which they are counted. */
const MOST = 10_000;

/** Of the first group column; null without one, or with too many groups and classes. @throws Cancelled */
export function groupCells(
  table: Table,
  { column: split, parts, ofCode }: SplitSides,
  label: Label,
  { roles, profiles, tick }: MetricContext,
): GroupCells | null {
  const index = columnWith(roles, 'group');
  if (index === undefined) return null;
  const group = table.columns[index]!;
  if (profiles[index]!.semantic !== 'categorical') return null;
  const groups = classesOf(group, profiles[index]!, undefined, tick);
  const [k, width] = [label.classes.codes.length, groups.codes.length];
  if (width < 2 || k * width > MOST) return null;
  const all = new Float64Array(k * width);
  const held = new Float64Array(k * width);
  const isHeld = Uint8Array.from(ofCode, (part) => Number(part >= 0 && !parts[part]!.train));
  const ticked = everyRow(tick);
  for (let row = 0; row < table.rowCount; row++) {
    ticked(row, table.rowCount);
    const a = label.classes.indexOf[label.column.codes[row]!]!;
    const b = groups.indexOf[group.codes[row]!]!;
    if (a < 0 || b < 0) continue;
    all[a * width + b]!++;
    held[a * width + b]! += isHeld[split.codes[row]!]!;
  }
  let [cells, small, least] = [0, 0, -1];
  for (let cell = 0; cell < all.length; cell++) {
    if (all[cell] === 0) continue;
    cells++;
    if (held[cell]! < FEW) small++;
    if (least < 0 || held[cell]! < held[least]!) least = cell;
  }
  if (least < 0) return null;
  return {
    ...{ column: group.name, cells, small },
    smallest: {
      label: label.classes.values[Math.floor(least / width)]!,
      group: groups.values[least % width]!,
      rows: held[least]!,
    },
  };
}
