import type { Table } from './table';

/** Storage types of the column-types metric. */
export type StorageType =
  | 'empty'
  | 'bool'
  | 'integer'
  | 'float'
  | 'formatted-number'
  | 'date'
  | 'url'
  | 'email'
  | 'uuid'
  | 'hex'
  | 'path'
  | 'json'
  | 'vector'
  | 'list'
  | 'code'
  | 'text';

/** What the values are used as. */
export type SemanticType =
  'empty' | 'numeric' | 'categorical' | 'free-text' | 'identifier' | 'date' | 'structured';

/**
 * What one column holds, worked out once per audit and read by every metric and method. Of an open column,
 * `missingCodes`, `numbers` and `disagreeing` read its cells when they are touched: see `holdsNumbers`.
 * `numbers[code]` is the parsed number of a dictionary code (NaN where it is none, and for the missing code).
 */
export interface ColumnProfile {
  readonly index: number;
  readonly type: StorageType;
  readonly semantic: SemanticType;
  /** More than 50 levels. */
  readonly highCardinality: boolean;
  /** Share of non-missing cells that match `type`, 0..1. */
  readonly agreement: number;
  /** The first rows stand for the rest in `agreement`. */
  readonly agreementEstimated?: true;
  /** Rows whose cell is missing, accepted null-like strings included. */
  readonly missing: number;
  /** Null-like strings (`NA`, `?` ...) in the column, whether or not they count as missing. */
  readonly nullLike: number;
  /** Codes that count as missing: always 0, and null-like strings in a column that is otherwise numeric or date. */
  readonly missingCodes: readonly number[];
  /** Distinct non-missing values. */
  readonly distinct: number;
  /** The column is open and was judged by its sketch: `distinct` is within a few per cent. */
  readonly distinctEstimated?: true | undefined;
  readonly numbers?: Float64Array | undefined;
  /** Largest number of decimals as written, for numeric columns. */
  readonly decimals: number;
  /** Codes that disagree with the type, most frequent first, at most 10. */
  readonly disagreeing: readonly number[];
  /** Delimiter order of dates is ambiguous (every day and month <= 12). */
  readonly ambiguousDates: boolean;
}

export type ProfileColumns = (
  table: Table,
  tick: (done: number, total: number) => void,
) => ColumnProfile[];

/** Whether a profile has `numbers`, without touching them. */
export function holdsNumbers(profile: ColumnProfile): boolean {
  if (!profile.distinctEstimated) return profile.numbers !== undefined;
  const { type } = profile;
  return type === 'integer' || type === 'float' || type === 'formatted-number';
}
