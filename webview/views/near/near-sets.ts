import type { NearDuplicateText } from '../../../src/engine/metrics/duplicates/near-duplicate-text';
import { SHINGLE } from '../../../src/engine/near-text/settings';
import type { SetSource } from '../sets/kinds';
import type { Step } from '../../../src/engine/recipe/recipe';

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

/** What the list of sets is searched by: as the audit searched, from `threshold` on. */
export function nearSource(
  numbers: NearDuplicateText,
  threshold: number,
  roleColumn: string | undefined,
): SetSource {
  const { column, threshold: least, settings } = numbers;
  return {
    kind: 'near',
    sets: numbers.clusters,
    values: { textColumn: column, threshold: least, shingle: settings.width, cut: threshold },
    fix: nearStep(numbers, threshold, roleColumn).values ?? {},
  };
}
