import type { MethodContext } from '../../../method';
import type { ColumnProfile } from '../../../table/profile';
import { EngineError } from '../../../problems';
import { MISSING, type Table } from '../../../table/table';
import { many, quoted } from '../../../words';
import { classesOf } from '../../../table/classes';
import { t } from '../../../language';

/** Stands for "no level": the cell is missing. */
export const NO_LEVEL = -1;

/** The nominal feature columns of a table, as distances and modes read them. */
export interface NominalFeatures {
  readonly columns: readonly number[];
  /** Values per column (by place) in class order; '' comes last where empty cells are a value of their own. */
  readonly values: readonly (readonly string[])[];
  /** Index into `values[place]`, NO_LEVEL when missing. */
  level(place: number, row: number): number;
  /** True when no nominal feature of the row is missing. */
  complete(row: number): boolean;
  /** True when the row may be a parent or a neighbour: it is complete, or its gaps are filled for distances. */
  usable(row: number): boolean;
  /** As `level`, for distances: the most frequent level in scope where a gap is filled. */
  distanceLevel(place: number, row: number): number;
}

/** How nominal features are read. */
export interface NominalReading {
  /** What becomes of rows that lack a value: `exclude`, `error` or `impute`. */
  readonly missing: string;
  /** Empty cells are a value of their own. */
  readonly emptyIsValue: boolean;
}

/** Whether a column holds categories; free text, ids, dates and lists are not. */
export function isNominal({ semantic }: ColumnProfile): boolean {
  return semantic === 'categorical';
}

/** The nominal feature columns; may be none. @throws EngineError missing-values; Cancelled */
export function nominalFeatures(
  table: Table,
  context: MethodContext,
  { missing, emptyIsValue }: NominalReading,
): NominalFeatures {
  const { roles, profiles, scope } = context;
  const columns = roles.flatMap((role, index) =>
    role === 'feature' && isNominal(profiles[index]!) ? [index] : [],
  );
  const read = columns.map((column, place) => {
    context.tick(place, columns.length);
    return levelsOfColumn(table, column, profiles[column]!, scope, emptyIsValue);
  });
  const codes = columns.map((column) => table.columns[column]!.codes);
  const level = (place: number, row: number) => read[place]!.indexOf[codes[place]![row]!]!;
  const complete = (row: number) => columns.every((_, place) => level(place, row) !== NO_LEVEL);
  if (missing === 'error') refuseGaps(table, scope, columns, level);
  const impute = missing === 'impute';
  return {
    columns,
    values: read.map(({ values }) => values),
    level,
    complete,
    usable: impute ? () => true : complete,
    distanceLevel: (place, row) => {
      const own = level(place, row);
      return own === NO_LEVEL && impute ? read[place]!.mode : own;
    },
  };
}

/** Levels of one column in scope; `mode` is the most frequent, the first in order on a tie. */
function levelsOfColumn(
  table: Table,
  index: number,
  profile: ColumnProfile,
  scope: Uint32Array,
  emptyIsValue: boolean,
) {
  const column = table.columns[index]!;
  const { values, counts, indexOf } = classesOf(column, profile, scope);
  const mode = counts.reduce((best, count, i) => (count > counts[best]! ? i : best), 0);
  if (!emptyIsValue) return { values, indexOf, mode };
  for (const code of [MISSING, ...profile.missingCodes]) indexOf[code] = values.length;
  return { values: [...values, ''], indexOf, mode };
}

function refuseGaps(
  table: Table,
  scope: Uint32Array,
  columns: readonly number[],
  level: NominalFeatures['level'],
): void {
  for (const [place, column] of columns.entries()) {
    const rows = scope.filter((row) => level(place, row) === NO_LEVEL);
    if (!rows.length) continue;
    throw new EngineError(
      'missing-values',
      t`${many(rows.length, 'row')} ${rows.length === 1 ? t('lacks') : t('lack')} a value in ${quoted(table.columns[column]!.name)}, the first is data row ${rows[0]! + 1}. Set \`missing\` to \`exclude\` or \`impute\`, or choose other features.`,
      { row: rows[0]!, column },
    );
  }
}
