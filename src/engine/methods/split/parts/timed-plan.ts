import type { MethodContext } from '../../../method';
import type { Json } from '../../../metric';
import type { AddedColumn, Draft } from '../../../plan/plan';
import { columnWith, type Role } from '../../../roles/roles';
import type { Table } from '../../../table/table';
import { everyRow } from '../../../ticks';
import { count, percent, quoted } from '../../../words';
import { Leaving } from '../../plans';
import { NO_PART, partPlan, type Dealt, type PartFigures, type Parting } from './part-plan';
import type { RowTimes } from './time-cuts';
import { t } from '../../../language';

/** What is known of the parts; rows of the part after the last are in a gap. */
export interface Timed extends Omit<Parting, 'shares'> {
  /** Absent: whatever the dates give. */
  readonly shares?: readonly number[] | undefined;
}

/** Name of the part of rows that are in none. */
const BETWEEN = '';

/** The plan of a split by time: from when to when each part reaches, and rows between parts in none. @throws Cancelled */
export function timedPlan(
  table: Table,
  dealt: Dealt,
  times: RowTimes,
  { names, shares, tables, notices = [], ...parting }: Timed,
  context: MethodContext,
): Draft {
  const all = [...names, BETWEEN];
  const draft = partPlan(
    table,
    dealt,
    {
      ...parting,
      names: all,
      shares: shares ? [...shares, 0] : all.map(() => 0),
      tables: { ...tables, boundaries: boundaries(table, dealt, times, names, context) },
      notices: [...notices, ...unseen(table, dealt, names, context)],
    },
    context,
  );
  const figures = draft.tables['split'] as unknown as readonly PartFigures[];
  const told = figures
    .filter(({ part }) => part !== BETWEEN)
    .map((own) => ({ ...own, target: shares ? own.target : own.share }));
  const whole = { ...draft, tables: { ...draft.tables, split: told as unknown as Json } };
  return parting.files ? withoutBetween(table, dealt, whole, names.length, context) : whole;
}

/** Rows in a gap have no file to go to and leave, to the file of removed rows. */
function withoutBetween(
  table: Table,
  dealt: Dealt,
  draft: Draft,
  between: number,
  { tick }: MethodContext,
): Draft {
  const leaving = new Leaving(table.rowCount, tick);
  dealt.forEach((part, row) => {
    if (part === between) leaving.add(row, 'gap');
  });
  const rows = leaving.staying();
  const columns = draft.columns.map((column): AddedColumn => ({
    ...column,
    ...(column.files && { files: column.files.filter((name) => name !== BETWEEN) }),
    text: (output) => column.text(rows[output]!),
  }));
  return leaving.plan({ rows, columns, notices: draft.notices, tables: draft.tables });
}

/** First and last time of each part, as they are written. */
function boundaries(
  table: Table,
  dealt: Dealt,
  { column, of }: RowTimes,
  names: readonly string[],
  { tick }: MethodContext,
): Json {
  const ends = names.map(() => ({ rows: 0, first: -1, last: -1 }));
  const ticked = everyRow(tick);
  dealt.forEach((part, row) => {
    ticked(row, dealt.length);
    const own = ends[part];
    if (part === NO_PART || !own || !Number.isFinite(of(row))) return;
    own.rows++;
    if (own.first < 0 || of(row) < of(own.first)) own.first = row;
    if (own.last < 0 || of(row) > of(own.last)) own.last = row;
  });
  const { codes, dictionary } = table.columns[column]!;
  const written = (row: number) => (row < 0 ? null : dictionary.text(codes[row]!));
  return ends.map(({ rows, first, last }, part) => ({
    part: names[part]!,
    rows,
    from: written(first),
    to: written(last),
  }));
}

/** Columns whose values later parts may not know. */
const KNOWN_BY: readonly Role[] = ['entity', 'group', 'domain'];

/** Values of the last part that no earlier one has: what a model cannot have seen. */
function unseen(
  table: Table,
  dealt: Dealt,
  names: readonly string[],
  { roles, profiles, tick }: MethodContext,
): string[] {
  const index = KNOWN_BY.map((role) => columnWith(roles, role)).find((each) => each !== undefined);
  const last = names.length - 1;
  if (index === undefined || last < 1) return [];
  const { codes, dictionary, name } = table.columns[index]!;
  const seen = new Uint8Array(dictionary.size);
  const ticked = everyRow(tick);
  for (let row = 0; row < dealt.length; row++) {
    ticked(row, dealt.length);
    if (dealt[row] === last) seen[codes[row]!]! |= 2;
    else if (dealt[row]! < last) seen[codes[row]!]! |= 1;
  }
  for (const code of profiles[index]!.missingCodes) seen[code] = 0;
  const [all, fresh] = [2, 0].map((least) =>
    seen.reduce((n, of) => n + (least === 2 ? of >>> 1 : of === 2 ? 1 : 0), 0),
  ) as [number, number];
  if (fresh === 0) return [];
  return [
    t`${count(fresh)} of ${count(all)} values of ${quoted(name)} in ${quoted(names[last]!)} (${percent(fresh / all)}) occur in no part before it.`,
  ];
}
