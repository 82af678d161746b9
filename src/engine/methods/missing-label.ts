import { addBit, bitsOf, hasBit, noBits, Ranks, rowsOf, type BitSet } from '../kernels/bit-sets';
import type { MethodContext } from '../method';
import type { ChoiceParam, Values } from '../params/params';
import { NO_ROW, type Draft } from '../plan/plan';
import { keptInstead, removedRows, type RemovedRows } from '../plan/removed-rows';
import { columnWith } from '../roles/roles';
import { numbersWhere } from '../plan/row-numbers';
import { MISSING, type Table } from '../table/table';
import { many } from '../words';
import { t } from '../language';

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
  const gone = noBits(table.rowCount);
  for (const row of context.scope) if (missing.has(codes[row]!)) addBit(gone, row);
  const staying = numbersWhere(
    draft.rows.length,
    (output) => !hasBit(gone, draft.rows[output]!),
    context.tick,
  );
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
    notices: [...draft.notices, t`${many(leaving, 'row')} without a label left.`],
  };
}

/** The order of the outputs that stay, in their new numbers. `staying`: kept outputs, ascending. */
function shortened(order: Uint32Array, staying: Uint32Array, kept: number): Uint32Array {
  const bits = bitsOf(staying, kept);
  const ranks = new Ranks(bits);
  const leaving = kept - staying.length;
  const short = new Uint32Array(order.length - leaving);
  let n = 0;
  for (const output of order) {
    if (output >= kept) short[n++] = output - leaving;
    else if (hasBit(bits, output)) short[n++] = ranks.of(output);
  }
  return short;
}

/** Rows that leave already, and those marked in `gone`. */
function withRemoved(removed: RemovedRows, gone: BitSet): RemovedRows {
  const all = gone.slice();
  const earlier = removed.rows;
  for (const row of earlier) addBit(all, row);
  const rows = rowsOf(all);
  const keptAs = removed.keptAs && new Uint32Array(rows.length).fill(NO_ROW);
  const reason = new Uint8Array(rows.length).fill(removed.reasons.length);
  let before = 0;
  for (let i = 0; i < rows.length; i++) {
    if (earlier[before] !== rows[i]) continue;
    if (keptAs) keptAs[i] = keptInstead(removed, before);
    reason[i] = removed.reason?.[before] ?? 0;
    before++;
  }
  return removedRows(all, {
    ...(keptAs && { keptAs }),
    reason,
    reasons: [...removed.reasons, REASON],
  });
}
