import type { MethodContext } from './method';
import { EngineError } from './problems';
import { columnsWith, type Roles } from './roles/roles';
import type { Table, TableTick } from './table/table';
import { numbersWhere, rowNumbers } from './plan/row-numbers';
import { t } from './language';

/** The rows a step may read and change. */
export interface Scope {
  /** Ascending; all rows are listed when they are first asked for. */
  readonly rows: Uint32Array;
  readonly name: 'all' | 'train';
  /** True when it is every row of the table. */
  readonly whole: boolean;
}

/** Contexts whose scope is every row. A context that is made from one of them with other rows is not among them. */
const WHOLE = new WeakSet<object>();

/** A context of a scope. */
export function scopedContext(
  parts: Omit<MethodContext, 'scope' | 'scopeName'>,
  scope: Scope,
): MethodContext {
  const context: MethodContext = {
    ...parts,
    get scope() {
      return scope.rows;
    },
    scopeName: scope.name,
  };
  if (scope.whole) WHOLE.add(context);
  return context;
}

/** The rows in scope, or how many rows there are where all of them are: no list of them is made for that. */
export function rowsInScope(table: Pick<Table, 'rowCount'>, context: MethodContext): RowsInScope {
  if (!WHOLE.has(context)) {
    const { scope } = context;
    return { count: scope.length, rows: scope, at: (i) => scope[i]! };
  }
  return { count: table.rowCount, rows: undefined, at: (i) => i };
}

/** Rows by their place. */
export interface RowsInScope {
  readonly count: number;
  /** undefined: every row of the table. */
  readonly rows: Uint32Array | undefined;
  /** The row at a place. */
  at(place: number): number;
}

const TRAIN = new Set(['train', 'training', 'learn', 'fit']);

/**
 * The rows of a scope word: `auto` means the train rows if a split column exists, else all.
 * @throws EngineError missing-role (train without a split column), too-few-rows (no train rows); Cancelled
 */
export function scopeOf(table: Table, roles: Roles, wanted: string, tick?: TableTick): Scope {
  const split = columnsWith(roles, 'split')[0];
  if (wanted === 'all' || (wanted === 'auto' && split === undefined)) {
    return new EveryRow(table.rowCount);
  }
  if (split === undefined) {
    throw new EngineError('missing-role', t('There is no split column, so no row is a train row.'));
  }
  const { name } = table.columns[split]!;
  const rows = numbersWhere(table.rowCount, trainRows(table, split), tick);
  if (!rows.length && table.rowCount) {
    throw new EngineError(
      'too-few-rows',
      t`No row of \`${name}\` says \`train\`. Choose all rows, or another split column.`,
    );
  }
  return { rows, name: 'train', whole: false };
}

class EveryRow implements Scope {
  readonly name = 'all';
  readonly whole = true;
  readonly #count: number;
  #rows: Uint32Array | undefined;

  constructor(count: number) {
    this.#count = count;
  }

  get rows(): Uint32Array {
    return (this.#rows ??= rowNumbers(this.#count));
  }
}

/** Whether a part of a split is called as train parts are. */
export const isTrainWord = (part: string): boolean => TRAIN.has(part.trim().toLowerCase());

/** Whether a row is a train row, by the words of a split column. */
export function trainRows(table: Table, split: number): (row: number) => boolean {
  const { codes, dictionary } = table.columns[split]!;
  const train = new Uint8Array(dictionary.size);
  for (let code = 1; code < dictionary.size; code++) {
    if (isTrainWord(dictionary.text(code))) train[code] = 1;
  }
  return (row) => train[codes[row]!] === 1;
}
