import { eachRow, type BitSet } from '../../../kernels/bit-sets';
import type { MetricContext } from '../../../metric';
import { columnsWith } from '../../../roles/roles';
import { classesOf } from '../../../table/classes';
import type { Table } from '../../../table/table';
import { everyRow } from '../../../ticks';

/** Contradicting rows of each source in one column. */
export interface ConflictSources {
  readonly column: string;
  /** Those with most contradicting rows first, ties in class order, at most 12. */
  readonly sources: readonly {
    readonly value: string;
    /** Rows in contradicting sets, of the rows compared. */
    readonly rows: number;
    readonly compared: number;
  }[];
}

const SOURCES = 12;

/** How contradictions are spread over the columns that say where a row is from; none without contradictions. @throws Cancelled */
export function conflictSources(
  table: Table,
  { roles, profiles, tick }: MetricContext,
  members: Uint32Array,
  compared: BitSet,
): ConflictSources[] {
  if (members.length === 0) return [];
  return columnsWith(roles, 'domain').map((index) => {
    const column = table.columns[index]!;
    const classes = classesOf(column, profiles[index]!, undefined, tick);
    const all = new Float64Array(classes.codes.length);
    const own = new Float64Array(classes.codes.length);
    const ticked = everyRow(tick);
    eachRow(compared, (row) => {
      ticked(row, table.rowCount);
      const of = classes.indexOf[column.codes[row]!]!;
      if (of >= 0) all[of]!++;
    });
    for (const row of members) {
      const of = classes.indexOf[column.codes[row]!]!;
      if (of >= 0) own[of]!++;
    }
    const sources = classes.codes
      .map((_, of) => of)
      .filter((of) => own[of]! > 0)
      .sort((a, b) => own[b]! - own[a]! || a - b)
      .slice(0, SOURCES)
      .map((of) => ({ value: classes.values[of]!, rows: own[of]!, compared: all[of]! }));
    return { column: column.name, sources };
  });
}
