import type { MetricContext } from '../../../metric';
import { columnsWith } from '../../../roles/roles';
import { mostFrequent } from '../../../statistics/extremes';
import { classesOf } from '../../../table/classes';
import type { Table } from '../../../table/table';
import type { DoubtfulLabels } from './doubtful-labels';

/** Doubtful labels in the levels of a group column. */
export interface GroupShare {
  readonly column: string;
  /** Of the levels with most rows judged, at most 12. */
  readonly levels: readonly {
    readonly value: string;
    readonly judged: number;
    readonly flagged: number;
  }[];
}

const LEVELS = 12;

/** How doubtful labels are spread over groups. @throws Cancelled (from tick) */
export function groupShares(
  table: Table,
  { roles, profiles, tick }: MetricContext,
  { rows, flagged }: Pick<DoubtfulLabels, 'rows' | 'flagged'>,
): GroupShare[] {
  if (flagged.length === 0) return [];
  return columnsWith(roles, 'group').map((index) => {
    const column = table.columns[index]!;
    const { values, indexOf } = classesOf(column, profiles[index]!, rows, tick);
    const judged = new Float64Array(values.length);
    const found = new Float64Array(values.length);
    for (const row of rows) {
      const of = indexOf[column.codes[row]!]!;
      if (of >= 0) judged[of]!++;
    }
    for (const i of flagged) {
      const of = indexOf[column.codes[rows[i]!]!]!;
      if (of >= 0) found[of]!++;
    }
    return {
      column: column.name,
      levels: mostFrequent(judged, LEVELS).map((of) => ({
        value: values[of]!,
        judged: judged[of]!,
        flagged: found[of]!,
      })),
    };
  });
}
