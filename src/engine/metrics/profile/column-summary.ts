import { readIsoDate } from '../../cells/ascii-date';
import { readDate } from '../../cells/date';
import { TextLengths } from '../../cells/text-lengths';
import type { Metric } from '../../metric';
import { loadedIfRoom, sketchOf } from '../../table/open-columns';
import type { ColumnProfile } from '../../table/profile';
import { entropy, evenness } from '../../statistics/evenness';
import { mostFrequent } from '../../statistics/extremes';
import { weightedValues } from '../../statistics/weighted-values';
import { sumOf } from '../../statistics/sum';
import { countCodes, type Column } from '../../table/table';
import { LONGEST, spread, TOP } from './parts/entry-parts';
import { numericSummary, type NumericSummary } from './parts/numeric-summary';
import { sketchedEntry } from './parts/sketched-entry';

/** One value and its count. */
export interface ValueCount {
  readonly value: string;
  readonly count: number;
}

/** One-screen statistics of a column. */
export interface ColumnSummaryEntry {
  readonly name: string;
  readonly n: number;
  readonly missing: number;
  readonly distinct: number;
  /** `distinct` is within a few per cent. */
  readonly distinctEstimated?: true;
  /** Ten most frequent values; ties by first appearance. */
  readonly top: readonly ValueCount[];
  /** `top` are the values that were most frequent in the first rows; their counts are those of the whole file. */
  readonly topOfFirstRows?: true;
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
  /** Lengths from 512 were counted by size: such figures are within 1 %. */
  readonly lengthsEstimated?: true;
  readonly date?: { readonly min: string; readonly max: string };
}

/** One entry per column, in file order. */
export interface ColumnSummary {
  readonly columns: readonly ColumnSummaryEntry[];
}

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
    const total = table.columns.length;
    const sketched = table.columns.map((column, index) => {
      tick(0, total);
      const sketch = sketchOf(column, profiles[index]!);
      return sketch && sketchedEntry(column, sketch, profiles[index]!);
    });
    const untold = table.columns.filter((_, index) => sketched[index]?.complete === false);
    const loaded = loadedIfRoom(table, untold, tick);
    const columns = table.columns.map((column, index) => {
      tick(index, total);
      const told = sketched[index];
      if (told && (told.complete || !loaded)) return told.entry;
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
  const n = sumOf(counts.length, (code) => counts[code]!);
  tick(0);
  const numeric = profile.numbers ? numericSummary(profile.numbers, counts, tick) : undefined;
  return {
    name: column.name,
    n,
    missing: profile.missing,
    distinct: profile.distinct,
    ...(profile.distinctEstimated && { distinctEstimated: true }),
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
  const pulse = () => {
    tick(1);
  };
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
    characters: spread(weightedValues(characters, counts, pulse)),
    words: spread(weightedValues(words, counts, pulse)),
  };
}

/** The ten most frequent values, ties by first appearance. */
function topValues({ dictionary }: Column, counts: Float64Array): ValueCount[] {
  return mostFrequent(counts, TOP).map((code) => ({
    value: dictionary.text(code).slice(0, LONGEST),
    count: counts[code]!,
  }));
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
export function timeOf(text: string): number {
  const date = readDate(text);
  if (!date) return NaN;
  return Number.isNaN(date.time) ? date.swapped : date.time;
}
