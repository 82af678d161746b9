import { bitPatterns } from '../../kernels/bit-patterns';
import {
  addBits,
  countBoth,
  countCodesOf,
  countWithin,
  hasBit,
  type BitSet,
} from '../../kernels/bit-sets';
import type { Metric, MetricContext } from '../../metric';
import { missingRows } from '../../table/missing-rows';
import { largestInOrder } from '../../statistics/extremes';
import type { Table } from '../../table/table';
import { alertsOf } from '../alerts';
import { labelIfAny, type Label } from '../label';
import { missingAlerts } from './parts/missing-alerts';
import { missingByLevel } from './parts/missing-by-level';
import { t } from '../../language';

/** How much is missing, in which combinations, and what dropping rows would do to the classes. */
export interface MissingProfile {
  /** Missing cells over all columns that are not ignored. */
  readonly emptyCells: number;
  readonly cells: number;
  readonly columns: readonly {
    readonly name: string;
    readonly missing: number;
    /** 0..1 */
    readonly rate: number;
    /** 60 slices from the first to the last row: share missing in each, 0..1. Empty when nothing is missing. */
    readonly strip: readonly number[];
  }[];
  readonly completeRows: number;
  /** 0..1 */
  readonly completeCaseShare: number;
  /** Top 20 co-missing patterns: column indices and rows; the pattern without missing cells is not listed. */
  readonly patterns: readonly { readonly columns: readonly number[]; readonly rows: number }[];
  /** Pairs of columns whose missingness indicators correlate, strongest first, at most 50. */
  readonly correlations: readonly {
    readonly a: number;
    readonly b: number;
    readonly phi: number;
  }[];
  /** Total variation distance between class shares of complete rows and of all rows; null without a label. */
  readonly tvDropping: number | null;
  /** Class shares before and after dropping incomplete rows. */
  readonly dropping: readonly {
    readonly value: string;
    readonly share: number;
    readonly shareComplete: number;
  }[];
  readonly missingLabels: number;
  /** Missing rate per level of label and groups for columns that have missing cells; Wilson 95 % intervals. */
  readonly byLevel: readonly {
    readonly column: number;
    readonly by: number;
    readonly level: string;
    readonly n: number;
    readonly missing: number;
    readonly low: number;
    readonly high: number;
  }[];
}

/** Slices of a strip, patterns and correlations listed, columns whose pairs are compared. */
const SLICES = 60;
const PATTERNS = 20;
const PAIRS = 50;
const COMPARED = 200;
/** Classes listed. */
const CLASSES = 50;

/** What is missing, together with what, and whether dropping rows would change the balance. */
export const missingProfile: Metric<MissingProfile> = {
  id: 'missing-profile',
  family: 'profile',
  title: 'Missing cells',
  summary:
    'How much is empty, in which combinations, and whether dropping rows would change the balance.',
  cites: ['Rubin 1976: Inference and missing data', 'Wilson 1927: Probable inference'],
  needs: { optional: ['label', 'group'] },
  params: [
    {
      kind: 'number',
      id: 'shift',
      title: 'Shift by Dropping',
      summary: 'Movement of class shares by dropping incomplete rows from which it is said.',
      default: 0.05,
      min: 0,
      max: 1,
    },
  ],
  measure(table, values, context) {
    const used = context.roles.flatMap((role, i) => (role === 'ignored' ? [] : [i]));
    if (table.rowCount === 0) return { applicable: false, reason: t('The file holds no rows.') };
    if (used.length === 0) return { applicable: false, reason: t('Every column is ignored.') };
    const gaps = gapsOf(table, context, used);
    const label = labelIfAny(table, context);
    const shift = label && droppingShift(gaps, label, context);
    const numbers = figures(table, context, used, gaps, label, shift);
    const { drafts, evidence } = missingAlerts(numbers, shift, gaps, table, context, label, values);
    return { applicable: true, numbers, alerts: alertsOf(this.id, drafts), evidence };
  },
};

/** Missing cells as bits. */
export interface Gaps {
  /** Column indices that have missing cells, in file order, with their bits. */
  readonly columns: readonly { readonly index: number; readonly bits: BitSet }[];
  /** Rows with at least one missing cell. */
  readonly incomplete: BitSet;
}

function gapsOf(table: Table, { profiles, tick }: MetricContext, used: readonly number[]): Gaps {
  const incomplete = new Uint32Array((table.rowCount + 31) >>> 5);
  const columns = used
    .filter((index) => profiles[index]!.missing > 0)
    .map((index, done, all) => {
      tick(done, all.length);
      const bits = missingRows(table, index, profiles[index]!, tick);
      addBits(incomplete, bits);
      return { index, bits };
    });
  return { columns, incomplete };
}

function figures(
  table: Table,
  context: MetricContext,
  used: readonly number[],
  gaps: Gaps,
  label: Label | undefined,
  shift: DroppingShift | undefined,
): MissingProfile {
  const { profiles } = context;
  const rows = table.rowCount;
  const completeRows = rows - countBoth(gaps.incomplete, gaps.incomplete);
  const shown = label && shift ? largestInOrder(label.classes.counts, CLASSES) : [];
  context.tick(1, 1);
  const bitsOf = new Map(gaps.columns.map(({ index, bits }) => [index, bits]));
  return {
    emptyCells: used.reduce((sum, index) => sum + profiles[index]!.missing, 0),
    cells: rows * used.length,
    columns: used.map((index) => {
      const bits = bitsOf.get(index);
      const { missing } = profiles[index]!;
      return {
        name: table.columns[index]!.name,
        missing,
        rate: missing / rows,
        strip: bits ? stripOf(bits, rows) : [],
      };
    }),
    completeRows,
    completeCaseShare: completeRows / rows,
    patterns: patternsOf(table.rowCount, context, gaps),
    correlations: correlationsOf(gaps, context, rows),
    tvDropping: shift?.distance ?? null,
    dropping: shift ? shown.map((i) => shift.of(i)) : [],
    missingLabels: label?.classes.missing ?? 0,
    byLevel: missingByLevel(table, context, gaps, label),
  };
}

/** Share missing in each of 60 slices of the file (fewer in a file of fewer rows). */
function stripOf(bits: BitSet, rows: number): number[] {
  const slices = Math.min(SLICES, rows);
  return Array.from({ length: slices }, (_, slice) => {
    const from = Math.floor((slice * rows) / slices);
    const to = Math.floor(((slice + 1) * rows) / slices);
    return Math.round((1000 * countWithin(bits, from, to)) / (to - from)) / 1000;
  });
}

/** Which columns are missing together, most rows first, ties by first row. */
function patternsOf(
  rowCount: number,
  { tick }: MetricContext,
  { columns }: Gaps,
): MissingProfile['patterns'] {
  const sets = columns.map(({ bits }) => bits);
  return bitPatterns(sets, rowCount, tick)
    .sort((a, b) => b.rows - a.rows || a.first - b.first)
    .slice(0, PATTERNS)
    .map(({ first, rows }) => ({
      columns: columns.filter(({ bits }) => hasBit(bits, first)).map(({ index }) => index),
      rows,
    }));
}

/** Phi of every pair of indicators; of very many columns the 200 with most missing cells are compared. */
function correlationsOf(
  { columns }: Gaps,
  { profiles, tick }: MetricContext,
  rows: number,
): MissingProfile['correlations'] {
  const missing = (index: number) => profiles[index]!.missing;
  const compared = [...columns]
    .sort((a, b) => missing(b.index) - missing(a.index) || a.index - b.index)
    .slice(0, COMPARED)
    .sort((a, b) => a.index - b.index);
  const pairs: { a: number; b: number; phi: number }[] = [];
  compared.forEach((a, i) => {
    tick(i, compared.length);
    const x = missing(a.index);
    for (const b of compared.slice(i + 1)) {
      const y = missing(b.index);
      const spread = Math.sqrt(x * (rows - x)) * Math.sqrt(y * (rows - y));
      if (spread === 0) continue;
      const phi = (rows * countBoth(a.bits, b.bits) - x * y) / spread;
      pairs.push({ a: a.index, b: b.index, phi: Math.max(-1, Math.min(1, phi)) });
    }
  });
  return pairs
    .sort((p, q) => Math.abs(q.phi) - Math.abs(p.phi) || p.a - q.a || p.b - q.b)
    .slice(0, PAIRS);
}

/** Class shares of all labelled rows and of the complete ones. */
export interface DroppingShift {
  /** Complete rows per class. */
  readonly complete: Float64Array;
  /** Total variation distance of the shares. */
  readonly distance: number;
  /** Index of the class whose share moves most, the first of equals. */
  readonly most: number;
  /** A class by its index. */
  of(index: number): MissingProfile['dropping'][number];
}

/** Undefined where no complete row has a label. */
function droppingShift(
  { incomplete }: Gaps,
  { column, classes }: Label,
  { tick }: MetricContext,
): DroppingShift | undefined {
  const lost = new Float64Array(classes.indexOf.length);
  countCodesOf(incomplete, column.codes, lost, tick);
  const complete = Float64Array.from(classes.codes, (code, i) => classes.counts[i]! - lost[code]!);
  const left = complete.reduce((sum, n) => sum + n, 0);
  const all = classes.counts.reduce((sum, n) => sum + n, 0);
  if (left === 0) return undefined;
  let [sum, most, farthest] = [0, -1, -1];
  for (let i = 0; i < complete.length; i++) {
    const moved = Math.abs(classes.counts[i]! / all - complete[i]! / left);
    sum += moved;
    if (moved > farthest) [most, farthest] = [i, moved];
  }
  return {
    complete,
    distance: sum / 2,
    most,
    of: (i) => ({
      value: classes.values[i]!,
      share: classes.counts[i]! / all,
      shareComplete: complete[i]! / left,
    }),
  };
}
