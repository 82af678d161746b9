import type { Points } from '../../kernels/nearest-neighbours';
import type { MethodContext } from '../../method';
import type { Json } from '../../metric';
import { sample } from '../../random';
import { rowNumbers } from '../../row-numbers';
import type { Levels } from '../classes';
import type { ClassMaking } from './join-makings';
import { median, scaledPoints, type NumericFeatures } from './numeric-features';
import type { Target } from './strategy';

/** How made rows of a class lie among the real ones, on a sample of both. */
export interface MadeReport {
  readonly [key: string]: Json;
  readonly class: string;
  readonly made: number;
  /** Made rows, and as many real rows of the class at most, that were asked for their nearest real row. */
  readonly asked: number;
  /** Real rows of all classes among which they looked. */
  readonly among: number;
  /** Median distance of made rows, and of real rows of the class, to the nearest other real row. */
  readonly madeToReal: number;
  readonly realToReal: number;
  /** madeToReal / realToReal; null where that is 0. Far below 1: made rows are near copies. */
  readonly distanceRatio: number | null;
  /** Share of made rows whose nearest real row is of another class, 0..1. */
  readonly otherClassShare: number;
  /** Usable rows of the class that are the parent of none. */
  readonly unused: number;
  /** Made rows that equal their parent in every number. */
  readonly copies: number;
}

/** Share of made rows beside another class above which it is worth a warning. */
export const MOST_BESIDE_OTHERS = 0.2;

/** Coordinates that are compared at most, so that a preview stays quick, and rows that are asked per class. */
const BUDGET = 30e6;
const LEAST_ASKED = 5;
const MOST_ASKED = 200;

/** What the report reads besides the made rows. */
interface Ground {
  readonly context: MethodContext;
  readonly features: NumericFeatures;
  readonly scales: Float64Array;
}

/** One report per class that rows were made for. `stream`: prefix of the stream that draws the sample. */
export function madeReports(
  classes: Levels,
  targets: readonly Target[],
  makings: readonly ClassMaking[],
  stream: string,
  { context, features, scales }: Ground,
): MadeReport[] {
  const rows = classes.rows.map((own) => own.filter((row) => features.usable(row)));
  const among = rows.flatMap((own) => [...own]);
  const classOf = rows.flatMap((own, index) => [...own].map(() => index));
  const real = scaledPoints(features, Uint32Array.from(among), scales);
  const firsts = rows.map((_, index) =>
    rows.slice(0, index).reduce((sum, own) => sum + own.length, 0),
  );
  const filled = targets.filter((_, i) => makings[i]!.parents.length > 0).length;
  const cost = 2 * real.count * Math.max(1, real.dimensions) * filled;
  const most = Math.max(LEAST_ASKED, Math.min(MOST_ASKED, Math.floor(BUDGET / cost)));
  return targets.flatMap(({ index }, i) => {
    const making = makings[i]!;
    const count = making.parents.length;
    if (!count || !real.dimensions) return [];
    const random = context.random.stream(`${stream}/${classes.values[index]!}`);
    const made = madePoints(making, sample(random, rowNumbers(count), most), features, scales);
    const nearMade = Array.from({ length: made.count }, (_, query) => {
      if (query % 16 === 0) context.tick(query, made.count);
      return nearestReal(real, made, query, -1);
    });
    const own = sample(random, rowNumbers(rows[index]!.length), most);
    const nearReal = Array.from(own, (place) => {
      const point = firsts[index]! + place;
      if (place % 16 === 0) context.tick(place, real.count);
      return nearestReal(real, real, point, point);
    });
    const madeToReal = middle(nearMade.map(({ distance }) => distance));
    const realToReal = middle(nearReal.map(({ distance }) => distance));
    const beside = nearMade.filter(({ point }) => point >= 0 && classOf[point] !== index).length;
    return [
      {
        class: classes.values[index]!,
        made: count,
        asked: made.count,
        among: real.count,
        madeToReal,
        realToReal,
        distanceRatio: realToReal > 0 ? madeToReal / realToReal : null,
        otherClassShare: beside / made.count,
        unused: making.unused,
        copies: making.copies,
      },
    ];
  });
}

function middle(squares: readonly number[]): number {
  const distances = Float64Array.from(squares, Math.sqrt).filter(Number.isFinite);
  return median(distances);
}

/** Made rows in the scaled space; an empty cell lies where its parent does. */
function madePoints(
  making: ClassMaking,
  draws: Uint32Array,
  features: NumericFeatures,
  scales: Float64Array,
): Points {
  const places = [...scales.keys()].filter((place) => scales[place]! > 0);
  const dimensions = places.length;
  const values = new Float64Array(draws.length * dimensions);
  draws.forEach((draw, point) => {
    places.forEach((place, dimension) => {
      const made = making.values[place]![draw]!;
      const value = Number.isNaN(made)
        ? features.distanceValue(place, making.parents[draw]!)
        : made;
      values[point * dimensions + dimension] = value / scales[place]!;
    });
  });
  return { count: draws.length, dimensions, values };
}

/** The nearest point of `real` but `left`, of equals the first; -1 and Infinity without one. Squared distance. */
function nearestReal(real: Points, from: Points, query: number, left: number) {
  const { count, dimensions, values } = real;
  const own = from.values.subarray(query * dimensions, (query + 1) * dimensions);
  let point = -1;
  let distance = Infinity;
  for (let candidate = 0, at = 0; candidate < count; candidate++, at += dimensions) {
    let sum = 0;
    for (let i = 0; i < dimensions && sum < distance; i++) {
      const difference = own[i]! - values[at + i]!;
      sum += difference * difference;
    }
    if (sum < distance && candidate !== left) {
      distance = sum;
      point = candidate;
    }
  }
  return { point, distance };
}
