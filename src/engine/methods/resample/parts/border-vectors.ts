import { supportMultipliers } from '../../../models/support-vectors';
import { sample } from '../../../random';
import { largestRemainder } from '../../shares';
import { concatenate } from '../../plans';
import { standardDeviation } from './spread';
import type { Space } from './space';
import type { Ground } from './synthesis';

/** Rows that are learnt from at most; beyond, a sample of each class in proportion. */
export const MOST_LEARNT = 20_000;

/** Cost of the machine, as imbalanced-learn leaves it. */
const COST = 1;
/** Fine enough that which rows are support vectors does not depend on it. */
const TOLERANCE = 1e-5;

/** The rows that are learnt from, by class, each ascending. Streams `<id>/sample/<class>`. */
export function learningRows(ground: Ground, most = MOST_LEARNT): Uint32Array[] {
  const rows = ground.classes.values.map((_, index) => ground.usableOf(index));
  const sizes = rows.map((own) => own.length);
  if (ground.usable.length <= most) return rows;
  const parts = largestRemainder(most, sizes);
  return rows.map((own, index) => {
    // A class keeps two rows at least, so that there is a margin to find.
    const size = Math.min(own.length, Math.max(2, parts[index]!));
    const stream = `${ground.id}/sample/${ground.classes.values[index]!}`;
    return sample(ground.context.random.stream(stream), own, size).sort();
  });
}

/**
 * 1 / (columns * variance of all their numbers), scikit-learn's `scale`; 1 where nothing varies. Scaled columns are
 * centred first, as they are when they are standardised; raw ones are taken as they are.
 */
export function gammaOf(space: Space, rows: Uint32Array, scaled: boolean): number {
  const { count, dimensions, values } = space.points(rows);
  if (scaled) {
    for (let d = 0; d < dimensions; d++) {
      let sum = 0;
      for (let at = d; at < values.length; at += dimensions) sum += values[at]!;
      for (let at = d; at < values.length; at += dimensions) values[at]! -= sum / count;
    }
  }
  const spread = standardDeviation(values);
  return spread > 0 ? 1 / (dimensions * spread * spread) : 1;
}

/**
 * The support vectors of a class: rows with a multiplier above 0 in the machine that parts it from another class, for
 * any other class (one against one, as scikit-learn's SVC). Ascending. @throws Cancelled
 */
export function supportVectors(
  { context }: Ground,
  space: Space,
  learnt: readonly Uint32Array[],
  index: number,
  gamma: number,
): Uint32Array {
  const own = learnt[index]!;
  const found = new Uint8Array(own.length);
  learnt.forEach((other, against) => {
    if (against === index || !other.length || !own.length) return;
    const points = space.points(concatenate([own, other]));
    const signs = new Int8Array(points.count).fill(-1);
    // The class of lower order is the positive one, as in libsvm.
    signs.fill(index < against ? 1 : -1, 0, own.length);
    signs.fill(index < against ? -1 : 1, own.length);
    const alpha = supportMultipliers(
      points,
      signs,
      { cost: COST, gamma, tolerance: TOLERANCE },
      context.tick,
    );
    for (let place = 0; place < own.length; place++) if (alpha[place]! > 0) found[place] = 1;
  });
  return own.filter((_, place) => found[place] === 1);
}
