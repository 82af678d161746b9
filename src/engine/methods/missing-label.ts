import type { MethodContext } from '../method';
import type { ChoiceParam, Values } from '../params';
import { NO_ROW, type Draft, type RemovedRows } from '../plan';
import { columnWith } from '../roles';
import { rowNumbers } from '../row-numbers';
import { MISSING, type Table } from '../table';
import { many } from '../words';

/** What becomes of rows without a label, as a parameter of every method that uses the label. */
export const MISSING_LABEL: ChoiceParam = {
  kind: 'choice',
  id: 'missingLabel',
  title: 'Rows without a label',
  summary: 'Rows with an empty label are in no class: they pass through, or leave.',
  default: 'pass',
  options: [
    { value: 'pass', title: 'Pass through' },
    { value: 'drop', title: 'Leave' },
  ],
  advanced: true,
};

/** The reason with which rows without a label leave. */
const REASON = 'no label';

/**
 * The plan without the rows in scope that have no label, where `missingLabel` is `drop`. Such rows are in no class, so
 * that no row was made from them.
 */
export function withoutUnlabelled(
  table: Table,
  values: Values,
  context: MethodContext,
  draft: Draft,
): Draft {
  const label = columnWith(context.roles, 'label');
  if (values['missingLabel'] !== 'drop' || label === undefined) return draft;
  const { codes } = table.columns[label]!;
  const missing = new Set([MISSING, ...context.profiles[label]!.missingCodes]);
  const gone = new Uint8Array(table.rowCount);
  for (const row of context.scope) if (missing.has(codes[row]!)) gone[row] = 1;
  const staying = rowNumbers(draft.rows.length).filter((output) => !gone[draft.rows[output]!]);
  const leaving = draft.rows.length - staying.length;
  if (!leaving) return draft;
  const outputOf = (output: number) =>
    output < staying.length ? staying[output]! : output + leaving;
  return {
    ...draft,
    rows: staying.map((output) => draft.rows[output]!),
    ...(draft.order ? { order: shortened(draft.order, staying, draft.rows.length) } : {}),
    columns: draft.columns.map((column) => ({
      ...column,
      text: (output: number) => column.text(outputOf(output)),
    })),
    removed: withRemoved(draft.removed, gone),
    notices: [...draft.notices, `${many(leaving, 'row')} without a label left.`],
  };
}

/** The order of the outputs that stay, in their new numbers. `staying`: kept outputs, ascending. */
function shortened(order: Uint32Array, staying: Uint32Array, kept: number): Uint32Array {
  const renumbered = new Uint32Array(kept).fill(NO_ROW);
  staying.forEach((output, index) => (renumbered[output] = index));
  const leaving = kept - staying.length;
  return order
    .map((output) => (output < kept ? renumbered[output]! : output - leaving))
    .filter((output) => output !== NO_ROW);
}

/** Rows that leave already, and those marked in `gone`. */
function withRemoved(removed: RemovedRows, gone: Uint8Array): RemovedRows {
  const before = new Map(Array.from(removed.rows, (row, index) => [row, index]));
  const rows = rowNumbers(gone.length).filter((row) => gone[row] === 1 || before.has(row));
  const at = (row: number) => before.get(row);
  return {
    rows,
    keptAs: rows.map((row) => removed.keptAs[at(row) ?? -1] ?? NO_ROW),
    reason: Uint8Array.from(rows, (row) => removed.reason[at(row) ?? -1] ?? removed.reasons.length),
    reasons: [...removed.reasons, REASON],
  };
}
