import type { Alert, Json, SourceFacts } from './metric';
import type { Problem } from './problems';
import type { StorageType, SemanticType } from './table/profile';
import type { Role, RoleChoice } from './roles/roles';
import type { ParamValue } from './params/params';

/** The format of the audit's JSON; raised when a key changes its meaning. */
export const AUDIT_VERSION = 1;

/** One column as reports show it. */
export interface AuditColumn {
  readonly name: string;
  readonly type: StorageType;
  readonly semantic: SemanticType;
  readonly role: Role;
  /** True when the role was guessed. */
  readonly guessed: boolean;
  readonly missing: number;
  readonly distinct: number;
  /** `distinct` is within a few per cent. */
  readonly distinctEstimated?: true;
}

/** An alert as reports show it: with the first rows of its evidence. */
export interface AuditAlert extends Alert {
  /** First 100 rows, 0-based data rows. */
  readonly rows?: readonly number[];
}

/** A metric's figures, or why there are none. */
export type AuditMetric = { readonly [key: string]: Json } | { readonly notApplicable: string };

/** How much of a file stands behind the figures of its first rows. */
export interface Estimate {
  /** Rows that were read. */
  readonly rows: number;
  /** Rows of the file, about. */
  readonly ofAbout: number;
}

/** Everything an audit found, as JSON: at most a few megabytes, whatever the file's size. */
export interface AuditReport {
  readonly version: typeof AUDIT_VERSION;
  readonly source: Omit<SourceFacts, 'problems'> & {
    readonly path: string;
    readonly rows: number;
    readonly sha256: string;
  };
  /** Present when only the first rows were read: every figure is theirs, and that of the file is still to come. */
  readonly estimate?: Estimate;
  readonly columns: readonly AuditColumn[];
  readonly metrics: Readonly<Record<string, AuditMetric>>;
  readonly alerts: readonly AuditAlert[];
  readonly problems: readonly Problem[];
}

/** What to audit and how. */
export interface AuditRequest {
  readonly roles: RoleChoice;
  /** Only these metrics; all that apply when absent. */
  readonly only?: readonly string[];
  /** Metric id -> parameter id -> value. */
  readonly settings?: Readonly<Record<string, Readonly<Record<string, ParamValue>>>>;
}
