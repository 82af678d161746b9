import type { Role } from '../../../roles/roles';
import type { SampledColumn } from '../../../sampling/sampled-columns';
import { correlationRatio, spearman } from '../../../statistics/correlations';
import { mostFrequent } from '../../../statistics/extremes';
import { keptAt, type Ranked } from '../../../statistics/retention';
import type { Levels, Nuisances } from './score-nuisances';

/** One score. */
export interface ScoreColumn {
  readonly column: string;
  readonly role: Role;
  /** The end that is kept. */
  readonly better: 'high' | 'low';
  /** Sampled rows with a number, and those without. */
  readonly rows: number;
  readonly missing: number;
  readonly distinct: number;
  readonly min: number | null;
  readonly max: number | null;
  readonly sd: number;
  /** Shares of rows at the least and at the largest number. */
  readonly atMin: number;
  readonly atMax: number;
  /** Spearman's correlation with the characters of the text, and with its share of digits; null without. */
  readonly length: number | null;
  readonly digits: number | null;
  /** Share of the text's characters that is left, per share kept; null without a text. */
  readonly characters: readonly number[] | null;
  /** What is left of each level of label, groups and sources. */
  readonly retention: readonly Retention[];
}

/** What is left of the levels of a column when the best rows are kept. */
export interface Retention {
  readonly column: string;
  readonly role: Levels['role'];
  /** Correlation ratio of the score with the column; null where one does not vary. */
  readonly eta: number | null;
  /** Of the 12 levels with most rows: the share of them that is left, per share kept. */
  readonly levels: readonly {
    readonly value: string;
    readonly rows: number;
    readonly kept: readonly number[];
  }[];
}

const LEVELS = 12;

const orNull = (value: number) => (Number.isFinite(value) ? value : null);

/** The figures of one score in the sampled rows. */
export function lookAt(
  { name, numbers }: SampledColumn,
  rank: Ranked,
  { length, digits, levels }: Nuisances,
  asked: Pick<ScoreColumn, 'role' | 'better'> & { readonly keep: readonly number[] },
): ScoreColumn {
  const values = numbers!;
  const n = rank.order.length;
  const known = values.filter(Number.isFinite);
  const mean = known.reduce((sum, value) => sum + value / n, 0);
  const [first, last] = [rank.runs[1] ?? 0, n - (rank.runs.at(-2) ?? n)];
  const [atMin, atMax] = asked.better === 'high' ? [last, first] : [first, last];
  const kept = asked.keep.map((share) => keptAt(rank, values.length, share).kept);
  return {
    column: name,
    role: asked.role,
    better: asked.better,
    rows: n,
    missing: values.length - n,
    distinct: rank.runs.length - 1,
    min: n > 0 ? known.reduce((a, b) => Math.min(a, b)) : null,
    max: n > 0 ? known.reduce((a, b) => Math.max(a, b)) : null,
    sd: n > 1 ? Math.sqrt(known.reduce((sum, v) => sum + (v - mean) ** 2 / (n - 1), 0)) : 0,
    atMin: n > 0 ? atMin / n : 0,
    atMax: n > 0 ? atMax / n : 0,
    length: length ? orNull(spearman(values, length)) : null,
    digits: digits ? orNull(spearman(values, digits)) : null,
    characters: length ? kept.map((own) => shareLeft(own, values, length)) : null,
    retention: levels.map((each) => retentionOf(each, values, kept)),
  };
}

/** Share of what rows hold that is kept, among rows with a score. */
function shareLeft(kept: Float64Array, values: Float64Array, holds: Float64Array): number {
  let [left, all] = [0, 0];
  for (let row = 0; row < kept.length; row++) {
    if (!Number.isFinite(values[row]!) || !Number.isFinite(holds[row]!)) continue;
    all += holds[row]!;
    left += kept[row]! * holds[row]!;
  }
  return all > 0 ? left / all : 0;
}

function retentionOf(
  { column, role, values: names, of }: Levels,
  values: Float64Array,
  kept: readonly Float64Array[],
): Retention {
  const rows = new Float64Array(names.length);
  const left = kept.map(() => new Float64Array(names.length));
  of.forEach((level, row) => {
    if (level < 0 || !Number.isFinite(values[row]!)) return;
    rows[level]!++;
    kept.forEach((own, i) => (left[i]![level]! += own[row]!));
  });
  return {
    column,
    role,
    eta: orNull(correlationRatio(values, of, names.length)),
    levels: mostFrequent(rows, LEVELS).map((level) => ({
      value: names[level]!,
      rows: rows[level]!,
      kept: left.map((own) => own[level]! / rows[level]!),
    })),
  };
}
