import { madeText, type MadeColumn, type MadeRows } from './plan';
import { holdsNumbers, type ColumnProfile } from './profile';
import { rowNumbers } from './row-numbers';
import { isOpen, type Table, type TableTick } from './table';
import { everyRow } from './ticks';

/** Columns that are looked at: where rows still look alike, their cells are compared one and all. */
const MOST_COLUMNS = 8;

/**
 * Whether a made row may equal, by value, a row of the source or another made row. False is certain: each has a number of
 * its own in one of the columns, so that nobody need gather the cells of the planned table.
 */
export function mayRepeat(
  table: Table,
  profiles: readonly ColumnProfile[],
  columns: readonly number[],
  made: Pick<MadeRows, 'count' | 'numbers'>,
  tick: TableTick,
): boolean {
  const telling = made.numbers.filter(
    ({ column, text }) =>
      text === undefined && columns.includes(column) && isPlain(table, profiles[column]!),
  );
  let left = rowNumbers(made.count);
  for (const column of telling.slice(0, MOST_COLUMNS)) {
    if (!left.length) return false;
    left = alike(left, column, sourceNumbers(table, profiles[column.column]!, tick), tick);
  }
  return left.length > 0;
}

/** Whether a number of the column reads as JavaScript reads it. */
function isPlain(table: Table, profile: ColumnProfile): boolean {
  const { type, index } = profile;
  return (type === 'integer' || type === 'float') && holdsNumbers(profile) && !isOpen(table, index);
}

/** The numbers of a column, with those that its profile takes for something else. */
function sourceNumbers(table: Table, { index, numbers }: ColumnProfile, tick: TableTick) {
  const { dictionary } = table.columns[index]!;
  const ticked = everyRow(tick);
  const found = new Set<number>();
  for (let code = 0; code < dictionary.size; code++) {
    ticked(code, dictionary.size);
    const number = numbers![code]!;
    found.add(Number.isNaN(number) ? Number(dictionary.text(code)) : number);
  }
  return found;
}

/** Made rows whose cell is empty, that of a source row or that of another. */
function alike(
  made: Uint32Array,
  column: MadeColumn,
  source: ReadonlySet<number>,
  tick: TableTick,
): Uint32Array {
  const ticked = everyRow(tick);
  const values = new Float64Array(made.length);
  const once = new Set<number>();
  const twice = new Set<number>();
  made.forEach((index, i) => {
    ticked(i, made.length);
    const text = madeText(column, index);
    values[i] = text === '' ? NaN : Number(text);
    if (once.has(values[i]!)) twice.add(values[i]!);
    else once.add(values[i]!);
  });
  return made.filter((_, i) => {
    const value = values[i]!;
    return Number.isNaN(value) || source.has(value) || twice.has(value);
  });
}
