import { addBit, hasBit, noBits, type BitSet } from '../../../kernels/bit-sets';
import { nearestNeighbours, NO_POINT, type Points } from '../../../kernels/nearest-neighbours';
import { numbersWhere, select } from '../../../plan/row-numbers';
import type { Voters } from './vote';

/**
 * The k nearest of points among those that are left, pass after pass. When points leave, only those that had one of
 * them among their neighbours ask again: the neighbours of all others are the same.
 */
export class SurvivingNeighbours {
  readonly k: number;
  readonly #points: Points;
  readonly #tick: (done: number, total: number) => void;
  readonly #gone: BitSet;
  /** In rows of k per point, for points with a bit in `#known`. */
  readonly #near: Uint32Array;
  readonly #known: BitSet;

  constructor(points: Points, k: number, tick: (done: number, total: number) => void) {
    this.k = k;
    this.#points = points;
    this.#tick = tick;
    this.#gone = noBits(points.count);
    this.#known = noBits(points.count);
    this.#near = new Uint32Array(points.count * k);
  }

  /** The points that are left, ascending. */
  left(): Uint32Array {
    return numbersWhere(this.#points.count, (point) => !hasBit(this.#gone, point));
  }

  /** Finds the neighbours of points (ascending) that are not known yet. @throws Cancelled */
  ask(points: Uint32Array): void {
    const { k } = this;
    const queries = select(points, (point) => !hasBit(this.#known, point));
    if (!queries.length) return;
    const near = nearestNeighbours(this.#points, k, this.#tick, { queries, among: this.left() });
    queries.forEach((point, i) => {
      this.#near.set(near.points.subarray(i * k, (i + 1) * k), point * k);
      addBit(this.#known, point);
    });
  }

  /** The nearest `count` of a point that was asked for. */
  of(point: number, count = this.k): Voters {
    return { points: this.#near, from: point * this.k, count };
  }

  /** Takes points away. */
  remove(points: Uint32Array): void {
    for (const point of points) addBit(this.#gone, point);
    for (let point = 0; point < this.#points.count; point++) {
      if (!hasBit(this.#known, point)) continue;
      const from = point * this.k;
      for (let i = from; i < from + this.k; i++) {
        const neighbour = this.#near[i]!;
        if (neighbour === NO_POINT || !hasBit(this.#gone, neighbour)) continue;
        this.#known[point >>> 5]! &= ~(1 << (point & 31));
        break;
      }
    }
  }
}
