import type { MetricContext } from '../../../metric';
import { columnWith } from '../../../roles/roles';
import {
  isSketched,
  sampledColumns,
  sampleFor,
  type Sample,
  type SampledColumn,
} from '../../../sampling/sampled-columns';
import type { Table } from '../../../table/table';

/** Columns in one sample of rows, and which comparisons are made in it. */
export interface Basis {
  readonly sample: Sample;
  readonly columns: readonly SampledColumn[];
  readonly ids: readonly SampledColumn[];
  /** The label in these rows, if it can be read in them. */
  readonly label: SampledColumn | undefined;
  /** Whether a comparison of two columns belongs to this sample. */
  isAsked(a: number, b: number): boolean;
}

/**
 * Columns that are held are compared in rows from all over the file; whatever an open column takes part in, in the
 * first rows, which it keeps. No column is read for it.
 */
export function basesOf(
  table: Table,
  compared: readonly number[],
  ids: readonly number[],
  size: number,
  context: MetricContext,
): Basis[] {
  const label = columnWith(context.roles, 'label');
  const usable = label !== undefined && context.profiles[label]!.distinct > 1 ? [label] : [];
  const open = new Set(
    [...compared, ...ids, ...usable].filter((index) => isSketched(table, index)),
  );
  const basis = (only: (index: number) => boolean, isAsked: Basis['isAsked']): Basis => {
    const [columns, keys, answers] = [compared, ids, usable].map((list) => list.filter(only));
    const sample = sampleFor(table, [...columns!, ...keys!, ...answers!], size);
    const cells = (list: readonly number[]) => sampledColumns(table, list, sample, context);
    return {
      sample,
      columns: cells(columns!),
      ids: cells(keys!),
      label: cells(answers!)[0],
      isAsked,
    };
  };
  const isHeld = (index: number) => !open.has(index);
  const spread = basis(isHeld, () => true);
  if (open.size === 0) return [spread];
  return [
    spread,
    basis(
      () => true,
      (a, b) => open.has(a) || open.has(b),
    ),
  ];
}
