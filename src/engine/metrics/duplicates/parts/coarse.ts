import type { MetricContext } from '../../../metric';

/** Share of distinct values above which a column tells rows apart. */
const TELLING = 0.4;

/** No id, no running text and no column with many different values: equal rows may be different cases. */
export function isCoarse(
  { roles, profiles }: Pick<MetricContext, 'roles' | 'profiles'>,
  rows: number,
): boolean {
  return !(
    roles.includes('id') ||
    roles.includes('text') ||
    profiles.some((p) => p.semantic === 'free-text' || p.distinct > TELLING * rows)
  );
}
