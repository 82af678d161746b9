import type { Label } from '../../label';

/** Rows of one class, by its index. */
export interface ClassCount {
  readonly of: number;
  readonly count: number;
}

/** Rows per class among some rows, most frequent first, ties in class order; rows without a label are not counted. */
export function classCounts(rows: Uint32Array, { column, classes }: Label): ClassCount[] {
  const counts = new Map<number, number>();
  for (const row of rows) {
    const of = classes.indexOf[column.codes[row]!]!;
    if (of >= 0) counts.set(of, (counts.get(of) ?? 0) + 1);
  }
  return Array.from(counts, ([of, count]) => ({ of, count })).sort(
    (a, b) => b.count - a.count || a.of - b.of,
  );
}

/** The same with the values of the classes. */
export function labelMix(
  rows: Uint32Array,
  label: Label,
): { readonly value: string; readonly count: number }[] {
  return classCounts(rows, label).map(({ of, count }) => ({
    value: label.classes.values[of]!,
    count,
  }));
}
