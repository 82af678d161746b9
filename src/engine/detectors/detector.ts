import type { BitSet } from '../kernels/bit-sets';
import type { RowClusters } from '../kernels/row-clusters';
import type { Json } from '../metric';
import type { Param, Values } from '../params/params';
import type { ColumnProfile } from '../table/profile';
import type { Roles } from '../roles/roles';
import type { Table, TableTick } from '../table/table';

/** What a detector is asked: which rows of a table belong together. */
export interface Search {
  readonly table: Table;
  readonly profiles: readonly ColumnProfile[];
  readonly roles: Roles;
  /** Values of the detector's parameters, among others. */
  readonly values: Values;
  /** Columns that must agree besides what is compared. */
  readonly within: readonly number[];
  /** Only these rows; all rows of the table when absent. */
  readonly only?: BitSet;
  /** The parts of a split are compared with each other, so that the split column is not. */
  readonly acrossParts: boolean;
  /** Columns that are not compared unless they are named, besides ids. */
  readonly apart?: readonly number[];
  /** @throws Cancelled */
  readonly tick: TableTick;
}

/** Rows that belong together. */
export interface Found {
  /** Sets of two or more rows; rows that are alone, or could not be compared, are in none. */
  readonly clusters: RowClusters;
  /** The columns that were compared, those of `within` included, by index. */
  readonly columns: readonly number[];
  /** How alike two rows of one set are, from 0 to 1. Absent: they are equal in what was compared. */
  readonly similarity?: (row: number, other: number) => number;
  /** What is to be said of the search, one sentence each. */
  readonly notices?: readonly string[];
  /** Side tables for the recipe. */
  readonly tables?: Readonly<Record<string, Json>>;
}

/**
 * A way to find rows that belong together. Methods that keep one of each set, mark, cap or weigh them take any; to add
 * one: a new file and a line in detectors/index.ts.
 */
export interface Detector {
  readonly id: string;
  /** As an option of `detector`. */
  readonly title: string;
  /** Why rows leave, in the file of removed rows. */
  readonly reason: 'exact' | 'key' | 'near' | 'semantic' | 'line' | 'template';
  /** An id stands for one meaning over all detectors. */
  readonly params: readonly Param[];
  /** @throws EngineError, Cancelled */
  find(search: Search): Found;
}
