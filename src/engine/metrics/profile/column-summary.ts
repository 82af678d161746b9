import { readIsoDate } from '../../cells/ascii-date';
import { readDate } from '../../cells/date';
import { TextLengths } from '../../cells/text-lengths';
import type { Metric } from '../../metric';
import type { ColumnProfile } from '../../profile';
import { histogram, medianDeviation, moments } from '../../statistics/describe';
import { entropy, evenness } from '../../statistics/evenness';
import { mostFrequent } from '../../statistics/extremes';
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
      const total = table.columns.length;
      tick(index, total);
      return summaryOf(column, profiles[index]!, (part) => tick(index + part, total));
    });
    return { applicable: true, numbers: { columns }, alerts: [], evidence: {} };
  },
};

/** `tick` gets the share of the column that is done, 0..1. */
type Tick = (part: number) => void;

function summaryOf(column: Column, profile: ColumnProfile, tick: Tick): ColumnSummaryEntry {
  const counts = countCodes(column);
  for (const code of profile.missingCodes) counts[code] = 0;
  const n = column.codes.length - profile.missing;
  tick(0.2);
  const numeric = profile.numbers ? numericSummary(profile.numbers, counts, tick) : undefined;
  return {
    name: column.name,
    n,
    missing: profile.missing,
    distinct: profile.distinct,
    top: topValues(column, counts),
    ...(numeric ? { numeric } : {}),
    ...(n > 0 ? bySemantic(column, profile, counts, tick) : {}),
  };
}

function bySemantic(
  column: Column,
  { semantic, type }: ColumnProfile,
  counts: Float64Array,
  tick: Tick,
): Partial<ColumnSummaryEntry> {
  if (semantic === 'categorical') {
    const perValue = counts.filter((cells) => cells > 0);
    const even = evenness(perValue);
    return {
      categorical: { entropy: entropy(perValue), evenness: even, imbalanceScore: 1 - even },
    };
  }
  if (type === 'date') return { date: dateRange(column, counts, tick) };
  if (semantic === 'free-text' || semantic === 'identifier') {
    return { text: textLengths(column, counts, tick) };
  }
  return {};
}

function textLengths(
  { dictionary }: Column,
  counts: Float64Array,
  tick: Tick,
): NonNullable<ColumnSummaryEntry['text']> {
  const lengths = new TextLengths(dictionary);
  const characters = new Float64Array(dictionary.size);
  const words = new Float64Array(dictionary.size);
  for (let code = 1; code < dictionary.size; code++) {
    if (code % 8192 === 0) tick(code / dictionary.size);
    if (counts[code] === 0) continue;
    lengths.measure(code);
    characters[code] = lengths.characters;
    words[code] = lengths.words;
  }
  return {
    characters: spread(weightedValues(characters, counts)),
    words: spread(weightedValues(words, counts)),
  };
}

const spread = (of: WeightedValues): [number, number, number, number] => [
  quantile(of, 0),
  quantile(of, 0.5),
  quantile(of, 0.95),
  quantile(of, 1),
];

/** The ten most frequent values, ties by first appearance. */
function topValues({ dictionary }: Column, counts: Float64Array): ValueCount[] {
  return mostFrequent(counts, TOP).map((code) => ({
    value: dictionary.text(code).slice(0, LONGEST),
    count: counts[code]!,
  }));
}

function numericSummary(
  numbers: Float64Array,
  counts: Float64Array,
  tick: Tick,
): NumericSummary | undefined {
  const of = weightedValues(numbers, counts);
  if (of.n === 0) return undefined;
  tick(0.4);
  const { mean, sd, skewness, excessKurtosis } = moments(of);
  tick(0.6);
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
    ...cellsBySort(numbers, counts),
    histogram: histogram(of),
  };
}

/** Cells that hold zero, less than zero, an infinity, a whole number. */
function cellsBySort(
  numbers: Float64Array,
  counts: Float64Array,
): Pick<NumericSummary, 'zeros' | 'negatives' | 'infinities' | 'integers'> {
  let zeros = 0;
  let negatives = 0;
  let infinities = 0;
  let integers = 0;
  for (let code = 1; code < numbers.length; code++) {
    const value = numbers[code]!;
    const cells = counts[code]!;
    if (value === 0) zeros += cells;
    if (value < 0) negatives += cells;
    if (value === Infinity || value === -Infinity) infinities += cells;
    if (Number.isInteger(value)) integers += cells;
  }
  return { zeros, negatives, infinities, integers };
}

/** First and last date as written, by time. */
function dateRange(
  { dictionary }: Column,
  counts: Float64Array,
  tick: Tick,
): { min: string; max: string } {
  const { bytes } = dictionary;
  let min = { time: Infinity, code: 0 };
  let max = { time: -Infinity, code: 0 };
  for (let code = 1; code < counts.length; code++) {
    if (code % 8192 === 0) tick(code / counts.length);
    if (counts[code] === 0) continue;
    const iso = bytes
      ? readIsoDate(bytes.arena, bytes.offsets[code]!, bytes.offsets[code + 1]!)
      : NaN;
    const time = Number.isNaN(iso) ? timeOf(dictionary.text(code)) : iso;
    if (time < min.time) min = { time, code };
    if (time > max.time) max = { time, code };
  }
  return { min: dictionary.text(min.code), max: dictionary.text(max.code) };
}

/** NaN for a text that is no date. */
function timeOf(text: string): number {
  const date = readDate(text);
  if (!date) return NaN;
  return Number.isNaN(date.time) ? date.swapped : date.time;
}
