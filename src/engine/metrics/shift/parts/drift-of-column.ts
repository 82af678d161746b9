import { chiSquareTest } from '../../../statistics/chi-square';
import { tableAssociation } from '../../../statistics/correlations';
import { ksChance, sampleDistance } from '../../../statistics/kolmogorov-smirnov';
import { shareDistance } from '../../../statistics/share-distance';
import { sumOf } from '../../../statistics/sum';
import { quantile, weightedValues, type WeightedValues } from '../../../statistics/weighted-values';
import type { ColumnProfile } from '../../../table/profile';
import type { Column, TableTick } from '../../../table/table';
import { measure } from '../../../words';
import type { SideCounts } from './column-counts';
import { t } from '../../../language';

/** How far one column of the compared rows is from the reference. */
export interface ColumnDrift {
  readonly kind: 'numbers' | 'categories';
  /** The largest of the distances that have a threshold: KS and W by the spread, or JS and TV. */
  readonly effect: number;
  /** Chance of such a difference: Kolmogorov-Smirnov of numbers, chi-square of categories. */
  readonly p: number;
  readonly psi: number;
  readonly ks?: number;
  /** Wasserstein-1 in standard deviations of the reference; null beyond what numbers can hold. */
  readonly wasserstein?: number | null;
  readonly tv?: number;
  readonly js?: number;
  /** Cramer's V, corrected for chance, with both sides of one size. */
  readonly v?: number;
  /** Tenths of the reference, or levels, with their shares; levels of less than 1% on both sides are one. */
  readonly levels: readonly DriftLevel[];
}

/** One bin or level. */
export interface DriftLevel {
  readonly name: string;
  readonly reference: number;
  readonly current: number;
}

/** A drift with what is in the level that grew most. */
export interface FoundDrift {
  readonly drift: ColumnDrift;
  /** Codes of the level whose share grew most. */
  readonly grown: { readonly level: DriftLevel; has(code: number): boolean };
}

/** Bins of the reference, and the least spread by which distances are divided. */
const BINS = 10;
const LEAST_SD = 1e-3;
/** Share below which, on both sides together, a level is pooled. */
const RARE = 0.01;
/** Cells on each side that are needed for a comparison. */
const FEWEST = 30;

/** The drift of a column; undefined where it has one value, or too few cells on a side. @throws Cancelled */
export function driftOf(
  column: Column,
  profile: ColumnProfile,
  counts: SideCounts,
  tick: TableTick,
): FoundDrift | undefined {
  const { numbers } = profile;
  return profile.semantic === 'numeric' && numbers
    ? driftOfNumbers(numbers, counts, tick)
    : driftOfLevels(column, profile, counts);
}

function driftOfNumbers(
  numbers: Float64Array,
  counts: SideCounts,
  tick: TableTick,
): FoundDrift | undefined {
  const reference = weightedValues(numbers, counts.reference, tick);
  const current = weightedValues(numbers, counts.current, tick);
  if (reference.n < FEWEST || current.n < FEWEST) return undefined;
  const [low, high] = [reference.values[0]!, reference.values.at(-1)!];
  if (low === high && current.values[0] === low && current.values.at(-1) === low) return undefined;
  const { ks, wasserstein } = sampleDistance(reference, current);
  const scaled = wasserstein / Math.max(LEAST_SD, spreadOf(reference));
  const known = Number.isFinite(scaled) ? scaled : null;
  const edges = binEdges(reference);
  const [p, q] = [reference, current].map((of) => binShares(of, edges));
  const levels = p!.map((share, bin) => ({
    ...{ name: binName(edges, bin), reference: share, current: q![bin]! },
  }));
  const grown = mostGrown(levels);
  return {
    drift: {
      ...{ kind: 'numbers', ks, wasserstein: known, levels },
      effect: Math.max(ks, known ?? 0),
      p: ksChance(ks, reference.n, current.n),
      psi: shareDistance(p!, q!).psi,
    },
    grown: {
      level: levels[grown]!,
      has: (code) => Number.isFinite(numbers[code]!) && binOf(edges, numbers[code]!) === grown,
    },
  };
}

/** The standard deviation with n. */
function spreadOf({ values, counts, n }: WeightedValues): number {
  const mean = sumOf(values.length, (i) => (values[i]! * counts[i]!) / n);
  return Math.sqrt(sumOf(values.length, (i) => ((values[i]! - mean) ** 2 * counts[i]!) / n));
}

/** Upper edges of all bins but the last, each once. */
function binEdges(of: WeightedValues): number[] {
  const cuts = Array.from({ length: BINS - 1 }, (_, i) => quantile(of, (i + 1) / BINS));
  // What lies above the largest number is no bin of the reference.
  return [...new Set(cuts)].filter((edge) => edge < of.values.at(-1)!);
}

function binOf(edges: readonly number[], value: number): number {
  let [low, high] = [0, edges.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (value <= edges[middle]!) high = middle;
    else low = middle + 1;
  }
  return low;
}

function binShares({ values, counts, n }: WeightedValues, edges: readonly number[]): number[] {
  const shares = new Array<number>(edges.length + 1).fill(0);
  let bin = 0;
  values.forEach((value, i) => {
    while (bin < edges.length && value > edges[bin]!) bin++;
    shares[bin]! += counts[i]! / n;
  });
  return shares;
}

function binName(edges: readonly number[], bin: number): string {
  if (edges.length === 0) return t('all');
  if (bin === 0) return t`up to ${measure(edges[0]!)}`;
  const from = measure(edges[bin - 1]!);
  return bin === edges.length ? t`above ${from}` : t`${from} to ${measure(edges[bin]!)}`;
}

function driftOfLevels(
  { dictionary }: Column,
  { missingCodes }: ColumnProfile,
  { reference, current }: SideCounts,
): FoundDrift | undefined {
  const isMissing = new Set(missingCodes);
  const codes: number[] = [];
  let [n, m] = [0, 0];
  for (let code = 1; code < dictionary.size; code++) {
    if (isMissing.has(code) || reference[code]! + current[code]! === 0) continue;
    codes.push(code);
    n += reference[code]!;
    m += current[code]!;
  }
  if (n < FEWEST || m < FEWEST || codes.length < 2) return undefined;
  const isRare = (code: number) => reference[code]! < RARE * n && current[code]! < RARE * m;
  const kept = codes.filter((code) => !isRare(code));
  const pooled = new Set(codes.filter(isRare));
  const sum = (of: Float64Array) => Array.from(pooled).reduce((all, code) => all + of[code]!, 0);
  const rows = [
    ...kept.map((code) => [dictionary.text(code), reference[code]!, current[code]!] as const),
    ...(pooled.size > 0
      ? [[t`${String(pooled.size)} rare values`, sum(reference), sum(current)] as const]
      : []),
  ];
  if (rows.length < 2) return undefined;
  const [p, q] = [rows.map(([, a]) => a / n), rows.map(([, , b]) => b / m)];
  const { tv, js, psi } = shareDistance(p, q);
  const cells = [...rows.map(([, a]) => a), ...rows.map(([, , b]) => b)];
  const size = Math.min(n, m);
  const even = [...p.map((share) => share * size), ...q.map((share) => share * size)];
  const { vCorrected } = tableAssociation(even, rows.length);
  const levels = rows.map(([name], i) => ({ name, reference: p[i]!, current: q[i]! }));
  const grown = mostGrown(levels);
  return {
    drift: {
      ...{ kind: 'categories', tv, js, psi, levels },
      effect: Math.max(tv, js),
      p: chiSquareTest(cells, rows.length).p,
      v: Number.isFinite(vCorrected) ? vCorrected : 0,
    },
    grown: {
      level: levels[grown]!,
      has: (code) => (grown < kept.length ? code === kept[grown] : pooled.has(code)),
    },
  };
}

function mostGrown(levels: readonly DriftLevel[]): number {
  const grown = levels.map(({ reference, current }) => current - reference);
  return grown.indexOf(Math.max(...grown));
}

/** The share of empty cells on both sides, and the chance of such a difference. */
export interface MissingDrift {
  readonly reference: number;
  readonly current: number;
  readonly p: number;
}

/** How much more, or less, of a column is empty. */
export function missingDrift(
  { missingCodes }: ColumnProfile,
  { reference, current }: SideCounts,
  rows: { readonly reference: number; readonly current: number },
): MissingDrift {
  const empty = (of: Float64Array) => missingCodes.reduce((sum, code) => sum + of[code]!, 0);
  const [a, b] = [empty(reference), empty(current)];
  return {
    reference: a / rows.reference,
    current: b / rows.current,
    p: chiSquareTest([a, rows.reference - a, b, rows.current - b], 2).p,
  };
}
