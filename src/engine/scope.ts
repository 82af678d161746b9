import { EngineError } from './problems';
import { columnsWith, type Roles } from './roles';
import type { Table, TableTick } from './table';
import { numbersWhere, rowNumbers } from './row-numbers';

/** The rows a step may read and change. */
export interface Scope {
  readonly rows: Uint32Array;
  readonly name: 'all' | 'train';
}

const TRAIN = new Set(['train', 'training', 'learn', 'fit']);

/**
 * The rows of a scope word: `auto` means the train rows if a split column exists, else all.
 * @throws EngineError missing-role (train without a split column), too-few-rows (no train rows); Cancelled
 */
export function scopeOf(table: Table, roles: Roles, wanted: string, tick?: TableTick): Scope {
  const split = columnsWith(roles, 'split')[0];
  if (wanted === 'all' || (wanted === 'auto' && split === undefined)) {
    return { rows: rowNumbers(table.rowCount), name: 'all' };
  }
  if (split === undefined) {
    throw new EngineError('missing-role', 'There is no split column, so no row is a train row.');
  }
  const { name } = table.columns[split]!;
  const rows = numbersWhere(table.rowCount, trainRows(table, split), tick);
  if (!rows.length && table.rowCount) {
    throw new EngineError(
      'too-few-rows',
      `No row of \`${name}\` says \`train\`. Choose all rows, or another split column.`,
    );
  }
  return { rows, name: 'train' };
}

/** Whether a row is a train row, by the words of a split column. */
export function trainRows(table: Table, split: number): (row: number) => boolean {
  const { codes, dictionary } = table.columns[split]!;
  const train = new Uint8Array(dictionary.size);
  for (let code = 1; code < dictionary.size; code++) {
    if (TRAIN.has(dictionary.text(code).trim().toLowerCase())) train[code] = 1;
  }
  return (row) => train[codes[row]!] === 1;
}
