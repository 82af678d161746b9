import type { MethodContext } from '../../../method';
import type { ChoiceParam, Values } from '../../../params/params';
import type { AddedColumn, Draft } from '../../../plan/plan';
import { rowNumbers } from '../../../plan/row-numbers';
import { read } from '../../../params/values';
import { concatenate, keepEverything, shuffled } from '../../plans';
import { marksOf } from './made-rows';

/** How repeated rows are written, as a parameter of every method that repeats rows. */
export const REPEAT_OUTPUT: ChoiceParam = {
  kind: 'choice',
  id: 'output',
  title: 'Result',
  summary:
    'Rows are repeated, or each row stays once and a column says how often it counts (`_copies`).',
  default: 'rows',
  options: [
    { value: 'rows', title: 'Repeat rows' },
    { value: 'columns', title: 'Add a column' },
  ],
  advanced: true,
};

/** The plan that keeps every row and says in the column `_copies` how often each is in `drawn`. */
export function countedPlan(
  rowCount: number,
  drawn: readonly Uint32Array[],
  values: Values,
  context: MethodContext,
  parts: Pick<Draft, 'tables'> & Partial<Draft>,
): Draft {
  const times = new Uint32Array(rowCount);
  for (const rows of drawn) for (const row of rows) times[row]!++;
  const column: AddedColumn = {
    name: '_copies',
    type: 'integer',
    text: (row) => String(times[row]!),
  };
  return keepEverything(rowCount, {
    ...parts,
    ...shuffled(values, context, rowCount),
    columns: [column, ...(parts.columns ?? [])],
  });
}

/** The plan that repeats `copies`, once for each mention: as rows behind all others, or as the column `_copies`. */
export function repeatedPlan(
  rowCount: number,
  copies: readonly Uint32Array[],
  values: Values,
  context: MethodContext,
  parts: Pick<Draft, 'tables'> & Partial<Draft>,
): Draft {
  if (read.text(values, REPEAT_OUTPUT.id) === 'columns') {
    return countedPlan(rowCount, [rowNumbers(rowCount), ...copies], values, context, parts);
  }
  const rows = concatenate([rowNumbers(rowCount), ...copies]);
  return keepEverything(rowCount, {
    ...parts,
    rows,
    ...shuffled(values, context, rows.length),
    columns: [...(parts.columns ?? []), ...marksOf(values, { rows }, 'rows')],
  });
}
