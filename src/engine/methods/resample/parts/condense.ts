import { nearestNeighbours, type Neighbours } from '../../../kernels/nearest-neighbours';
import type { MethodContext } from '../../../method';
import type { Json } from '../../../metric';
import type { NumberParam } from '../../../params/params';
import { sample } from '../../../random';
import { numbersByGroup } from '../../../plan/row-numbers';
import { concatenate } from '../../plans';
import { NearLists } from './near-lists';
import { smallestClass, type NeighbourGround } from './neighbour-ground';
import { majority } from './vote';

/** With how many rows of a class its condensed set begins. */
export const STARTS: NumberParam = {
  kind: 'number',
  id: 'starts',
  title: 'Start rows',
  summary: 'How many rows of a class are drawn to begin with.',
  default: 1,
  min: 1,
  integer: true,
  advanced: true,
};

/** The points of a class, and of the smallest class, and the drawn points with which its condensed set begins. */
export interface ClassStart {
  readonly index: number;
  /** Its points, ascending. */
  readonly own: Uint32Array;
  /** Ascending. */
  readonly starts: Uint32Array;
  /** All points of the smallest class, ascending. */
  readonly minority: Uint32Array;
}

/** The start of each cleaned class; start rows are the first by the counter order of `<method>/start/<class>`. */
export function classStarts(
  { classes, classOf, rows }: NeighbourGround,
  cleaned: Uint8Array,
  method: string,
  count: number,
  context: MethodContext,
): ClassStart[] {
  const points = numbersByGroup(classOf, classes.values.length, context.tick);
  const minority = points[smallestClass(classes.counts)]!;
  return [...cleaned.keys()].flatMap((index) => {
    const own = cleaned[index] ? points[index]! : new Uint32Array(0);
    if (!own.length) return [];
    const stream = context.random.stream(`${method}/start/${classes.values[index]!}`);
    const ofRow = new Map(Array.from(own, (point) => [rows[point]!, point]));
    const drawn = sample(
      stream,
      own.map((point) => rows[point]!),
      count,
    );
    return [{ index, own, starts: drawn.map((row) => ofRow.get(row)!).sort(), minority }];
  });
}

/** The points of a class that are judged, and those among which their neighbours are looked for at first. */
function asked({ own, starts, minority }: ClassStart) {
  const begun = new Set(starts);
  return {
    queries: own.filter((point) => !begun.has(point)),
    among: concatenate([minority, starts]).sort(),
  };
}

/** The points of a class that k neighbours among the smallest class and its start rows take for another class. */
export function misjudged(
  { classOf, points, tick }: Pick<NeighbourGround, 'classOf' | 'points' | 'tick'>,
  start: ClassStart,
  k: number,
): Uint32Array {
  const { queries, among } = asked(start);
  const near = nearestNeighbours(points, k, tick, { queries, among });
  return queries.filter((_, i) => judged(near, i, classOf) !== start.index);
}

/** Points between two questions to the kernel: those that join within one are compared one by one. */
const BLOCK = 256;

/**
 * The points of a class that its condensed set keeps (Hart 1968): in row order, a point that k neighbours in the set so
 * far take for another class joins it at once. Answers all kept points of the class but the start rows, ascending.
 * @throws Cancelled
 */
export function condensed(
  { classOf, points, tick }: Pick<NeighbourGround, 'classOf' | 'points' | 'tick'>,
  start: ClassStart,
  k: number,
): Uint32Array {
  const { queries, among } = asked(start);
  const first = nearestNeighbours(points, k, tick, { queries, among });
  const lists = new NearLists(points, first);
  const joined: number[] = [];
  for (let from = 0; from < queries.length; from += BLOCK) {
    const block = queries.subarray(from, from + BLOCK);
    if (joined.length) {
      const near = nearestNeighbours(points, k, tick, {
        queries: block,
        among: Uint32Array.from(joined),
      });
      lists.merge(near, from);
    }
    const before = joined.length;
    block.forEach((point, i) => {
      for (let j = before; j < joined.length; j++) lists.offer(from + i, point, joined[j]!);
      if (judged(lists, from + i, classOf) !== start.index) joined.push(point);
    });
  }
  return Uint32Array.from(joined);
}

function judged(near: Pick<Neighbours, 'k' | 'points'>, query: number, classOf: Uint32Array) {
  return majority({ points: near.points, from: query * near.k, count: near.k }, classOf);
}

/** The start rows per class for the recipe, the first 50 classes. */
export function startRows({ classes, rows }: NeighbourGround, starts: readonly ClassStart[]): Json {
  return starts.slice(0, 50).map(({ index, starts: own }) => ({
    class: classes.values[index]!,
    rows: [...own.slice(0, 50)].map((point) => rows[point]!),
  }));
}
