import type { Classes } from '../../../table/classes';
import { chiSquareTest } from '../../../statistics/chi-square';
import { tableAssociation } from '../../../statistics/correlations';
import { rateDifference, rateRatio, type Interval } from '../../../statistics/rate-differences';
import { sumOf } from '../../../statistics/sum';
import { wilson } from '../../../statistics/wilson';

/** Rows below which a rate is not compared. */
export const FEWEST = 30;
/** The rule of thumb: a rate below four fifths of another one's. */
export const FOUR_FIFTHS = 0.8;
/** Groups listed, classes compared, and groups of which every two are tested. */
const GROUPS = 50;
const CLASSES = 20;
const PAIRED = 20;

/** How often one class comes in each group. Rows without a label are in none. */
export interface GroupRate extends Interval {
  readonly value: string;
  readonly rows: number;
  readonly positives: number;
  /** Share of the class, with its Wilson 95 % interval. */
  readonly rate: number;
  /** Difference to all other rows, and to the largest group (null for that group itself), by Newcombe. */
  readonly toRest: (Interval & { readonly difference: number }) | null;
  readonly toLargest: (Interval & { readonly difference: number }) | null;
  /** By the sums of weights, with the rows these are worth (Kish); absent without a weight column. */
  readonly weighted?: Interval & { readonly rate: number; readonly effectiveRows: number };
}

/** Lowest to highest rate of one class over groups of 30 rows and more. */
export interface StatisticalRate extends Interval {
  readonly class: string;
  readonly ratio: number;
  readonly lowest: string;
  readonly highest: string;
}

/** A group in which a class is less frequent than in another one by more than a fifth, chance allowed for. */
export interface LowerRate extends StatisticalRate {
  readonly lowRows: number;
  readonly lowRate: number;
  readonly highRows: number;
  readonly highRate: number;
  /** Chance of such a ratio were the true one four fifths. */
  readonly p: number;
}

/** What the label's classes are like by the groups of one column. */
export interface ClassRates {
  /** The class that is shown: what the user chose, the rarer of two, or that with the widest difference. */
  readonly positive: string;
  /** Largest first, at most 50. */
  readonly groups: readonly GroupRate[];
  readonly groupCount: number;
  /** Groups of 30 rows and more: only these are compared. */
  readonly compared: number;
  /** One for each class that occurs in a compared group; empty with fewer than two such groups. */
  readonly ratios: readonly StatisticalRate[];
  readonly chi2: number;
  readonly degrees: number;
  readonly p: number;
  /** Cramer's V of label and group over the compared groups; null where there is nothing to compare. */
  readonly v: number | null;
  readonly vCorrected: number | null;
  /** Largest distance of the label's shares between two groups, 0..1. */
  readonly totalVariation: number;
}

/** Rows per group and class, row-major, and the groups' names. */
export interface Crossed {
  readonly groups: Pick<Classes, 'values'>;
  readonly classes: Pick<Classes, 'values'>;
  readonly counts: Float64Array;
}

/** The figures of one column, and every pair of groups tested against four fifths. */
export function classRates(
  { groups, classes, counts }: Crossed,
  chosen: string,
): { readonly rates: ClassRates; readonly tests: readonly LowerRate[] } {
  const k = classes.values.length;
  const rows = groups.values.map((_, g) => sumOf(k, (c) => counts[g * k + c]!));
  const order = groups.values
    .map((_, g) => g)
    .filter((g) => rows[g]! > 0)
    .sort((a, b) => rows[b]! - rows[a]! || a - b);
  const compared = order.filter((g) => rows[g]! >= FEWEST);
  const ofClass = classes.values.map((_, c) => sumOf(rows.length, (g) => counts[g * k + c]!));
  const listed = ofClass
    .map((_, c) => c)
    .filter((c) => ofClass[c]! > 0)
    .sort((a, b) => ofClass[b]! - ofClass[a]! || a - b)
    .slice(0, CLASSES)
    .sort((a, b) => a - b);
  const at = (g: number, c: number) => [counts[g * k + c]!, rows[g]!] as const;
  const ratios = listed.flatMap((c) => statisticalRate(c, compared, groups, classes, at));
  const positive = shownClass(chosen, classes, ofClass, ratios);
  const table = Float64Array.from(compared.flatMap((g) => [...counts.subarray(g * k, g * k + k)]));
  const { v, vCorrected } = tableAssociation(table, k);
  const test = chiSquareTest(table, k);
  const all = sumOf(rows.length, (g) => rows[g]!);
  const figure = (value: number) => (Number.isFinite(value) ? value : null);
  const rates: ClassRates = {
    positive: classes.values[positive]!,
    groups: order.slice(0, GROUPS).map((g, i) =>
      groupRate(groups.values[g]!, at(g, positive), i > 0 ? at(order[0]!, positive) : null, {
        positives: ofClass[positive]!,
        rows: all,
      }),
    ),
    groupCount: order.length,
    compared: compared.length,
    ratios,
    ...{ chi2: test.statistic, degrees: test.degrees, p: test.p },
    v: figure(v),
    vCorrected: figure(vCorrected),
    totalVariation: widestDistance(compared.slice(0, GROUPS), rows, k, counts),
  };
  const tested = k === 2 ? [positive] : listed;
  return { rates, tests: lowerRates(tested, compared, groups, classes, at, ofClass, all) };
}

type At = (group: number, of: number) => readonly [number, number];

function shownClass(
  chosen: string,
  { values }: Pick<Classes, 'values'>,
  ofClass: readonly number[],
  ratios: readonly StatisticalRate[],
): number {
  const wanted = values.indexOf(chosen);
  if (wanted >= 0) return wanted;
  if (values.length > 2 && ratios.length > 0) {
    const widest = ratios.reduce((best, ratio) => (ratio.high < best.high ? ratio : best));
    return values.indexOf(widest.class);
  }
  return ofClass.reduce((rarest, n, c) => (n < ofClass[rarest]! ? c : rarest), 0);
}

function groupRate(
  value: string,
  [positives, rows]: readonly [number, number],
  largest: readonly [number, number] | null,
  all: { readonly positives: number; readonly rows: number },
): GroupRate {
  const rest = all.rows - rows;
  return {
    ...{ value, rows, positives, rate: positives / rows },
    ...wilson(positives, rows),
    toRest: rest > 0 ? rateDifference(positives, rows, all.positives - positives, rest) : null,
    toLargest: largest && rateDifference(positives, rows, ...largest),
  };
}

/** Lowest to highest rate of a class; none with fewer than two groups to compare, or where the class is in none of them. */
function statisticalRate(
  c: number,
  compared: readonly number[],
  groups: Pick<Classes, 'values'>,
  classes: Pick<Classes, 'values'>,
  at: At,
): StatisticalRate[] {
  const rate = (g: number) => at(g, c)[0] / at(g, c)[1];
  if (compared.length < 2) return [];
  const lowest = compared.reduce((best, g) => (rate(g) < rate(best) ? g : best));
  const highest = compared.reduce((best, g) => (rate(g) > rate(best) ? g : best));
  if (rate(highest) === 0) return [];
  const { ratio, low, high } = rateRatio(...at(lowest, c), ...at(highest, c));
  return [
    {
      class: classes.values[c]!,
      ...{ ratio, low, high },
      lowest: groups.values[lowest]!,
      highest: groups.values[highest]!,
    },
  ];
}

/** Every two groups by every tested class; a group without the class is left to the finding about empty combinations. */
function lowerRates(
  tested: readonly number[],
  compared: readonly number[],
  groups: Pick<Classes, 'values'>,
  classes: Pick<Classes, 'values'>,
  at: At,
  ofClass: readonly number[],
  all: number,
): LowerRate[] {
  const paired = compared.slice(0, PAIRED);
  return tested.flatMap((c) => {
    const told = (g: number) => {
      const [positives, rows] = at(g, c);
      const elsewhere = compared.filter((other) => at(other, c)[0] > 0).length;
      return positives === 0 && ((rows * ofClass[c]!) / all >= FEWEST || elsewhere < 2);
    };
    const rate = (g: number) => at(g, c)[0] / at(g, c)[1];
    return paired.flatMap((a, i) =>
      paired.slice(i + 1).flatMap((b): LowerRate[] => {
        const [low, high] = rate(a) <= rate(b) ? [a, b] : [b, a];
        if (rate(high) === 0 || told(low)) return [];
        const found = rateRatio(...at(low, c), ...at(high, c));
        return [
          {
            class: classes.values[c]!,
            ...{ ratio: found.ratio, low: found.low, high: found.high },
            ...{ lowest: groups.values[low]!, highest: groups.values[high]! },
            ...{ lowRows: at(low, c)[1], lowRate: rate(low) },
            ...{ highRows: at(high, c)[1], highRate: rate(high) },
            p: found.pAtLeast(FOUR_FIFTHS),
          },
        ];
      }),
    );
  });
}

function widestDistance(
  compared: readonly number[],
  rows: readonly number[],
  k: number,
  counts: Float64Array,
): number {
  let widest = 0;
  compared.forEach((a, i) => {
    for (const b of compared.slice(i + 1)) {
      let distance = 0;
      for (let c = 0; c < k; c++)
        distance += Math.abs(counts[a * k + c]! / rows[a]! - counts[b * k + c]! / rows[b]!);
      widest = Math.max(widest, distance / 2);
    }
  });
  return widest;
}
