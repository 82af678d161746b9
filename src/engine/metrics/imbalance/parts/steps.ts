import { flagOf } from '../../../cells/flag';
import { addBit, noBits } from '../../../kernels/bit-sets';
import type { MetricContext } from '../../../metric';
import { loadedIfRoom } from '../../../table/open-columns';
import { EngineError } from '../../../problems';
import type { Role } from '../../../roles/roles';
import { isSketched } from '../../../sampling/sampled-columns';
import type { Step } from '../../../statistics/funnel';
import {
  countCodes,
  findColumn,
  isOpen,
  MISSING,
  type Column,
  type Table,
} from '../../../table/table';
import { everyRow } from '../../../ticks';
import { t } from '../../../language';

/** A step that is a column. */
export interface ColumnStep extends Step {
  readonly index: number;
  readonly name: string;
}

/** Columns that are looked at unasked: every pair of them is compared. */
const MOST = 40;
/** A yes and a no, each in several spellings. */
const SPELLINGS = 8;
const STEPS: ReadonlySet<Role> = new Set<Role>(['label', 'feature']);

/**
 * Columns of flags with the rows of each answer: the named ones, else the label and the features that hold nothing
 * else. @throws EngineError unknown-column; Cancelled
 */
export function stepsOf(
  table: Table,
  chosen: readonly string[],
  context: MetricContext,
): ColumnStep[] {
  const named = chosen.map((name) => {
    const index = findColumn(table.columns, name);
    if (index < 0) throw new EngineError('unknown-column', t`There is no column '${name}'.`);
    return table.columns[index]!;
  });
  const looked =
    named.length > 0 ? named : table.columns.filter((c) => isCandidate(table, c, context));
  const found = looked
    .map((column) => ({ column, flags: flagsOf(column) }))
    .filter(({ flags }) => flags.includes(1) && flags.includes(-1))
    .slice(0, named.length > 0 ? undefined : MOST);
  if (found.length < 2) return [];
  const open = found.map(({ column }) => column).filter(({ index }) => isOpen(table, index));
  if (!loadedIfRoom(table, open, context.tick)) return [];
  return found.map(({ column, flags }) => stepOf(column, flags, table.rowCount, context));
}

function isCandidate(table: Table, column: Column, { roles, profiles }: MetricContext): boolean {
  const { index } = column;
  if (!STEPS.has(roles[index]!) || isSketched(table, index)) return false;
  // Asked last: the dictionary of an open column would be read from the file.
  return profiles[index]!.distinct >= 2 && column.dictionary.size <= SPELLINGS;
}

/** Per code: 1 for yes, -1 for no, 0 for none of both; empty when a value that occurs is no flag. */
function flagsOf(column: Column): number[] {
  const { dictionary } = column;
  const counts = countCodes(column);
  const flags: number[] = [0];
  for (let code = MISSING + 1; code < dictionary.size; code++) {
    const flag = flagOf(dictionary.text(code));
    if (flag === undefined && counts[code]! > 0) return [];
    flags.push(counts[code] === 0 ? 0 : flag ? 1 : -1);
  }
  return flags;
}

function stepOf(
  { index, name, codes }: Column,
  flags: readonly number[],
  rows: number,
  { tick }: MetricContext,
): ColumnStep {
  const [yes, no] = [noBits(rows), noBits(rows)];
  const ticked = everyRow(tick);
  for (let row = 0; row < rows; row++) {
    ticked(row, rows);
    const flag = flags[codes[row]!]!;
    if (flag !== 0) addBit(flag > 0 ? yes : no, row);
  }
  return { index, name, yes, no };
}
