import { squaredDistance, type Neighbours, type Points } from '../../../kernels/nearest-neighbours';

/** Lists of k nearest, by (distance, point number), to which more points are offered. */
export class NearLists implements Neighbours {
  readonly k: number;
  readonly points: Uint32Array;
  readonly distances: Float64Array;
  readonly #of: Points;

  /** `first` is taken over and changed. */
  constructor(of: Points, first: Neighbours) {
    this.#of = of;
    this.k = first.k;
    this.points = first.points;
    this.distances = first.distances;
  }

  /** Offers the neighbours found for queries `from`, `from` + 1 ... */
  merge(near: Neighbours, from: number): void {
    for (let i = 0; i < near.points.length; i++) {
      const query = from + Math.floor(i / near.k);
      if (near.distances[i] !== Infinity) this.#take(query, near.points[i]!, near.distances[i]!);
    }
  }

  /** Offers one point to a query, which asks for the neighbours of `point`. */
  offer(query: number, point: number, candidate: number): void {
    const worst = this.distances[(query + 1) * this.k - 1]!;
    const distance = squaredDistance(this.#of, point, candidate, worst);
    if (distance <= worst) this.#take(query, candidate, distance);
  }

  #take(query: number, point: number, distance: number): void {
    const { k, points, distances } = this;
    const first = query * k;
    let slot = first + k - 1;
    if (!before(distance, point, distances[slot]!, points[slot]!)) return;
    for (
      ;
      slot > first && before(distance, point, distances[slot - 1]!, points[slot - 1]!);
      slot--
    ) {
      distances[slot] = distances[slot - 1]!;
      points[slot] = points[slot - 1]!;
    }
    distances[slot] = distance;
    points[slot] = point;
  }
}

function before(distance: number, point: number, other: number, otherPoint: number): boolean {
  return distance < other || (distance === other && point < otherPoint);
}
