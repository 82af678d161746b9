import { t } from '../language';
import { METHOD_CARDS } from '../methods/cards';
import { fittingSmote, type FeatureKinds } from '../methods/fitting';
import type { Candidate } from './evaluation';

/** What is tried when nobody says otherwise: weights, rows repeated, rows dropped, rows made, rows made and cleaned. */
const USUAL = ['class-weights', 'random-oversample', 'random-undersample'];

/** The usual remedies for such features, each with its defaults. */
export function usualCandidates(kinds: FeatureKinds): Candidate[] {
  const cleaned = kinds.others ? [] : ['smote-enn'];
  return [...USUAL, fittingSmote(kinds), ...cleaned].flatMap((id) => candidateOf(id) ?? []);
}

/** One method with its defaults; undefined when there is no such method. */
export function candidateOf(id: string): Candidate | undefined {
  const method = METHOD_CARDS.find((known) => known.id === id);
  return method && { name: t(method.title), steps: [{ method: id }] };
}
