import type { Evidence, Metric, MetricContext } from '../../metric';
import { read } from '../../params/values';
import type { Role } from '../../roles/roles';
import { histogram } from '../../statistics/describe';
import {
  outlyingValues,
  unitMistakes,
  type OutlyingValues,
  type UnitMistake,
} from '../../statistics/outlying-values';
import { sumOf } from '../../statistics/sum';
import type { WeightedValues } from '../../statistics/weighted-values';
import type { Table } from '../../table/table';
import { alertsOf, SILENT } from '../alerts';
import { labelIfAny } from '../label';
import { byClass, judgedParts, listedRows, type Judged } from './parts/judged-parts';
import { outlierAlerts, outlierEvidence } from './parts/outlier-alerts';
import { t } from '../../language';

/** A column, or one of its groups, with values far from the others. */
export interface OutlyingColumn {
  readonly column: number;
  readonly name: string;
  /** Value of the column that `within` names; null: judged over all rows. */
  readonly group: string | null;
  /** The column's cells are not held: counts are within 1 %. */
  readonly estimated?: true;
  /** Cells that were judged. */
  readonly n: number;
  readonly median: number;
  readonly quartiles: readonly [number, number];
  /** Smallest and largest value that is not far out. */
  readonly usual: readonly [number, number];
  /** Judged by logarithms. */
  readonly logarithmic: boolean;
  /** Far cells, and which share they are of those judged. */
  readonly cells: number;
  readonly share: number;
  /** Those that a wide gap sets apart from all others. */
  readonly apart: number;
  /** So many are far out that they belong to the column: a heavy tail. */
  readonly heavyTail: boolean;
  readonly units: readonly UnitMistake[];
  /** Farthest first, at most 10, with the first rows of each that is set apart or in another unit. */
  readonly farthest: readonly {
    readonly value: number;
    readonly cells: number;
    /** Robust z-score. */
    readonly score: number;
    readonly rows: readonly number[];
  }[];
  /** Share of each class of the label whose rows hold such a value, largest first; empty without a label. */
  readonly byClass: readonly {
    readonly value: string;
    readonly cells: number;
    readonly share: number;
  }[];
  /** `edges` has one entry more than `counts`; of equal width, by logarithms where these were judged. */
  readonly histogram: { readonly edges: readonly number[]; readonly counts: readonly number[] };
}

/** Single values far from their column. */
export interface NumericOutliers {
  /** Columns of enough different numbers. */
  readonly judged: number;
  /** Mistaken units first, then the farthest; at most 50. */
  readonly columns: readonly OutlyingColumn[];
}

/** Columns and far values listed. */
const COLUMNS = 50;
const VALUES = 10;
/** Roles whose numbers are no measurements. */
const APART = new Set<Role>([...SILENT, 'split', 'embedding', 'prediction', 'entity']);

/** Single values far from their column, and values in another unit. */
export const numericOutliers: Metric<NumericOutliers> = {
  id: 'numeric-outliers',
  family: 'quality',
  title: 'Outlying numbers',
  summary: 'Single numbers far from all others of their column, and numbers in another unit.',
  cites: [
    'Iglewicz, Hoaglin 1993: How to detect and handle outliers (robust z-score)',
    'Tukey 1977: Exploratory data analysis (far-out fences)',
  ],
  needs: { optional: ['label'] },
  params: [
    {
      kind: 'number',
      id: 'score',
      title: 'Robust z-score',
      summary: 'Robust z-score beyond which a number lies far from the others.',
      default: 6,
      min: 0,
    },
    {
      kind: 'number',
      id: 'fence',
      title: 'Fence',
      summary: 'Interquartile ranges beyond the quartiles at which a number lies far out as well.',
      default: 3,
      min: 0,
      advanced: true,
    },
    {
      kind: 'number',
      id: 'most',
      title: 'Most',
      summary: 'Share of far numbers from which they are a heavy tail and no single values.',
      default: 0.005,
      min: 0,
      max: 1,
      advanced: true,
    },
    {
      kind: 'column',
      id: 'within',
      title: 'Within',
      summary: 'Column of groups within which numbers are judged; all rows together when not set.',
      default: null,
    },
  ],
  measure(table, values, context) {
    const columns = table.columns.filter(({ index }) => {
      const { semantic } = context.profiles[index]!;
      return semantic === 'numeric' && !APART.has(context.roles[index]!);
    });
    if (columns.length === 0) {
      return { applicable: false, reason: t('No column holds numbers that measure something.') };
    }
    const limits = { z: read.number(values, 'score')!, fence: read.number(values, 'fence')! };
    const most = read.number(values, 'most')!;
    const parts = judgedParts(table, columns, read.textOrNull(values, 'within'), context);
    const found: Found[] = [];
    const judged = new Set<number>();
    for (const part of parts) {
      const outlying = outlyingValues(part.of, limits);
      if (!outlying) continue;
      judged.add(part.column);
      if (outlying.low.n + outlying.high.n === 0) continue;
      found.push(describe(table, part, outlying, most, context));
    }
    const told = found.sort(byWeight).slice(0, COLUMNS);
    const numbers: NumericOutliers = {
      judged: judged.size,
      columns: told.map(({ entry }) => entry),
    };
    const evidence: Record<string, Evidence> = outlierEvidence(table, told, context);
    const alerts = alertsOf(this.id, outlierAlerts(told, evidence));
    return { applicable: true, numbers, alerts, evidence };
  },
};

/** An entry with what its rows are found by. */
export interface Found {
  readonly entry: OutlyingColumn;
  readonly part: Judged;
  /** Whether a finding is about a number. */
  readonly isTold: (value: number) => boolean;
  /** The rows of such numbers, where the cells are held. */
  readonly rows: Uint32Array | undefined;
}

function describe(
  table: Table,
  part: Judged,
  outlying: OutlyingValues,
  most: number,
  context: MetricContext,
): Found {
  const { low, high, usual, bounds, setApart, apart, logarithmic, n, score } = outlying;
  const units = unitMistakes(outlying);
  const cells = low.n + high.n;
  // One value is no tail, however few there are.
  const heavyTail = units.length === 0 && cells > Math.max(1, most * n);
  const isSetApart = (value: number) => value < setApart[0] || value > setApart[1];
  const isTold = (value: number) => {
    if (value === apart || part.left.has(value)) return false;
    if (units.length === 0) return isSetApart(value);
    return units.some(({ side }) => (side === 'low' ? value < bounds[0] : value > bounds[1]));
  };
  const setApartCells = cellsWhere(low, isSetApart) + cellsWhere(high, isSetApart);
  const far = [low, high].flatMap(({ values, counts }) =>
    Array.from(values, (value, i) => ({ value, cells: counts[i]!, score: score(value) })),
  );
  const farthest = far
    .sort((a, b) => Math.abs(b.score) - Math.abs(a.score) || a.value - b.value)
    .slice(0, VALUES);
  const scale = logarithmic ? { ...part.of, values: part.of.values.map(Math.log) } : part.of;
  const { edges, counts } = histogram(scale);
  const label = labelIfAny(table, context);
  const rows =
    heavyTail || (units.length === 0 && setApartCells === 0) ? NONE : part.rowsOf?.(isTold);
  return {
    part,
    isTold,
    rows,
    entry: {
      column: part.column,
      name: table.columns[part.column]!.name,
      group: part.group,
      ...(part.estimated && { estimated: true }),
      n,
      median: outlying.median,
      quartiles: outlying.quartiles,
      usual,
      logarithmic,
      cells,
      share: cells / n,
      apart: setApartCells,
      heavyTail,
      units,
      farthest: farthest.map((each) => ({ ...each, rows: listedRows(part, rows, each.value) })),
      byClass: rows && label ? byClass(rows, label) : [],
      histogram: { edges: logarithmic ? edges.map(Math.exp) : edges, counts },
    },
  };
}

const NONE = new Uint32Array(0);

function cellsWhere(
  { values, counts }: WeightedValues,
  passes: (value: number) => boolean,
): number {
  return sumOf(values.length, (i) => (passes(values[i]!) ? counts[i]! : 0));
}

function rank({ entry: { units, heavyTail, apart } }: Found): number {
  if (units.length > 0) return 0;
  return heavyTail ? 3 : apart > 0 ? 1 : 2;
}

/** Mistaken units, values set apart, ends of tails, heavy tails; of each the farthest first. */
function byWeight(a: Found, b: Found): number {
  const score = ({ entry }: Found) => Math.abs(entry.farthest[0]!.score);
  return rank(a) - rank(b) || score(b) - score(a) || a.entry.column - b.entry.column;
}
