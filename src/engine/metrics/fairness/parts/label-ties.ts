import { classesOf, type Classes } from '../../../table/classes';
import { chiSquareTest } from '../../../statistics/chi-square';
import { tableAssociation } from '../../../statistics/correlations';
import { sumOf } from '../../../statistics/sum';
import type { Table } from '../../../table/table';
import type { MetricContext } from '../../../metric';
import { crossCounts } from '../../imbalance/parts/cross-counts';
import type { Label } from '../../label';
import { FEWEST } from './class-rates';

/** Association from which a model can take the attribute for the label; with nearly all rows aligned, less is enough. */
const TIED = 0.3;
const TIED_ALIGNED = 0.1;
const ALIGNED = 0.9;
/** Association from which one decides the other: `associations` says that, as a leak. */
const CERTAIN = 0.99;
/** Rows of a class, and rows expected elsewhere, from which `group-imbalance` tells that it is in one group only. */
const CLASS_ROWS = 10;
const ELSEWHERE = 5;
/** Cells of a table of values and classes. */
const CELLS = 2_000_000;

/** How strongly a label hangs on one attribute, from a table of values (rows) and classes (columns). */
export interface Tie {
  /** Values with 30 rows and more: association rests on them. */
  readonly compared: number;
  /** Null with fewer than two such values or classes. */
  readonly v: number | null;
  readonly vCorrected: number | null;
  readonly p: number;
  /** Mutual information in nats. */
  readonly mutualInformation: number;
  /** Correlation of the second value and the second class, of two by two only. */
  readonly phi: number | null;
  /** Share of rows that lie in the most frequent value of their class. */
  readonly aligned: number;
  /** Per class, its most frequent value, or -1 where it has no row. */
  readonly mostOf: readonly number[];
  /** Value and class of the smallest combination that occurs, and its rows. */
  readonly smallest: { readonly value: number; readonly of: number; readonly rows: number };
  /** A class of ten rows and more is in one value only, though five would be expected elsewhere. */
  readonly isBound: boolean;
}

/** The figures of a table of counts, row-major, with `k` classes. */
export function tieOf(counts: Float64Array, k: number): Tie {
  const size = counts.length / k;
  const rows = Array.from({ length: size }, (_, a) => sumOf(k, (c) => counts[a * k + c]!));
  const ofClass = Array.from({ length: k }, (_, c) => sumOf(size, (a) => counts[a * k + c]!));
  const all = sumOf(size, (a) => rows[a]!);
  const compared = rows.flatMap((n, a) => (n >= FEWEST ? [a] : []));
  const table = Float64Array.from(compared.flatMap((a) => [...counts.subarray(a * k, a * k + k)]));
  const { v, vCorrected, mi } = tableAssociation(table, k);
  const mostOf = ofClass.map((n, c) => {
    if (n === 0) return -1;
    let most = 0;
    for (let a = 1; a < size; a++) if (counts[a * k + c]! > counts[most * k + c]!) most = a;
    return most;
  });
  let smallest = -1;
  for (let i = 0; i < counts.length; i++)
    if (counts[i]! > 0 && (smallest < 0 || counts[i]! < counts[smallest]!)) smallest = i;
  const figure = (value: number) => (Number.isFinite(value) ? value : null);
  return {
    compared: compared.length,
    v: figure(v),
    vCorrected: figure(vCorrected),
    p: compared.length > 1 ? chiSquareTest(table, k).p : 1,
    mutualInformation: figure(mi) ?? 0,
    phi: size === 2 && k === 2 ? figure(phiOf(counts, rows, ofClass)) : null,
    aligned: sumOf(k, (c) => (mostOf[c]! < 0 ? 0 : counts[mostOf[c]! * k + c]!)) / Math.max(1, all),
    mostOf,
    smallest: {
      value: Math.floor(smallest / k),
      of: smallest % k,
      rows: smallest < 0 ? 0 : counts[smallest]!,
    },
    isBound: mostOf.some((a, c) => {
      if (a < 0 || counts[a * k + c] !== ofClass[c] || ofClass[c]! < CLASS_ROWS) return false;
      return ofClass[c]! * (1 - rows[a]! / all) >= ELSEWHERE;
    }),
  };
}

function phiOf(counts: Float64Array, rows: readonly number[], columns: readonly number[]): number {
  const [a, b, c, d] = [...counts] as [number, number, number, number];
  return (a * d - b * c) / Math.sqrt(rows[0]! * rows[1]! * columns[0]! * columns[1]!);
}

/**
 * Whether a model can take the attribute for the label; chance is to be ruled out besides. Where one value is the most
 * frequent of every class, rows are aligned with it for nothing.
 */
export function isTied({ vCorrected, aligned, compared, mostOf }: Tie): boolean {
  if (compared < 2 || vCorrected === null) return false;
  const apart = new Set(mostOf.filter((value) => value >= 0)).size > 1;
  return vCorrected >= TIED || (apart && aligned >= ALIGNED && vCorrected >= TIED_ALIGNED);
}

/** Whether the attribute decides the label or nearly so. */
export function isCertain({ v }: Tie): boolean {
  return v !== null && v >= CERTAIN;
}

/** Counts of values and classes of one column; undefined where there are too many of them. @throws Cancelled (from tick) */
export function crossedWith(
  table: Table,
  index: number,
  label: Label,
  { profiles, tick }: MetricContext,
): { readonly values: Classes; readonly counts: Float64Array } | undefined {
  const column = table.columns[index]!;
  const values = classesOf(column, profiles[index]!);
  if (values.codes.length * label.classes.codes.length > CELLS) return undefined;
  const of = { codes: label.column.codes, classes: label.classes };
  return { values, counts: crossCounts({ codes: column.codes, classes: values }, of, tick) };
}

/** How a group or a domain goes with the label, where it does so surely and as closely as that. @throws Cancelled (from tick) */
export function tieTo(
  table: Table,
  index: number,
  label: Label | undefined,
  context: MetricContext,
): Tie | undefined {
  const role = context.roles[index];
  if (!label || (role !== 'group' && role !== 'domain')) return undefined;
  const crossed = crossedWith(table, index, label, context);
  const tie = crossed && tieOf(crossed.counts, label.classes.values.length);
  return tie && isTied(tie) && tie.p < 0.05 ? tie : undefined;
}
