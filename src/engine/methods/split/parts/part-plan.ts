import { classesOf } from '../../../table/classes';
import type { MethodContext } from '../../../method';
import type { Json } from '../../../metric';
import type { AddedColumn, Draft } from '../../../plan/plan';
import { columnWith } from '../../../roles/roles';
import { rowsInScope } from '../../../scope';
import { wilson } from '../../../statistics/wilson';
import type { Table } from '../../../table/table';
import { everyRow } from '../../../ticks';
import { many } from '../../../words';
import { keepEverything } from '../../plans';
import { t } from '../../../language';

/** Stands for "not dealt": a row out of scope. */
export const NO_PART = 0xff;

/** Which part each row of the table goes to; NO_PART for rows out of scope. */
export type Dealt = Uint8Array;

/** Nobody was dealt yet. */
export const undealt = (table: Pick<Table, 'rowCount'>): Dealt =>
  new Uint8Array(table.rowCount).fill(NO_PART);

/** One part of a split, as the table `split` of the recipe has it. */
export interface PartFigures {
  readonly part: string;
  readonly rows: number;
  /** Of the rows that were dealt. */
  readonly share: number;
  /** The share that was asked for. */
  readonly target: number;
  /** Rows per class of the label, with the 95% interval of the share (Wilson); empty without a label. */
  readonly classes: readonly {
    readonly value: string;
    readonly rows: number;
    readonly share: number;
    readonly low: number;
    readonly high: number;
  }[];
}

/** Classes of the label that are counted part by part. */
const CLASSES = 200;

/** How the parts of a split are written. */
export interface Parting {
  readonly names: readonly string[];
  readonly shares: readonly number[];
  /** A file for each part instead of a column. */
  readonly files?: boolean;
  /** The column; `_split`, with that role, when absent. */
  readonly column?: Pick<AddedColumn, 'name' | 'type'>;
  readonly notices?: readonly string[];
  readonly tables?: Readonly<Record<string, Json>>;
  /** Columns beside it. */
  readonly columns?: readonly AddedColumn[];
}

/**
 * The plan that says of each row which part it goes to. Rows out of scope stay in the part that the split column before
 * has them in. @throws Cancelled
 */
export function partPlan(
  table: Table,
  dealt: Dealt,
  parting: Parting,
  context: MethodContext,
): Draft {
  const { names, files = false, column: own } = parting;
  const before = own ? undefined : columnWith(context.roles, 'split');
  const kept = before === undefined ? undefined : table.columns[before]!;
  const text = (row: number) => {
    const part = dealt[row]!;
    if (part !== NO_PART) return names[part]!;
    return kept ? kept.dictionary.text(kept.codes[row]!) : '';
  };
  const outside = table.rowCount - rowsInScope(table, context).count;
  const others = outside > 0 ? partsOutside(dealt, text) : [];
  const column: AddedColumn = {
    ...(own ?? { name: '_split', type: 'text', role: 'split' }),
    ...(files && { files: [...new Set([...names, ...others])] }),
    text,
  };
  return keepEverything(table.rowCount, {
    columns: [column, ...(parting.columns ?? [])],
    notices: [...(outside > 0 && kept ? [staying(outside)] : []), ...(parting.notices ?? [])],
    tables: {
      split: figuresOf(table, dealt, parting, context) as unknown as Json,
      ...parting.tables,
    },
  });
}

const staying = (outside: number) =>
  t`${many(outside, 'row')} out of scope ${outside === 1 ? t('stays in the part it is') : t('stay in the part they are')} in.`;

/** The parts of rows that were not dealt, in order of first appearance. */
function partsOutside(dealt: Dealt, text: (row: number) => string): string[] {
  const found = new Set<string>();
  dealt.forEach((part, row) => {
    if (part === NO_PART) found.add(text(row));
  });
  return [...found];
}

function figuresOf(
  table: Table,
  dealt: Dealt,
  { names, shares }: Parting,
  { roles, profiles, tick }: MethodContext,
): PartFigures[] {
  const label = columnWith(roles, 'label');
  const classes =
    label === undefined ? undefined : classesOf(table.columns[label]!, profiles[label]!);
  const listed = classes && classes.values.length <= CLASSES ? classes : undefined;
  const codes = label === undefined ? undefined : table.columns[label]!.codes;
  const k = listed?.values.length ?? 0;
  const rows = new Float64Array(names.length);
  const counts = new Float64Array(names.length * k);
  const ticked = everyRow(tick);
  for (let row = 0; row < dealt.length; row++) {
    ticked(row, dealt.length);
    const part = dealt[row]!;
    if (part === NO_PART) continue;
    rows[part]!++;
    const of = listed ? listed.indexOf[codes![row]!]! : -1;
    if (of >= 0) counts[part * k + of]!++;
  }
  const all = rows.reduce((sum, n) => sum + n, 0);
  return names.map((part, i) => ({
    part,
    rows: rows[i]!,
    share: all > 0 ? rows[i]! / all : 0,
    target: shares[i]!,
    classes: (listed?.values ?? []).map((value, c) => {
      const own = counts[i * k + c]!;
      return {
        value,
        rows: own,
        share: rows[i]! > 0 ? own / rows[i]! : 0,
        ...wilson(own, rows[i]!),
      };
    }),
  }));
}
