import { classesOf } from '../../../table/classes';
import type { RowClusters } from '../../../kernels/row-clusters';
import type { MethodContext } from '../../../method';
import { rowsInScope } from '../../../scope';
import type { Table } from '../../../table/table';
import { everyRow } from '../../../ticks';

/** How many rows of each class a group has; groups of one kind can stand for each other. */
export interface Kind {
  readonly rows: number;
  /** Classes that occur, ascending, and their rows. */
  readonly classes: readonly number[];
  readonly counts: readonly number[];
}

/** Rows that may not be parted, group by group: those of sets first, then rows that are alone. */
export interface Groups {
  readonly count: number;
  readonly kinds: readonly Kind[];
  readonly kindOf: Uint32Array;
  /** First row of each group. */
  readonly firstRow: Uint32Array;
  /** Groups before this are sets of several rows. */
  readonly sets: number;
  /** Rows per class, and all rows. */
  readonly perClass: Float64Array;
  readonly rows: number;
}

/** The groups of the rows in scope; `stratify`: the column whose classes are counted. @throws Cancelled */
export function groupsOf(
  table: Table,
  clusters: RowClusters,
  stratify: number | undefined,
  context: MethodContext,
): Groups {
  const classOf = classOfRow(table, stratify, context);
  const kinds = new Kinds();
  const scope = rowsInScope(table, context);
  const ticked = everyRow(context.tick);
  const count = clusters.count + scope.count - clusters.members.length;
  const kindOf = new Uint32Array(count);
  const firstRow = new Uint32Array(count);
  const perClass = new Float64Array(classOf.count);
  for (let set = 0; set < clusters.count; set++) {
    ticked(set, clusters.count);
    const rows = clusters.rows(set);
    const own = new Map<number, number>();
    for (const row of rows) own.set(classOf.of(row), (own.get(classOf.of(row)) ?? 0) + 1);
    for (const [of, n] of own) perClass[of]! += n;
    kindOf[set] = kinds.of(own);
    firstRow[set] = rows[0]!;
  }
  let group = clusters.count;
  for (let i = 0; i < scope.count; i++) {
    ticked(i, scope.count);
    const row = scope.at(i);
    if (clusters.clusterOf(row) >= 0) continue;
    perClass[classOf.of(row)]!++;
    kindOf[group] = kinds.ofOne(classOf.of(row));
    firstRow[group++] = row;
  }
  return {
    count,
    kinds: kinds.list,
    kindOf,
    firstRow,
    sets: clusters.count,
    perClass,
    rows: scope.count,
  };
}

/** Classes of the column in class order, and one more for rows without; a single one without a column. */
function classOfRow(table: Table, column: number | undefined, { profiles }: MethodContext) {
  if (column === undefined) return { count: 1, of: () => 0 };
  const { codes } = table.columns[column]!;
  const { values, indexOf } = classesOf(table.columns[column]!, profiles[column]!);
  const none = values.length;
  return {
    count: none + 1,
    of: (row: number) => {
      const of = indexOf[codes[row]!]!;
      return of < 0 ? none : of;
    },
  };
}

class Kinds {
  readonly list: Kind[] = [];
  readonly #known = new Map<string, number>();
  readonly #single: number[] = [];

  of(rows: ReadonlyMap<number, number>): number {
    const pairs = [...rows].sort(([a], [b]) => a - b);
    const key = pairs.join(';');
    let kind = this.#known.get(key);
    if (kind === undefined) {
      const counts = pairs.map(([, n]) => n);
      const all = counts.reduce((sum, n) => sum + n, 0);
      kind = this.list.push({ rows: all, classes: pairs.map(([of]) => of), counts }) - 1;
      this.#known.set(key, kind);
    }
    return kind;
  }

  ofOne(classOf: number): number {
    return (this.#single[classOf] ??= this.of(new Map([[classOf, 1]])));
  }
}
