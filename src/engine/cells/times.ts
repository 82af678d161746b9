import { EngineError } from '../problems';
import type { ColumnProfile } from '../table/profile';
import type { Table } from '../table/table';
import { readDate } from './date';
import { t } from '../language';

/**
 * When a row is from: the numbers of a numeric column, else its dates in milliseconds; NaN where a cell is neither.
 * Dates such as 3/4/2024 are read month first only where the column has a day-first reading that is no date.
 * @throws EngineError missing-role (no column), bad-parameter (no cell is a time)
 */
export function timesOf(
  table: Table,
  { profiles }: { readonly profiles: readonly ColumnProfile[] },
  column: number | undefined,
): (row: number) => number {
  if (column === undefined) {
    throw new EngineError(
      'missing-role',
      t('To keep the newest or oldest row, mark a timestamp column or name one in `keepBy`.'),
    );
  }
  const { codes, dictionary, name } = table.columns[column]!;
  const { numbers } = profiles[column]!;
  if (numbers) return (row) => numbers[codes[row]!]!;
  const readings = Array.from({ length: dictionary.size }, (_, code) =>
    readDate(dictionary.text(code)),
  );
  const monthFirst = readings.some((reading) => reading && Number.isNaN(reading.time));
  const times = Float64Array.from(
    readings,
    (reading) =>
      (monthFirst && reading?.order === 'day-month' ? reading.swapped : reading?.time) ?? NaN,
  );
  if (times.every(Number.isNaN)) {
    throw new EngineError('bad-parameter', t`No cell of \`${name}\` is a number or a date.`);
  }
  return (row) => times[codes[row]!]!;
}
