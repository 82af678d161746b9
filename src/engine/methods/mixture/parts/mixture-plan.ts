import type { MethodContext } from '../../../method';
import type { Values } from '../../../params/params';
import { read, resolveValues } from '../../../params/values';
import type { AddedColumn, Draft } from '../../../plan/plan';
import { rowNumbers, select } from '../../../plan/row-numbers';
import { EngineError } from '../../../problems';
import { permutation } from '../../../random';
import type { Table } from '../../../table/table';
import { everyRow } from '../../../ticks';
import { count, many, quoted, times } from '../../../words';
import { concatenate, keepEverything, Leaving } from '../../plans';
import { largestRemainder } from '../../shares';
import { marksOf } from '../../resample/parts/made-rows';
import { baseWeights } from '../../weights/parts/finish';
import { FINISH_PARAMS } from '../../weights/parts/finish-params';
import { weightPlan } from '../../weights/parts/weight-plan';
import { fullPasses, independentDraws, interleaved } from './drawn-rows';
import type { MixedGroups } from './mixed-groups';
import { FORM, ORDER, REUSE } from './mixture-params';
import { mixtureTables } from './mixture-tables';
import { varianceFactor } from './shares';
import { t } from '../../../language';

/** How a method mixes groups. */
export interface Mixture {
  /** Per group, from 0; they sum to 1. */
  readonly shares: readonly number[];
  /** In the unit of the groups. */
  readonly budget: number;
  readonly notices?: readonly string[];
}

/** More rows are not drawn: weights say the same. */
const MOST_ROWS = 200_000_000;

/**
 * The plan of a mixture: rows by largest remainder of share and budget (of tokens, row by row until a group's part is
 * there), a column of copies, or weights share / natural share. Rows without a group pass through behind the mixture.
 * @throws EngineError bad-parameter, bad-weights; Cancelled
 */
export function mixturePlan(
  id: string,
  table: Table,
  mixed: MixedGroups,
  { shares, budget, notices = [] }: Mixture,
  values: Values,
  context: MethodContext,
): Draft {
  const form = read.text(values, FORM.id);
  const said = [...mixed.notices, ...notices];
  if (form === 'weights') {
    return weighted(table, mixed, shares, context, (rows) => ({
      notices: [...said, ...advice(mixed, shares)],
      tables: mixtureTables(mixed, shares, budget, rows),
    }));
  }
  const drawn = drawnRows(id, mixed, shares, budget, values, context);
  const tables = mixtureTables(
    mixed,
    shares,
    budget,
    drawn.map(({ length }) => length),
  );
  const unheard = mixed.groups.filter((_, group) => shares[group]! > 0 && !drawn[group]!.length);
  const parts = {
    tables,
    notices: [
      ...said,
      ...unheard.map(
        ({ name }) => t`The part of ${quoted(name)} is less than one of its rows: it has none.`,
      ),
    ],
  };
  const copies = copiesOf(table.rowCount, drawn, context);
  if (form === 'copies') return counted(table, mixed, copies, context, parts);
  return asRows(id, table, mixed, drawn, copies, values, context, parts);
}

/** The rows that each group gives, in the order in which they come. */
function drawnRows(
  id: string,
  { groups, sizes, total }: MixedGroups,
  shares: readonly number[],
  budget: number,
  values: Values,
  { random, tick }: MethodContext,
): Uint32Array[] {
  const whole = sizes.of ? undefined : largestRemainder(Math.round(budget), shares);
  const rows = groups.reduce((sum, group) => sum + group.rows.length, 0);
  const expected = whole ? budget : (budget / total) * rows;
  if (expected > MOST_ROWS) {
    throw new EngineError(
      'bad-parameter',
      t`The mixture would have some ${count(expected)} rows: choose a smaller budget, or a column of weights as the result.`,
    );
  }
  const draw = read.text(values, REUSE.id) === 'full-passes' ? fullPasses : independentDraws;
  return groups.map(({ name, rows, size }, group) => {
    const wanted = whole ? whole[group]! : shares[group]! * budget;
    if (wanted === 0) return new Uint32Array(0);
    return draw({ rows, sizes: sizes.of, size, wanted }, random, `${id}/${name}`, tick);
  });
}

/** How often each row of the table was drawn. */
function copiesOf(
  rowCount: number,
  drawn: readonly Uint32Array[],
  { tick }: MethodContext,
): Uint32Array {
  const copies = new Uint32Array(rowCount);
  const ticked = everyRow(tick);
  for (const rows of drawn) {
    for (let i = 0; i < rows.length; i++) {
      ticked(i, rows.length);
      copies[rows[i]!]!++;
    }
  }
  return copies;
}

type Parts = Required<Pick<Draft, 'tables' | 'notices'>>;

function counted(
  table: Table,
  { groups }: MixedGroups,
  copies: Uint32Array,
  { tick }: MethodContext,
  parts: Parts,
): Draft {
  const times = new Uint32Array(table.rowCount).fill(1);
  const ticked = everyRow(tick);
  for (const { rows } of groups) {
    for (let i = 0; i < rows.length; i++) {
      ticked(i, rows.length);
      times[rows[i]!] = copies[rows[i]!]!;
    }
  }
  const column: AddedColumn = {
    name: '_copies',
    type: 'integer',
    text: (row) => String(times[row]!),
  };
  return keepEverything(table.rowCount, { ...parts, columns: [column] });
}

function asRows(
  id: string,
  table: Table,
  { groups }: MixedGroups,
  drawn: readonly Uint32Array[],
  copies: Uint32Array,
  values: Values,
  context: MethodContext,
  parts: Parts,
): Draft {
  const { random, tick } = context;
  const leaving = new Leaving(table.rowCount, tick);
  const mixed = new Uint8Array(table.rowCount);
  const ticked = everyRow(tick);
  for (const { rows } of groups) {
    for (let i = 0; i < rows.length; i++) {
      ticked(i, rows.length);
      mixed[rows[i]!] = 1;
      if (copies[rows[i]!] === 0) leaving.add(rows[i]!, 'mixture');
    }
  }
  const others = select(rowNumbers(table.rowCount), (row) => mixed[row] === 0, tick);
  const order = read.text(values, ORDER.id);
  const rows =
    order === 'source' ? inSourceOrder(leaving.staying(), copies, tick) : [...inTurn(), others];
  function inTurn(): Uint32Array[] {
    if (order === 'blocks') return [...drawn];
    const all = concatenate(drawn);
    if (order === 'shuffled') {
      return [permutation(random.stream(`${id}/order`), all.length, tick).map((at) => all[at]!)];
    }
    const next = drawn.map(() => 0);
    const turns = interleaved(
      drawn.map(({ length }) => length),
      tick,
    );
    return [turns.map((group) => drawn[group]![next[group]!++]!)];
  }
  const joined = concatenate(rows);
  return leaving.plan({
    rows: joined,
    columns: marksOf(values, { rows: joined }, 'rows'),
    ...parts,
  });
}

/** Rows that stay, ascending, and those that are repeated behind them. */
function inSourceOrder(
  staying: Uint32Array,
  copies: Uint32Array,
  tick: MethodContext['tick'],
): Uint32Array[] {
  const ticked = everyRow(tick);
  const repeats: number[] = [];
  staying.forEach((row, i) => {
    ticked(i, staying.length);
    for (let copy = 1; copy < copies[row]!; copy++) repeats.push(row);
  });
  return [staying, Uint32Array.from(repeats)];
}

/** Every row weighs the share of its group by its natural share. */
function weighted(
  table: Table,
  { groups, total }: MixedGroups,
  shares: readonly number[],
  context: MethodContext,
  more: (rows: number[]) => { notices: string[]; tables: Draft['tables'] },
): Draft {
  const { scope, tick } = context;
  const ratio = new Float64Array(table.rowCount).fill(NaN);
  const groupOf = new Int32Array(table.rowCount).fill(-1);
  const ticked = everyRow(tick);
  groups.forEach(({ rows, size }, group) => {
    for (let i = 0; i < rows.length; i++) {
      ticked(i, rows.length);
      ratio[rows[i]!] = (shares[group]! * total) / size;
      groupOf[rows[i]!] = group;
    }
  });
  // The ratio as it is: no cap, and none of the file's own weights in it.
  const finish = resolveValues(FINISH_PARAMS, {
    normalise: 'none',
    combine: 'replace',
    cap: Number.MAX_VALUE,
  });
  const input = {
    raw: Float64Array.from(scope, (row) => ratio[row]!),
    base: baseWeights(table, finish, context),
    cellOf: Int32Array.from(scope, (row) => groupOf[row]!),
    cellNames: groups.map(({ name }) => name),
  };
  const { notices, tables } = more(groups.map(({ rows }) => rows.length));
  return weightPlan(table, input, finish, context, { notices, tables: () => tables });
}

/** From this variance of the weights on rows are better drawn than weighted. */
const MOST_VARIANCE = 4;

/** When weights are a poor way to mix (sum p^2 / p1 is rows by effective rows). */
function advice({ groups, total }: MixedGroups, shares: readonly number[]): string[] {
  const variance = varianceFactor(
    shares,
    groups.map(({ size }) => size / total),
  );
  if (variance <= MOST_VARIANCE) return [];
  return [
    t`Weights this unequal make gradients ${times(variance)} as noisy: rows are better drawn by their share (the result as rows), or batches large.`,
  ];
}

/** The budget that the parameters name, or what the groups hold. */
export function budgetOf(values: Values, { total, sizes }: MixedGroups): number {
  const asked = read.number(values, 'budget');
  if (asked === null) return total;
  if (sizes.of || Number.isInteger(asked)) return asked;
  throw new EngineError(
    'bad-parameter',
    t`\`budget\` is ${many(asked, 'row')}: it must be a whole number.`,
  );
}
