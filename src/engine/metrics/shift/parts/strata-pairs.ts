import type { Classes } from '../../../table/classes';
import { chiSquareTest } from '../../../statistics/chi-square';
import { tableAssociation } from '../../../statistics/correlations';
import { mantelHaenszel, oddsRatio, type TwoByTwo } from '../../../statistics/mantel-haenszel';
import { normalTails } from '../../../statistics/rate-differences';
import { sumOf } from '../../../statistics/sum';
import type { Codes, TableTick } from '../../../table/table';

/** Two-sided 95 % point of the normal distribution. */
const Z = 1.959963984540054;
/** Rows below which a stratum is left out. */
const FEWEST = 30;
/** Association of the held column with the label from which it is a copy of it, or a leak. */
const COPY = 0.9;

/** Two levels of a column that are compared, by what the label is. */
export interface Contrast {
  readonly column: number;
  readonly name: string;
  readonly first: string;
  readonly second: string;
  /**
   * Of classes: 0 first and positive, 1 first and not, 2 second and positive, 3 second and not, 4 neither. Of numbers: 0
   * first, 1 second, 4 neither.
   */
  readonly of: Uint8Array;
  /** The label of each row where it is a number, less `origin`, so that sums of large numbers keep their digits. */
  readonly numbers?: (row: number) => number;
  readonly origin?: number;
}

/** A difference with its 95 % interval: the logarithm of an odds ratio, or a difference of means. */
export interface Effect {
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
  readonly se: number;
}

/** One value of the column that is held fixed. `first` and `second` are rates or means. */
export interface Stratum {
  readonly value: string;
  readonly firstRows: number;
  readonly secondRows: number;
  readonly first: number;
  readonly second: number;
}

/** A contrast overall, and with one column held fixed. */
export interface HeldFixed {
  /** All rows that have the contrast, the label and the held column. */
  readonly overall: Omit<Stratum, 'value'>;
  /** Rows of strata with both levels and 30 rows, and their share of the rows that have the contrast and the label. */
  readonly rows: number;
  readonly share: number;
  readonly crude: Effect;
  readonly within: Effect;
  /** First less second, in rates or means, over all rows and within strata. */
  readonly crudeDifference: number;
  readonly withinDifference: number;
  /** What of the contrast is left within strata, 0..1: 0 where the held column decides the level. */
  readonly overlap: number;
  /** One step of a logarithm of odds in the unit of the effects: 1, or standard deviations of the number by sqrt(3) / pi. */
  readonly unit: number;
  /** Chance of a within so far from crude were they the same. */
  readonly p: number;
  readonly homogeneityP: number | null;
  /** Strata with both levels and 30 rows, most rows first; others are counted. */
  readonly strata: readonly Stratum[];
  readonly leftOut: number;
}

/** A column that is held fixed. */
export interface Held {
  readonly codes: Codes;
  readonly classes: Classes;
}

/** Undefined where it cannot be told, or the held column is a copy of the label. @throws Cancelled (from tick) */
export function heldFixed(contrast: Contrast, held: Held, tick: TableTick): HeldFixed | undefined {
  return contrast.numbers ? ofNumbers(contrast, held, tick) : ofClasses(contrast, held, tick);
}

function ofClasses({ of }: Contrast, { codes, classes }: Held, tick: TableTick) {
  const perCode = new Float64Array(classes.indexOf.length * 5);
  for (let row = 0; row < of.length; row++) {
    if (row % 8192 === 0) tick(row, of.length);
    perCode[codes[row]! * 5 + of[row]!]!++;
  }
  const all = sumOf(perCode.length, (i) => (i % 5 < 4 ? perCode[i]! : 0));
  const tables = classes.codes.map(
    (code) => [...perCode.subarray(code * 5, code * 5 + 4)] as unknown as TwoByTwo,
  );
  const strata = keptStrata(tables, ([a, b, c, d]) => [a + b, c + d]);
  if (strata.length < 2 || isCopy(tables)) return undefined;
  const kept = strata.map((i) => tables[i]!);
  const crudeTable = summed(tables);
  const crude = oddsRatio(crudeTable);
  const within = mantelHaenszel(kept);
  if (!within) return undefined;
  const [a, b, c, d] = crudeTable;
  const rows = sumOf(kept.length, (i) => sumOf(4, (cell) => kept[i]![cell]!));
  const [first, second] = [a / (a + b), c / (c + d)];
  return {
    overall: { firstRows: a + b, secondRows: c + d, first, second },
    ...{ rows, share: rows / all },
    crude: effect(crude.log, crude.se),
    within: effect(within.log, within.se),
    crudeDifference: first - second,
    withinDifference: within.riskDifference,
    overlap: overlapOf(
      kept.map(([p, q, r, s]) => [p + q, r + s]),
      [a + b, c + d],
    ),
    unit: 1,
    p: normalTails((crude.log - within.log) / within.se),
    homogeneityP: within.homogeneityP,
    strata: strata.map((i): Stratum => {
      const [p, q, r, s] = tables[i]!;
      return {
        value: classes.values[i]!,
        ...{ firstRows: p + q, secondRows: r + s, first: p / (p + q), second: r / (r + s) },
      };
    }),
    leftOut: filled(tables) - strata.length,
  } satisfies HeldFixed;
}

/** Slopes of the label on the contrast: pooled, and with an intercept for each stratum (fixed effects). */
function ofNumbers(
  { of, numbers, origin = 0 }: Contrast,
  { codes, classes }: Held,
  tick: TableTick,
) {
  const size = classes.indexOf.length;
  const [n, sums, squares] = [0, 0, 0].map(() => new Float64Array(size * 2)) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  let asked = 0;
  for (let row = 0; row < of.length; row++) {
    if (row % 8192 === 0) tick(row, of.length);
    const level = of[row]!;
    if (level > 1) continue;
    const value = numbers!(row);
    const at = codes[row]! * 2 + level;
    asked++;
    n[at]!++;
    sums[at]! += value;
    squares[at]! += value * value;
  }
  const tables = classes.codes.map((code) => [n[code * 2]!, n[code * 2 + 1]!] as const);
  const strata = keptStrata(tables, (sizes) => sizes);
  if (strata.length < 2) return undefined;
  const at = (i: number) => classes.codes[i]! * 2;
  const total = (of: Float64Array, level: number) =>
    sumOf(tables.length, (i) => of[at(i) + level]!);
  const [n1, n2] = [total(n, 0), total(n, 1)];
  const [s1, s2] = [total(sums, 0), total(sums, 1)];
  const all = n1 + n2;
  const square = total(squares, 0) + total(squares, 1);
  const spread = square - (s1 + s2) ** 2 / all;
  const rows = sumOf(strata.length, (i) => tables[strata[i]!]![0] + tables[strata[i]!]![1]);
  const perStratum = strata.map((i) => {
    const [a, b] = [n[at(i)]!, n[at(i) + 1]!];
    const [x, y] = [sums[at(i)]!, sums[at(i) + 1]!];
    return {
      gap: x / a - y / b,
      weight: (a * b) / (a + b),
      spread: squares[at(i)]! + squares[at(i) + 1]! - (x + y) ** 2 / (a + b),
    };
  });
  const inner = sumOf(perStratum.length, (i) => perStratum[i]!.spread);
  // What decides the number is a copy of it, or follows from it.
  if (!(spread > 0) || !(inner > (1 - COPY * COPY) * spread)) return undefined;
  const weight = sumOf(perStratum.length, (i) => perStratum[i]!.weight);
  const slope =
    sumOf(perStratum.length, (i) => perStratum[i]!.gap * perStratum[i]!.weight) / weight;
  const pooled = s1 / n1 - s2 / n2;
  const own = (n1 * n2) / all;
  const error = (left: number, degrees: number, of: number) =>
    Math.sqrt(Math.max(0, left) / Math.max(1, degrees) / of);
  const se = error(inner - slope * slope * weight, rows - strata.length - 1, weight);
  return {
    overall: { firstRows: n1, secondRows: n2, first: origin + s1 / n1, second: origin + s2 / n2 },
    ...{ rows, share: rows / asked },
    crude: effect(pooled, error(spread - pooled * pooled * own, all - 2, own)),
    within: effect(slope, se),
    crudeDifference: pooled,
    withinDifference: slope,
    overlap: weight / own,
    unit: (Math.sqrt(spread / (all - 1)) * Math.sqrt(3)) / Math.PI,
    p: se > 0 ? normalTails((pooled - slope) / se) : 1,
    homogeneityP: null,
    strata: strata.map((i): Stratum => ({
      value: classes.values[i]!,
      firstRows: n[at(i)]!,
      secondRows: n[at(i) + 1]!,
      first: origin + sums[at(i)]! / n[at(i)]!,
      second: origin + sums[at(i) + 1]! / n[at(i) + 1]!,
    })),
    leftOut: filled(tables) - strata.length,
  } satisfies HeldFixed;
}

const effect = (estimate: number, se: number): Effect => ({
  ...{ estimate, se },
  low: estimate - Z * se,
  high: estimate + Z * se,
});

/** Strata of 30 rows in which both levels occur, most rows first. */
function keptStrata<T>(tables: readonly T[], sizes: (table: T) => readonly [number, number]) {
  const rows = tables.map((table) => sizes(table));
  return rows
    .map((_, i) => i)
    .filter((i) => rows[i]![0] > 0 && rows[i]![1] > 0 && rows[i]![0] + rows[i]![1] >= FEWEST)
    .sort((a, b) => rows[b]![0] + rows[b]![1] - rows[a]![0] - rows[a]![1] || a - b);
}

const filled = (tables: readonly (readonly number[])[]) =>
  tables.filter((cells) => cells.some((n) => n > 0)).length;

function summed(tables: readonly TwoByTwo[]): TwoByTwo {
  const sum = (of: number) => tables.reduce((total, cells) => total + cells[of]!, 0);
  return [sum(0), sum(1), sum(2), sum(3)];
}

/** Whether the held column decides the label, or nearly so. */
function isCopy(tables: readonly TwoByTwo[]): boolean {
  const counts = tables.flatMap(([a, b, c, d]) => [a + c, b + d]);
  if (chiSquareTest(counts, 2).degrees < 1) return false;
  return tableAssociation(counts, 2).vCorrected >= COPY;
}

/** Harmonic sizes of both levels within strata, as a share of that over all rows. */
function overlapOf(
  sizes: readonly (readonly [number, number])[],
  [first, second]: readonly [number, number],
): number {
  const inner = sumOf(
    sizes.length,
    (i) => (sizes[i]![0] * sizes[i]![1]) / (sizes[i]![0] + sizes[i]![1]),
  );
  return inner / ((first * second) / (first + second));
}
