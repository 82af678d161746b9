import { METHODS } from '../methods';
import { featureColumns } from '../methods/resample/numeric-features';
import type { ColumnProfile } from '../profile';
import type { Roles } from '../roles';
import type { Candidate } from './evaluation';

/** What is tried when nobody says otherwise: weights, rows repeated, rows dropped, rows made, rows made and cleaned. */
const USUAL = {
  numbers: ['class-weights', 'random-oversample', 'random-undersample', 'smote', 'smote-enn'],
  mixed: ['class-weights', 'random-oversample', 'random-undersample', 'smotenc'],
  categories: ['class-weights', 'random-oversample', 'random-undersample', 'smoten'],
} as const;

/** The usual remedies for a table with such features, each with its defaults. */
export function usualCandidates(roles: Roles, profiles: readonly ColumnProfile[]): Candidate[] {
  const { columns, others } = featureColumns({ roles, profiles });
  const kind = !others.length ? 'numbers' : columns.length ? 'mixed' : 'categories';
  return USUAL[kind].flatMap((id) => candidateOf(id) ?? []);
}

/** One method with its defaults; undefined when there is no such method. */
export function candidateOf(id: string): Candidate | undefined {
  const method = METHODS.find((known) => known.id === id);
  return method && { name: method.title, steps: [{ method: id }] };
}
