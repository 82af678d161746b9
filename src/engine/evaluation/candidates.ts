import { METHODS } from '../methods';
import type { Candidate } from './evaluation';

/** What is tried when nobody says otherwise: weights, rows repeated, rows dropped, rows made, rows made and cleaned. */
const USUAL = {
  numbers: ['class-weights', 'random-oversample', 'random-undersample', 'smote', 'smote-enn'],
  mixed: ['class-weights', 'random-oversample', 'random-undersample', 'smotenc'],
  categories: ['class-weights', 'random-oversample', 'random-undersample', 'smoten'],
} as const;

/** How many features are numbers, and how many are not. */
export interface FeatureKinds {
  readonly numbers: number;
  readonly others: number;
}

/** The usual remedies for such features, each with its defaults. */
export function usualCandidates({ numbers, others }: FeatureKinds): Candidate[] {
  const kind = !others ? 'numbers' : numbers ? 'mixed' : 'categories';
  return USUAL[kind].flatMap((id) => candidateOf(id) ?? []);
}

/** One method with its defaults; undefined when there is no such method. */
export function candidateOf(id: string): Candidate | undefined {
  const method = METHODS.find((known) => known.id === id);
  return method && { name: method.title, steps: [{ method: id }] };
}
