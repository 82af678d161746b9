import { readDate } from '../../cells/date';
import type { Metric } from '../../metric';
import type { ColumnProfile } from '../../profile';
import { countWords } from '../../profile-columns';
import { histogram, medianDeviation, moments } from '../../statistics/describe';
import { entropy, evenness } from '../../statistics/evenness';
import { quantile, weightedValues, type WeightedValues } from '../../statistics/weighted-values';
import { countCodes, type Column } from '../../table';

/** One value and its count. */
export interface ValueCount {
  readonly value: string;
  readonly count: number;
}

/** Statistics of the numeric cells of a column. null: not defined for so few values. */
export interface NumericSummary {
  readonly n: number;
  readonly min: number;
  readonly max: number;
  readonly mean: number;
  readonly sd: number | null;
  readonly cv: number | null;
  readonly median: number;
  readonly mad: number;
  /** 1, 5, 25, 50, 75, 95, 99 %, linear interpolation (type 7). */
  readonly quantiles: readonly [number, number, number, number, number, number, number];
  readonly skewness: number | null;
  readonly excessKurtosis: number | null;
  readonly zeros: number;
  readonly negatives: number;
  readonly infinities: number;
  readonly integers: number;
  /** `edges` has one entry more than `counts`. */
  readonly histogram: { readonly edges: readonly number[]; readonly counts: readonly number[] };
}

/** One-screen statistics of a column. */
export interface ColumnSummaryEntry {
  readonly name: string;
  readonly n: number;
  readonly missing: number;
  readonly distinct: number;
  /** Ten most frequent values; ties by first appearance. */
  readonly top: readonly ValueCount[];
  readonly numeric?: NumericSummary;
  readonly categorical?: {
    readonly entropy: number;
    readonly evenness: number;
    readonly imbalanceScore: number;
  };
  /** Lengths of the texts: minimum, median, 95 %, maximum. */
  readonly text?: {
    readonly characters: readonly [number, number, number, number];
    readonly words: readonly [number, number, number, number];
  };
  readonly date?: { readonly min: string; readonly max: string };
}

/** One entry per column, in file order. */
export interface ColumnSummary {
  readonly columns: readonly ColumnSummaryEntry[];
}

/** Values listed per column. */
const TOP = 10;
/** Characters kept of a listed value. */
const LONGEST = 200;
const QUANTILES = [0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99] as const;

/** One-screen statistics per column; raises no findings of its own. */
export const columnSummary: Metric<ColumnSummary> = {
  id: 'column-summary',
  family: 'profile',
  title: 'Columns',
  summary: 'Range, middle, spread, shape and most frequent values of every column.',
  cites: [
    'Hyndman, Fan 1996: Sample quantiles in statistical packages',
    'Freedman, Diaconis 1981: On the histogram as a density estimator',
    'Joanes, Gill 1998: Comparing measures of sample skewness and kurtosis',
  ],
  needs: {},
  params: [],
  measure(table, _values, { profiles, tick }) {
    const columns = table.columns.map((column, index) => {
      tick(index, table.columns.length);
      return summaryOf(column, profiles[index]!);
    });
    return { applicable: true, numbers: { columns }, alerts: [], evidence: {} };
  },
};

function summaryOf(column: Column, profile: ColumnProfile): ColumnSummaryEntry {
  const counts = countCodes(column);
  for (const code of profile.missingCodes) counts[code] = 0;
  const present: number[] = [];
  for (let code = 1; code < counts.length; code++) if (counts[code]! > 0) present.push(code);
  const n = column.codes.length - profile.missing;
  const numeric = profile.numbers ? numericSummary(profile.numbers, present, counts) : undefined;
  return {
    name: column.name,
    n,
    missing: profile.missing,
    distinct: profile.distinct,
    top: topValues(column, present, counts),
    ...(numeric ? { numeric } : {}),
    ...(n > 0 ? bySemantic(column, profile, present, counts) : {}),
  };
}

function bySemantic(
  column: Column,
  { semantic, type }: ColumnProfile,
  present: readonly number[],
  counts: Float64Array,
): Partial<ColumnSummaryEntry> {
  if (semantic === 'categorical') {
    const perValue = present.map((code) => counts[code]!);
    const even = evenness(perValue);
    return {
      categorical: { entropy: entropy(perValue), evenness: even, imbalanceScore: 1 - even },
    };
  }
  if (type === 'date') return { date: dateRange(column, present) };
  if (semantic === 'free-text' || semantic === 'identifier') {
    const lengths = (measure: (text: string) => number) =>
      spread(
        weightedValues(
          present.map((code) => measure(column.dictionary.text(code))),
          present.map((code) => counts[code]!),
        ),
      );
    return { text: { characters: lengths((text) => text.length), words: lengths(countWords) } };
  }
  return {};
}

const spread = (of: WeightedValues): [number, number, number, number] => [
  quantile(of, 0),
  quantile(of, 0.5),
  quantile(of, 0.95),
  quantile(of, 1),
];

/** The ten most frequent values, ties by first appearance, without sorting millions of distinct ones. */
function topValues(
  { dictionary }: Column,
  present: readonly number[],
  counts: Float64Array,
): ValueCount[] {
  const top: number[] = [];
  for (const code of present) {
    if (top.length === TOP && counts[code]! <= counts[top[TOP - 1]!]!) continue;
    let at = top.length;
    while (at > 0 && counts[top[at - 1]!]! < counts[code]!) at--;
    top.splice(at, 0, code);
    if (top.length > TOP) top.pop();
  }
  return top.map((code) => ({
    value: dictionary.text(code).slice(0, LONGEST),
    count: counts[code]!,
  }));
}

function numericSummary(
  numbers: Float64Array,
  present: readonly number[],
  counts: Float64Array,
): NumericSummary | undefined {
  const of = weightedValues(numbers, counts);
  if (of.n === 0) return undefined;
  const holds = (passes: (value: number) => boolean) =>
    present.reduce((sum, code) => sum + (passes(numbers[code]!) ? counts[code]! : 0), 0);
  const { mean, sd, skewness, excessKurtosis } = moments(of);
  const [q1, q5, q25, q50, q75, q95, q99] = QUANTILES;
  const at = (p: number) => quantile(of, p);
  return {
    n: of.n,
    min: of.values[0]!,
    max: of.values.at(-1)!,
    mean,
    sd,
    cv: sd === null || mean === 0 ? null : sd / Math.abs(mean),
    median: at(q50),
    mad: medianDeviation(of),
    quantiles: [at(q1), at(q5), at(q25), at(q50), at(q75), at(q95), at(q99)],
    skewness,
    excessKurtosis,
    zeros: holds((value) => value === 0),
    negatives: holds((value) => value < 0),
    infinities: holds((value) => value === Infinity || value === -Infinity),
    integers: holds((value) => Number.isInteger(value)),
    histogram: histogram(of),
  };
}

/** First and last date as written, by time. */
function dateRange(
  { dictionary }: Column,
  present: readonly number[],
): { min: string; max: string } {
  let min = { time: Infinity, text: '' };
  let max = { time: -Infinity, text: '' };
  for (const code of present) {
    const text = dictionary.text(code);
    const date = readDate(text);
    if (!date) continue;
    const time = Number.isNaN(date.time) ? date.swapped : date.time;
    if (time < min.time) min = { time, text };
    if (time > max.time) max = { time, text };
  }
  return { min: min.text, max: max.text };
}
