import { partOf } from '../table/join-tables';
import { addBit, eachRow, noBits } from '../kernels/bit-sets';
import { NO_ROW, outputRows, type AddedColumn, type MadeRows, type Plan } from './plan';
import { removedRows, type RemovedRows } from './removed-rows';
import type { TableTick } from '../table/table';
import { everyRow } from '../ticks';

/** One of the tables that were joined: where its rows begin, and where its columns stand in the joined table. */
export interface PlannedPart {
  readonly firstRow: number;
  readonly rows: number;
  /** Column of the joined table -> own column; undefined where it has none. */
  columnAt(joined: number): number | undefined;
}

/** What a plan over several tables does to one of them, in its own rows and columns. */
export interface PartPlan extends Pick<Plan, 'rows' | 'made' | 'order' | 'columns'> {
  /** Own rows that leave; `keptAs` are rows of the joined table, since the row that stays may be in another part. */
  readonly removed: RemovedRows;
  /** False when the part would be written as it is. */
  readonly changes: boolean;
}

/**
 * A plan over joined tables, part by part: each output row goes where its source row came from, each made row to its
 * parent's part, in the order that the plan gives them. @throws Cancelled (from tick)
 */
export function splitPlan(plan: Plan, parts: readonly PlannedPart[], tick?: TableTick): PartPlan[] {
  const starts = [...parts.map(({ firstRow }) => firstRow)];
  starts.push(parts.reduce((sum, { rows }) => sum + rows, 0));
  const count = outputRows(plan);
  const kept = plan.rows.length;
  const ticked = everyRow(tick);
  const outputs = parts.map((): Outputs => ({ kept: [], made: [], positions: [] }));
  const numbers = new Uint32Array(count);
  for (let output = 0; output < count; output++) {
    ticked(output, 2 * count);
    const row = output < kept ? plan.rows[output]! : plan.made!.parents[output - kept]!;
    const own = outputs[row === NO_ROW ? 0 : partOf(starts, row)]!;
    if (output < kept) numbers[output] = own.kept.push(output) - 1;
    else numbers[output] = own.made.push(output - kept) - 1;
  }
  if (plan.order) {
    for (let at = 0; at < count; at++) {
      ticked(count + at, 2 * count);
      const output = plan.order[at]!;
      const row = output < kept ? plan.rows[output]! : plan.made!.parents[output - kept]!;
      const own = outputs[row === NO_ROW ? 0 : partOf(starts, row)]!;
      own.positions.push(numbers[output]! + (output < kept ? 0 : own.kept.length));
    }
  }
  return parts.map((part, index) => partPlan(plan, part, outputs[index]!));
}

/** Of one part: output numbers of kept rows, numbers of made rows, and own output numbers in output order. */
interface Outputs {
  readonly kept: number[];
  readonly made: number[];
  readonly positions: number[];
}

function partPlan(plan: Plan, part: PlannedPart, { kept, made, positions }: Outputs): PartPlan {
  const rows = Uint32Array.from(kept, (output) => plan.rows[output]! - part.firstRow);
  const outputOf = (own: number) =>
    own < kept.length ? kept[own]! : plan.rows.length + made[own - kept.length]!;
  const columns = plan.columns.map((column): AddedColumn => ({
    ...column,
    text: (own) => column.text(outputOf(own)),
  }));
  const removed = removedFrom(plan.removed, part);
  const identical = rows.length === part.rows && rows.every((row, at) => row === at);
  const moves = positions.some((output, at) => output !== at);
  return {
    rows,
    columns,
    removed,
    ...(made.length > 0 && plan.made && { made: madeOf(plan.made, made, part) }),
    ...(moves && { order: Uint32Array.from(positions) }),
    changes: !identical || made.length > 0 || moves || columns.length > 0,
  };
}

/** Some of the made rows, in the rows and columns of one part. */
export function madeOf(all: MadeRows, own: readonly number[], part: PlannedPart): MadeRows {
  const { operations } = all;
  const local = (row: number) => {
    const at = row - part.firstRow;
    return row !== NO_ROW && at >= 0 && at < part.rows ? at : NO_ROW;
  };
  return {
    count: own.length,
    operation: all.operation,
    ...(operations && { operations: own.map((made) => operations[made]!) }),
    parents: Uint32Array.from(own, (made) => local(all.parents[made]!)),
    neighbours: Uint32Array.from(own, (made) => local(all.neighbours[made]!)),
    lambdas: Float64Array.from(own, (made) => all.lambdas[made]!),
    numbers: all.numbers.flatMap(({ text, ...numbers }) => {
      const column = part.columnAt(numbers.column);
      if (column === undefined) return [];
      const values = Float64Array.from(own, (made) => numbers.values[made]!);
      return [
        { ...numbers, column, values, ...(text && { text: (at: number) => text(own[at]!) }) },
      ];
    }),
    texts: all.texts.flatMap((texts) => {
      const column = part.columnAt(texts.column);
      return column === undefined ? [] : [{ column, text: (at: number) => texts.text(own[at]!) }];
    }),
  };
}

function removedFrom(removed: RemovedRows, { firstRow, rows }: PlannedPart): RemovedRows {
  const bits = noBits(rows);
  let from = 0;
  let to = 0;
  eachRow(removed.bits, (row) => {
    if (row < firstRow) from++;
    if (row < firstRow + rows) to++;
    if (row >= firstRow && row < firstRow + rows) addBit(bits, row - firstRow);
  });
  return removedRows(bits, {
    ...(removed.keptAs && { keptAs: removed.keptAs.slice(from, to) }),
    ...(removed.similarity && { similarity: removed.similarity.slice(from, to) }),
    ...(removed.reason && { reason: removed.reason.slice(from, to) }),
    reasons: removed.reasons,
  });
}
