import type { ColumnProfile } from './table/profile';
import type { Param, Values } from './params/params';
import type { Problem, Severity } from './problems';
import type { Roles, Role } from './roles/roles';
import type { Table, TableTick } from './table/table';

/** A JSON value: what metrics return, recipes hold and the wire carries. */
export type Json =
  null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** What reading the file taught, as the codec knew it; input of file-open-diagnosis. */
export interface SourceFacts {
  /** File name without folder. */
  readonly name: string;
  /** Codec id: csv, tsv, jsonl ... */
  readonly format: string;
  /** Of the file itself, compressed as it is. */
  readonly bytes: number;
  /** How many files were read as one; absent for one. */
  readonly files?: number;
  /** The file is compressed as a whole; bytes and lines of places are those of its content. */
  readonly compression?: Compression;
  readonly encoding: string;
  /** True when the encoding was guessed and not proven by a mark or by validity. */
  readonly encodingGuessed: boolean;
  /** Delimited text only. */
  readonly dialect?: Dialect;
  /** How sure the guesses are; the panel offers a switch for what is not certain. */
  readonly headerCertain: boolean;
  readonly blankLines: number;
  readonly raggedRows: number;
  readonly problems: readonly Problem[];
}

/** Compressions around a whole file. */
export type Compression = 'gzip' | 'zstd';

/** How delimited text is written. */
export interface Dialect {
  /** '' for a file of one column without any delimiter. */
  readonly delimiter: string;
  readonly quote: string;
  readonly header: boolean;
  /** One space after each delimiter is padding, not data; bytes are still copied as written. */
  readonly skipInitialSpace: boolean;
  /** The most frequent row terminator. */
  readonly newline: '\n' | '\r\n' | '\r';
  readonly finalNewline: boolean;
  readonly bom: boolean;
}

/** Progress and cancel, and everything a metric may read besides the table. */
export interface MetricContext {
  readonly roles: Roles;
  readonly profiles: readonly ColumnProfile[];
  readonly facts: SourceFacts;
  /** Roles that were guessed, not chosen: for wording. */
  readonly guessedRoles: boolean;
  /** Per column whether its role was chosen; absent: none was. */
  readonly chosen?: readonly boolean[];
  /** Call every few thousand rows. @throws Cancelled */
  tick(done: number, total: number): void;
}

/** One finding: what, where, why it matters, one next step. */
export interface Alert {
  readonly metric: string;
  readonly code: string;
  readonly severity: Severity;
  /** A fact with its number, no verb in the imperative; code spans in backticks: "107 rows are copies of an earlier row". */
  readonly title: string;
  /** Why it matters, then the next step or the doubt. One or two sentences; names and values in backticks. */
  readonly message: string;
  /** Indices of the columns concerned, worst first. */
  readonly columns: readonly number[];
  readonly value?: number;
  readonly threshold?: number;
  /** Number of rows concerned; absent when it concerns the whole file. */
  readonly rowCount?: number;
  /** Key into the metric's evidence, for "Show rows". */
  readonly evidence?: string;
  /** Capability ids of the method book, best first; only those that are built get a button. */
  readonly remedies: readonly Remedy[];
  /** Indices of columns: the finding is answered when their role is `ignored`. */
  readonly ignore?: readonly number[];
}

/** A remedy for an alert: a method with the values that fit this alert, and one sentence why. */
export interface Remedy {
  readonly method: string;
  readonly values?: Values;
  readonly why?: string;
}

/** Rows that prove a finding: 0-based data rows in file order, the columns that decide, and why. */
export interface Evidence {
  readonly rows: Uint32Array;
  /**
   * Present where the rows are those of cells that are not held: `rows` is empty, and the file is read for them once they
   * are asked for. @throws Cancelled
   */
  readonly find?: (tick: TableTick) => Uint32Array;
  readonly columns: readonly number[];
  readonly reason: string;
}

/** What a metric returns: numbers for people and programs, alerts, and evidence by key. */
export type Measured<N> =
  | {
      readonly applicable: true;
      readonly numbers: N;
      readonly alerts: readonly Alert[];
      readonly evidence: Readonly<Record<string, Evidence>>;
    }
  | { readonly applicable: false; readonly reason: string };

/** Roles a metric or method needs before it can run. */
export interface Needs {
  readonly required?: readonly Role[];
  /** One of these, or a column that a parameter names. */
  readonly anyOf?: readonly Role[];
  readonly optional?: readonly Role[];
}

export type MetricFamily =
  'profile' | 'imbalance' | 'quality' | 'shift' | 'fairness' | 'duplicates';

/** A reading of the table. `id` is kebab-case and equals the file name. `N` is a JSON shape, exported beside it. */
export interface Metric<N = unknown> {
  readonly id: string;
  readonly family: MetricFamily;
  readonly title: string;
  readonly summary: string;
  readonly cites: readonly string[];
  readonly needs: Needs;
  readonly params: readonly Param[];
  /** It takes its time on any number of rows, so that first figures, which are to come at once, are without it. */
  readonly waits?: true;
  measure(table: Table, values: Values, context: MetricContext): Measured<N>;
}
