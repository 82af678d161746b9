import type { MetricContext } from '../../../metric';
import { columnWith } from '../../../roles/roles';
import { isOpen, type Table } from '../../../table/table';
import { TICK_ROWS } from '../../../ticks';

/** Parts and values that are crossed. */
const MOST_CELLS = 2_000_000;

/** Whether no two parts of a split share a value of a column: `split-leakage` and `cross-file-containment` tell of that. */
export function spelledApart(
  table: Table,
  column: number,
  { roles, tick }: Pick<MetricContext, 'roles' | 'tick'>,
): boolean {
  const split = columnWith(roles, 'split') ?? table.columns.find(({ made }) => made)?.index;
  if (split === undefined || isOpen(table, split) || isOpen(table, column)) return false;
  const [parts, values] = [table.columns[split]!, table.columns[column]!];
  const width = values.dictionary.size;
  if (width * parts.dictionary.size > MOST_CELLS) return false;
  const met = new Uint8Array(width * parts.dictionary.size);
  for (let row = 0; row < table.rowCount; row++) {
    if (row % TICK_ROWS === 0) tick(row, table.rowCount);
    met[parts.codes[row]! * width + values.codes[row]!] = 1;
  }
  for (let value = 1; value < width; value++) {
    let inParts = 0;
    for (let part = 1; part < parts.dictionary.size; part++) inParts += met[part * width + value]!;
    if (inParts > 1) return false;
  }
  return true;
}
