import type { MethodContext } from '../../../method';
import type { ColumnParam, TextParam, Values } from '../../../params/params';
import { EngineError } from '../../../problems';
import { columnWith } from '../../../roles/roles';
import type { Table } from '../../../table/table';
import { read } from '../../../params/values';
import { quoted } from '../../../words';
import { columnNamed } from '../../columns';
import { t } from '../../../language';

/** The column of losses. */
export const LOSS: ColumnParam = {
  kind: 'column',
  id: 'loss',
  title: 'Loss',
  summary: 'The column with the loss of every row; none means the column marked loss.',
  default: null,
  role: 'loss',
};

/** Which model the figures are of: the recipe says so, since they age with it. */
export const MODEL: TextParam = {
  kind: 'text',
  id: 'model',
  title: 'Model',
  summary: 'Name, checkpoint and date of the model that the figures are of; kept in the recipe.',
  default: '',
};

/**
 * Losses per row in scope, NaN where a cell is missing. @throws EngineError missing-role, unknown-column, bad-weights
 * (a loss that is no number, not finite or negative), too-few-rows (none); Cancelled
 */
export function lossColumn(table: Table, values: Values, context: MethodContext): Float64Array {
  const named = read.textOrNull(values, LOSS.id);
  const index = named === null ? columnWith(context.roles, 'loss') : columnNamed(table, named);
  if (index === undefined) {
    throw new EngineError('missing-role', t('There is no loss column: choose one.'));
  }
  return numberColumn(table, index, context, t('Losses'));
}

/**
 * Numbers from 0 per row in scope, NaN where a cell is missing. `what`: their plural, for sentences.
 * @throws EngineError bad-weights, too-few-rows; Cancelled
 */
function numberColumn(
  table: Table,
  index: number,
  { scope, profiles, tick }: MethodContext,
  what: string,
): Float64Array {
  const { codes, name, dictionary } = table.columns[index]!;
  const { numbers, missingCodes } = profiles[index]!;
  const missing = new Set(missingCodes);
  const result = new Float64Array(scope.length);
  let known = 0;
  for (let i = 0; i < scope.length; i++) {
    if (i % 8192 === 0) tick(i, scope.length);
    const code = codes[scope[i]!]!;
    const number = missing.has(code) ? NaN : (numbers?.[code] ?? NaN);
    result[i] = number;
    if (missing.has(code)) continue;
    known++;
    if (number >= 0 && Number.isFinite(number)) continue;
    const row = scope[i]!;
    throw new EngineError(
      'bad-weights',
      t`${what} must be finite and not negative; ${quoted(name)} has ${quoted(dictionary.text(code))} in data row ${row + 1}.`,
      { row },
    );
  }
  if (!known) {
    throw new EngineError('too-few-rows', t`No row in scope has a number in ${quoted(name)}.`);
  }
  return result;
}
