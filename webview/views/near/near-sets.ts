import type { NearDuplicateText } from '../../../src/engine/metrics/duplicates/near-duplicate-text';
import type { NearSet } from '../../../src/engine/metrics/duplicates/parts/near-sets';
import { SHINGLE } from '../../../src/engine/near-text/settings';
import type { Step } from '../../../src/engine/recipe';
import type { NearLook } from '../../state';

/** The sets to show, in the order asked for; of equals the larger set, then the one that is first in the file. */
export function chosenSets(
  sets: readonly NearSet[],
  { order, differing }: Pick<NearLook, 'order' | 'differing'>,
): NearSet[] {
  const shown = differing ? sets.filter((set) => set.labels.length > 1) : [...sets];
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
