import type { MetricContext } from '../../../metric';
import {
  midRanksOf,
  numberPlaces,
  rowsInOrder,
  type NumberPlaces,
} from '../../../sampling/number-places';
import type { SampledColumn } from '../../../sampling/sampled-columns';
import {
  correlationRatio,
  midRanks,
  pearson,
  tableAssociation,
} from '../../../statistics/correlations';
import type { Associations } from '../associations';
import type { Basis } from './association-bases';

/** How strongly two columns hang together. Absent figures are those of another kind of pair. */
export interface Pair {
  readonly columns: readonly [number, number];
  readonly names: readonly [string, string];
  readonly kind: 'numbers' | 'categories' | 'mixed';
  /** 0..1: the larger of |Pearson| and |Spearman|, corrected Cramer's V, or the correlation ratio. */
  readonly strength: number;
  readonly pearson?: number;
  readonly spearman?: number;
  readonly cramersV?: number;
  readonly correlationRatio?: number;
  /** Mutual information in nats, and Theil's U of each side given the other; numbers are cut into ten bins. */
  readonly mutualInformation: number;
  readonly uFirstGivenSecond: number;
  readonly uSecondGivenFirst: number;
  /** Each value of one goes with one value of the other, and the reverse. */
  readonly oneToOne: boolean;
}

/** Pairs and how they are laid out. */
export interface Pairs {
  readonly pairs: readonly Pair[];
  readonly matrix: Associations['matrix'];
  /** Every pair of the given strength and more, and every one-to-one pair. */
  readonly strong: readonly Pair[];
}

const LISTED = 50;
const SHOWN = 30;
/** Rows below which a level is pooled, levels and bins. */
const POOLED = 5;
const MOST_LEVELS = 255;
const BINS = 10;
/** Rows that both columns must have, and distinct values up to which numbers are compared value by value. */
const FEWEST = 30;
const FEW_NUMBERS = 255;
/** Pairs weaker than this are not looked at more closely. */
const WORTH = 0.5;
const EXACT = 1 - 1e-9;

/** A column made ready for pairs. */
interface Ready {
  readonly column: SampledColumn;
  /** Group per row, -1 missing: pooled levels, or ten bins of numbers. */
  readonly groups: Int32Array;
  readonly groupCount: number;
  readonly order?: Uint32Array;
  readonly ranks?: Float64Array;
  readonly complete: boolean;
}

/** All pairs of the columns in `compared`, each in the sample it belongs to. @throws Cancelled */
export function pairsOf(
  bases: readonly Basis[],
  compared: readonly number[],
  { tick }: MetricContext,
): Pairs {
  const d = compared.length;
  const strengths = new Float64Array(d * d).fill(NaN);
  const place = new Map(compared.map((index, i) => [index, i]));
  const found: Pair[] = [];
  for (const { columns, isAsked } of bases) {
    const ready = columns.map((column, i) => {
      tick(i, 2 * columns.length);
      return readied(column);
    });
    ready.forEach((a, i) => {
      tick(columns.length + i, 2 * columns.length);
      for (const b of ready.slice(i + 1)) {
        if (!isAsked(a.column.index, b.column.index)) continue;
        const pair = pairOf(a, b);
        if (!pair) continue;
        const [x, y] = [place.get(a.column.index)!, place.get(b.column.index)!];
        strengths[x * d + y] = strengths[y * d + x] = pair.strength;
        found.push(pair);
      }
    });
  }
  found.sort((x, y) => y.strength - x.strength);
  const order = alikeTogether(strengths, d).slice(0, SHOWN);
  return {
    pairs: found.slice(0, LISTED),
    strong: found.filter(({ strength }) => strength >= WORTH),
    matrix: {
      order: order.map((i) => compared[i]!),
      strengths: order.flatMap((a) =>
        order.map((b) => (Number.isNaN(strengths[a * d + b]) ? null : strengths[a * d + b]!)),
      ),
    },
  };
}

function readied(column: SampledColumn): Ready {
  const { numbers, levels } = column;
  const complete = numbers
    ? numbers.every((v) => Number.isFinite(v))
    : levels.every((level) => level >= 0);
  if (numbers) {
    const places = numberPlaces({ ...column, numbers });
    const order = rowsInOrder(places);
    const ranks = midRanksOf(places);
    return { column, ...quantileBins(numbers, places, order), order, ranks, complete };
  }
  return { column, ...pooledLevels(column), complete };
}

/** Ten bins with as many rows each; equal edges are one. */
function quantileBins(
  numbers: Float64Array,
  { values, of }: NumberPlaces,
  order: Uint32Array,
): { groups: Int32Array; groupCount: number } {
  const edges = [
    ...new Set(
      Array.from({ length: BINS - 1 }, (_, i) => {
        return numbers[order[Math.floor(((i + 1) * order.length) / BINS)] ?? 0]!;
      }),
    ),
  ].filter((v) => Number.isFinite(v));
  const binOf = new Int32Array(values.length);
  for (let place = 0, bin = 0; place < values.length; place++) {
    while (bin < edges.length && edges[bin]! <= values[place]!) bin++;
    binOf[place] = Number.isFinite(values[place]!) ? bin : -1;
  }
  const groups = new Int32Array(of.length);
  for (let row = 0; row < of.length; row++) groups[row] = of[row]! < 0 ? -1 : binOf[of[row]!]!;
  return { groups, groupCount: edges.length + 1 };
}

/** Levels with fewer than five rows, and those beyond the 255 largest, are one. */
function pooledLevels({ levels, levelCount }: SampledColumn): {
  groups: Int32Array;
  groupCount: number;
} {
  const rows = new Float64Array(levelCount);
  for (const level of levels) if (level >= 0) rows[level]!++;
  const kept = Array.from(rows, (_, level) => level)
    .filter((level) => rows[level]! >= POOLED)
    .sort((a, b) => rows[b]! - rows[a]! || a - b)
    .slice(0, MOST_LEVELS);
  const groupOf = new Int32Array(levelCount).fill(kept.length);
  kept.forEach((level, group) => (groupOf[level] = group));
  return {
    groups: levels.map((level) => (level < 0 ? -1 : groupOf[level]!)),
    groupCount: kept.length + (kept.length < levelCount ? 1 : 0),
  };
}

function pairOf(a: Ready, b: Ready): Pair | undefined {
  const { columns, names } = {
    columns: [a.column.index, b.column.index] as const,
    names: [a.column.name, b.column.name] as const,
  };
  const strength = strengthOf(a, b);
  if (!strength || !Number.isFinite(strength.strength)) return undefined;
  if (strength.strength < WORTH) {
    // Only the strength is kept of weak pairs; what costs more is left out.
    return {
      ...{ columns, names, ...strength },
      ...{ mutualInformation: 0, uFirstGivenSecond: 0, uSecondGivenFirst: 0, oneToOne: false },
    };
  }
  const table = crossed(a, b);
  const { mi, uColumnsGivenRows, uRowsGivenColumns } = tableAssociation(table, b.groupCount);
  return {
    ...{ columns, names, ...strength },
    mutualInformation: mi,
    uFirstGivenSecond: uRowsGivenColumns,
    uSecondGivenFirst: uColumnsGivenRows,
    oneToOne: isOneToOne(a, b, strength),
  };
}

type Strength = Pick<
  Pair,
  'kind' | 'strength' | 'pearson' | 'spearman' | 'cramersV' | 'correlationRatio'
>;

/** Undefined where fewer than thirty rows have both, or one of the columns is constant in them. */
function strengthOf(a: Ready, b: Ready): Strength | undefined {
  const [x, y] = [a.column.numbers, b.column.numbers];
  if (!a.complete || !b.complete) {
    let both = 0;
    for (let i = 0; i < a.groups.length; i++) if (a.groups[i]! >= 0 && b.groups[i]! >= 0) both++;
    if (both < FEWEST) return undefined;
  }
  if (x && y) {
    const linear = pearson(x, y);
    const ranked =
      a.complete && b.complete
        ? pearson(a.ranks!, b.ranks!)
        : pearson(midRanks(x, a.order!, y), midRanks(y, b.order!, x));
    const strength = Math.max(Math.abs(linear), Math.abs(ranked));
    return { kind: 'numbers', strength, pearson: linear, spearman: ranked };
  }
  if (!x && !y) {
    const { vCorrected } = tableAssociation(crossed(a, b), b.groupCount);
    return { kind: 'categories', strength: vCorrected, cramersV: vCorrected };
  }
  const [numeric, other] = x ? [x, b] : [y!, a];
  const eta = correlationRatio(numeric, other.groups, other.groupCount);
  return { kind: 'mixed', strength: eta, correlationRatio: eta };
}

function crossed(a: Ready, b: Ready): Float64Array {
  const counts = new Float64Array(a.groupCount * b.groupCount);
  for (let i = 0; i < a.groups.length; i++) {
    if (a.groups[i]! >= 0 && b.groups[i]! >= 0)
      counts[a.groups[i]! * b.groupCount + b.groups[i]!]!++;
  }
  return counts;
}

/** A straight line through numbers, or a level for each level (two at least, each in five rows on average). */
function isOneToOne(a: Ready, b: Ready, { pearson: r }: Strength): boolean {
  if (r !== undefined) return Math.abs(r) > EXACT;
  const few = ({ column }: Ready) => !column.numbers || column.levelCount <= FEW_NUMBERS;
  if (!few(a) || !few(b)) return false;
  const toB = new Int32Array(a.column.levelCount).fill(-1);
  const toA = new Int32Array(b.column.levelCount).fill(-1);
  let rows = 0;
  let pairs = 0;
  for (let i = 0; i < a.groups.length; i++) {
    const [x, y] = [a.column.levels[i]!, b.column.levels[i]!];
    if (x < 0 || y < 0) continue;
    rows++;
    if (toB[x] === -1 && toA[y] === -1) {
      toB[x] = y;
      toA[y] = x;
      pairs++;
    } else if (toB[x] !== y || toA[y] !== x) return false;
  }
  return pairs > 1 && rows >= POOLED * pairs;
}

/** Columns in an order that puts alike ones side by side: each time the one most like the last one placed. */
function alikeTogether(strengths: Float64Array, d: number): number[] {
  const left = new Set(Array.from({ length: d }, (_, i) => i));
  const strongest = (of: number) => {
    let best = 0;
    for (let other = 0; other < d; other++) best = Math.max(best, strengths[of * d + other] || 0);
    return best;
  };
  const order: number[] = [];
  while (left.size > 0) {
    const last = order.at(-1);
    let next = -1;
    let likeness = -1;
    for (const i of left) {
      const like = last === undefined ? strongest(i) : strengths[last * d + i] || 0;
      if (like > likeness) [next, likeness] = [i, like];
    }
    order.push(next);
    left.delete(next);
  }
  return order;
}
