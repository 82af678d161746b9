import type { Found, Search } from '../detectors/detector';
import type { CentredSets } from '../metrics/duplicates/parts/near-sets';
import type { Param } from '../params/params';

/** With which row the others of a set are compared, and how alike they are to it. */
export type Centres = Pick<CentredSets, 'centre' | 'least' | 'mean'>;

/** Sets of rows that can be listed and opened. */
export interface FoundSets extends Found {
  /** Present where rows of one set need not be equal. */
  readonly centres?: Centres;
  /** Columns whose cells name a set; absent: those that tell sets apart. */
  readonly naming?: readonly number[];
}

/** A way to find sets of rows that an audit counts: what it finds is listed, all of it. */
export interface SetKind {
  readonly id: SetKindId;
  /** The metric that counts these sets; what it was told in the audit holds for the list too. */
  readonly metric: string;
  /** The method that keeps one row of each; null where no row is a copy of another. */
  readonly method: string | null;
  readonly params: readonly Param[];
  /** @throws EngineError, Cancelled */
  find(search: Omit<Search, 'only'>): FoundSets;
}

export type SetKindId =
  'exact' | 'near' | 'contradictory' | 'key' | 'template' | 'simhash' | 'vector';
