import type { Found, Search } from '../detectors/detector';
import type { CentredSets } from '../metrics/duplicates/parts/near-sets';
import type { Label } from '../metrics/label';
import type { Param } from '../params/params';

/** With which row the others of a set are compared, and how alike they are to it. */
export type Centres = Pick<CentredSets, 'centre' | 'least' | 'mean'>;

/** Sets of rows that can be listed and opened. */
export interface FoundSets extends Found {
  /** Present where rows of one set need not be equal. */
  readonly centres?: Centres;
  /** The label by which rows contradict each other, where that is what sets are about. */
  readonly label?: Label;
  /** Columns whose cells name a set; absent: those that tell sets apart. */
  readonly naming?: readonly number[];
}

/** Kinds of sets that an audit counts, in the order in which they are shown. */
export const SET_KIND_IDS = [
  'exact',
  'near',
  'contradictory',
  'key',
  'template',
  'simhash',
  'vector',
] as const;
export type SetKindId = (typeof SET_KIND_IDS)[number];

/** What counts the sets of a kind, and what answers them. */
export interface SetAnswers {
  /** The metric; what it was told in the audit holds for the list too. */
  readonly metric: string;
  /** The method that keeps one row of each set; null where no row is a copy of another. */
  readonly method: string | null;
}

export const SET_ANSWERS: Readonly<Record<SetKindId, SetAnswers>> = {
  exact: { metric: 'exact-duplicate-rows', method: 'exact-dedup' },
  near: { metric: 'near-duplicate-text', method: 'near-dedup' },
  contradictory: { metric: 'conflicting-labels', method: null },
  key: { metric: 'key-duplicates', method: 'key-dedup' },
  template: { metric: 'template-duplicates', method: 'template-dedup' },
  simhash: { metric: 'simhash-near-duplicates', method: null },
  vector: { metric: 'numeric-near-duplicates', method: 'vector-dedup' },
};

/** How sets stand in a list: by rows, least alike first, by most frequent class, by part or file, or by first row. */
export const SET_ORDERS = ['largest', 'least-alike', 'class', 'part', 'first'] as const;
export type SetOrder = (typeof SET_ORDERS)[number];

/** A way to find all sets of one kind. */
export interface SetKind {
  readonly params: readonly Param[];
  /** @throws EngineError, Cancelled */
  find(search: Omit<Search, 'only'>): FoundSets;
}
