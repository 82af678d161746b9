import { nearestPointIn } from '../../../kernels/nearest-point';
import type { Json } from '../../../metric';
import { sample } from '../../../random';
import { rowNumbers } from '../../../plan/row-numbers';
import { largestInOrder } from '../../../statistics/extremes';
import type { ClassMaking } from './join-makings';
import { median } from './spread';
import { concatenate } from '../../plans';
import type { Target } from './strategy';
import type { Ground } from './synthesis';

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
/** Classes that are reported at most, those with most made rows. */
const MOST_CLASSES = 50;

/** One report per class that rows were made for. `stream`: prefix of the stream that draws the sample. */
export function madeReports(
  { classes, context, usableOf }: Ground,
  targets: readonly Target[],
  makings: readonly ClassMaking[],
  stream: string,
): MadeReport[] {
  const heard = () => {
    context.tick(0, 1);
  };
  const rows = classes.values.map((_, index) => {
    heard();
    return usableOf(index);
  });
  const among = concatenate(rows);
  const firsts = new Uint32Array(rows.length + 1);
  rows.forEach((own, index) => {
    firsts[index + 1] = firsts[index]! + own.length;
  });
  const dimensions = Math.max(1, ...makings.slice(0, 1).map(({ space }) => space.dimensions));
  const costOfOne = 2 * among.length * dimensions;
  const filled = makings.filter(({ parents }) => parents.length > 0).length;
  const reported = Math.min(
    filled,
    MOST_CLASSES,
    Math.max(1, Math.floor(BUDGET / costOfOne / LEAST_ASKED)),
  );
  const most = Math.max(
    LEAST_ASKED,
    Math.min(MOST_ASKED, Math.floor(BUDGET / costOfOne / Math.max(1, reported))),
  );
  const chosen = largestInOrder(
    makings.map(({ parents }) => parents.length),
    reported,
  );
  return chosen.flatMap((i) => {
    const making = makings[i]!;
    const { index } = targets[i]!;
    const { space } = making;
    const count = making.parents.length;
    if (!count || !space.dimensions) return [];
    const random = context.random.stream(`${stream}/${classes.values[index]!}`);
    const real = space.real(among, heard);
    const made = space.made(making, sample(random, rowNumbers(count), most));
    heard();
    const nearest = nearestPointIn(real, 2 * most);
    const nearMade = Array.from({ length: made.count }, (_, query) => {
      context.tick(query, made.count);
      return nearest(made, query, -1);
    });
    const own = sample(random, rowNumbers(rows[index]!.length), most);
    const nearReal = Array.from(own, (place) => {
      const point = firsts[index]! + place;
      context.tick(place, real.count);
      return nearest(real, point, point);
    });
    const madeToReal = middle(nearMade.map(({ distance }) => distance));
    const realToReal = middle(nearReal.map(({ distance }) => distance));
    const beside = nearMade.filter(
      ({ point }) => point >= 0 && (point < firsts[index]! || point >= firsts[index + 1]!),
    ).length;
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
