import type { AddedColumn } from '../../plan';

/** What is known of the sets of equal rows, per row of the table. */
export interface SetMarks {
  /** Smallest row number of the set. */
  readonly ids: Uint32Array;
  /** Rows of the set, 1 for a row without copies. */
  readonly sizes: Uint32Array;
  /** 1: stays, or stands for its set. */
  readonly representative: Uint8Array;
}

/** Marks of a table in which every row is alone. */
export function aloneMarks(rowCount: number): SetMarks {
  return {
    ids: Uint32Array.from({ length: rowCount }, (_, row) => row),
    sizes: new Uint32Array(rowCount).fill(1),
    representative: new Uint8Array(rowCount).fill(1),
  };
}

/** `dup_cluster_id`, `dup_cluster_size` and `is_representative` of the rows of a plan. */
export function markColumns(marks: SetMarks, rows: Uint32Array): AddedColumn[] {
  return [
    {
      name: 'dup_cluster_id',
      type: 'integer',
      text: (output) => String(marks.ids[rows[output]!]!),
    },
    sizeColumn(marks, rows),
    {
      name: 'is_representative',
      type: 'flag',
      text: (output) => (marks.representative[rows[output]!] ? 'true' : 'false'),
    },
  ];
}

/** `dup_cluster_size` of the rows of a plan. */
export function sizeColumn({ sizes }: SetMarks, rows: Uint32Array): AddedColumn {
  return {
    name: 'dup_cluster_size',
    type: 'integer',
    text: (output) => String(sizes[rows[output]!]!),
  };
}
