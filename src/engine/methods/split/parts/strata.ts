import type { MethodContext } from '../../../method';
import type { Values } from '../../../params/params';
import type { Table } from '../../../table/table';
import { read } from '../../../params/values';
import { binned } from '../../bins';
import { crossed } from '../../cells';
import { levelsOf, type Levels } from '../../classes';
import { columnsFor } from '../../columns';
import { BINS, STRATIFY } from './split-params';

/** Rows whose shares are kept together. */
export interface Stratum {
  readonly name: string;
  /** Ascending. */
  readonly rows: Uint32Array;
}

/** What the strata are. */
export interface Strata {
  readonly columns: readonly number[];
  readonly strata: readonly Stratum[];
  /** Strata of too few rows, which are dealt as one. */
  readonly pooled: readonly Stratum[];
}

/** A number as label is a class where its values occur so often on average, else a quantity. */
const OFTEN = 30;

/**
 * The combinations of the columns to stratify by, over the rows in scope; numbers of many values are cut into parts, and
 * rows that lack a value are a stratum of their own. Strata of fewer than `least` rows are pooled into one, the last.
 * @throws EngineError unknown-column; Cancelled
 */
export function strataOf(
  table: Table,
  values: Values,
  context: MethodContext,
  least: number,
): Strata {
  const columns = columnsFor(table, context.roles, STRATIFY, read.texts(values, STRATIFY.id));
  if (columns.length === 0) {
    return { columns, strata: [{ name: '', rows: context.scope }], pooled: [] };
  }
  const bins = read.number(values, BINS.id)!;
  const levels = columns.map((column) => inParts(levelsOf(table, column, context), context, bins));
  const { cells, outside } = crossed(table, levels, context);
  const all: Stratum[] = cells.map(({ name, rows }) => ({ name, rows }));
  if (outside.length > 0) all.push({ name: '', rows: outside });
  const pooled = all.filter(({ rows }) => rows.length < least);
  const strata = all.filter(({ rows }) => rows.length >= least);
  if (pooled.length > 0) strata.push({ name: 'rare', rows: joined(pooled) });
  return { columns, strata, pooled };
}

function inParts(levels: Levels, { profiles, roles }: MethodContext, bins: number): Levels {
  const { column, counts } = levels;
  const rows = counts.reduce((sum, n) => sum + n, 0);
  const isClass = roles[column] === 'label' && rows >= OFTEN * counts.length;
  return isClass ? levels : binned(levels, profiles[column]!, bins);
}

/** The rows of several strata, ascending. */
function joined(strata: readonly Stratum[]): Uint32Array {
  const rows = new Uint32Array(strata.reduce((sum, own) => sum + own.rows.length, 0));
  let at = 0;
  for (const own of strata) {
    rows.set(own.rows, at);
    at += own.rows.length;
  }
  return rows.sort();
}
