import type { NearDuplicateText } from '../../../src/engine/metrics/duplicates/near-duplicate-text';
import type { NearSet } from '../../../src/engine/metrics/duplicates/parts/near-sets';
import { SHINGLE } from '../../../src/engine/near-text/settings';
import type { Step } from '../../../src/engine/recipe/recipe';
import type { NearLook } from '../../state';

/** The sets to show, in the order asked for; of equals the larger set, then the one that is first in the file. */
export function chosenSets(
  sets: readonly NearSet[],
  { order, differing, ofClass, ofPart }: Omit<NearLook, 'cut'>,
): NearSet[] {
  const has = (wanted: string | null, found: NearSet['labels']) =>
    wanted === null || found.some(({ value }) => value === wanted);
  // What was remembered of another file is no filter.
  const known = (wanted: string | null, of: 'labels' | 'parts') =>
    sets.some((set) => has(wanted, set[of])) ? wanted : null;
  const [cls, part] = [known(ofClass, 'labels'), known(ofPart, 'parts')];
  const shown = sets.filter(
    (set) => (!differing || set.labels.length > 1) && has(cls, set.labels) && has(part, set.parts),
  );
  const bySize = (a: NearSet, b: NearSet) => b.size - a.size || a.rows[0]! - b.rows[0]!;
  return shown.sort(order === 'largest' ? bySize : (a, b) => a.least - b.least || bySize(a, b));
}

/** The cut that a look asks for, as one of the thresholds that are known. */
export function cutOf({ byThreshold }: NearDuplicateText, cut: number | null): number {
  const known = byThreshold.map(({ threshold }) => threshold);
  return known.find((threshold) => cut !== null && Math.abs(threshold - cut) < 1e-9) ?? known[0]!;
}

/** Removing what is nearly equal from `threshold` on, searched as the audit searched. */
export function nearStep(
  { column, settings }: NearDuplicateText,
  threshold: number,
  roleColumn: string | undefined,
): Step {
  return {
    method: 'near-dedup',
    values: {
      threshold,
      ...(settings.width !== USUAL_WIDTH && { shingle: settings.width }),
      ...(column !== roleColumn && { textColumn: column }),
    },
  };
}

/** Words in a row that the method compares when nothing is said. */
const USUAL_WIDTH = SHINGLE.default;

/** The values that sets can be narrowed down to, in order of rows; none where all sets have one. */
export function valuesOf(sets: readonly NearSet[], of: 'labels' | 'parts'): string[] {
  const rows = new Map<string, number>();
  for (const set of sets) {
    for (const { value, count } of set[of]) rows.set(value, (rows.get(value) ?? 0) + count);
  }
  if (rows.size < 2) return [];
  return [...rows].sort(([, a], [, b]) => b - a).map(([value]) => value);
}
