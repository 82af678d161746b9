import {
  nearestByColumns,
  type ColumnPoints,
  type LevelColumn,
} from '../../kernels/nearest-by-columns';
import { nearestNeighbours, type Neighbours } from '../../kernels/nearest-neighbours';
import type { Making } from './made-rows';
import { NO_LEVEL, type NominalFeatures } from './nominal-features';
import { scaledPoints, type NumericFeatures } from './numeric-features';

/** What rows are compared by. */
export interface Features {
  readonly numeric: NumericFeatures;
  /** Absent for methods that read numbers alone. */
  readonly nominal?: NominalFeatures;
}

/** What the levels of one nominal column cost beside `level`, by level. */
export type LevelCosts = LevelColumn['costs'];

/** Whether a row may be a parent or a neighbour. */
export function usableIn({ numeric, nominal }: Features): (row: number) => boolean {
  if (!nominal) return (row) => numeric.usable(row);
  return (row) => numeric.usable(row) && nominal.usable(row);
}

/** Where rows lie: scaled numbers, and what differing levels cost. All distances are squared. */
export class Space {
  readonly #features: Features;
  readonly #scales: Float64Array;
  readonly #costs: readonly LevelCosts[];
  /** Numeric columns that tell rows apart, by place. */
  readonly #places: readonly number[];

  /** @param costs per nominal column */
  constructor(features: Features, scales: Float64Array, costs: readonly LevelCosts[] = []) {
    this.#features = features;
    this.#scales = scales;
    this.#costs = costs;
    this.#places = [...scales.keys()].filter((place) => scales[place]! > 0);
  }

  /** Columns that can tell rows apart. */
  get dimensions(): number {
    return this.#places.length + this.#costs.length;
  }

  /**
   * The k nearest others among `rows`, ordered by (squared distance, row): `points` are places in `rows`.
   * @param queries places in `rows`; all when absent
   */
  nearest(
    rows: Uint32Array,
    k: number,
    tick: (done: number, total: number) => void,
    queries?: Uint32Array,
  ): Neighbours {
    if (this.#costs.length) return nearestByColumns(this.real(rows), k, tick, queries);
    return nearestNeighbours(
      scaledPoints(this.#features.numeric, rows, this.#scales),
      k,
      tick,
      queries,
    );
  }

  /** Source rows as points. */
  real(rows: Uint32Array): ColumnPoints {
    const { numeric, nominal } = this.#features;
    return {
      count: rows.length,
      numbers: this.#places.map((place) =>
        Float64Array.from(rows, (row) => numeric.distanceValue(place, row) / this.#scales[place]!),
      ),
      levels: this.#costs.map((costs, place) => ({
        levels: Uint32Array.from(rows, (row) => nominal!.distanceLevel(place, row)),
        costs,
      })),
    };
  }

  /** Made rows as points; an empty cell lies where its parent does. */
  made(making: Omit<Making, 'operation'>, draws: Uint32Array): ColumnPoints {
    const { numeric, nominal } = this.#features;
    const { parents, values } = making;
    return {
      count: draws.length,
      numbers: this.#places.map((place) =>
        Float64Array.from(draws, (draw) => {
          const own = values[place]![draw]!;
          const value = Number.isNaN(own) ? numeric.distanceValue(place, parents[draw]!) : own;
          return value / this.#scales[place]!;
        }),
      ),
      levels: this.#costs.map((costs, place) => ({
        levels: Uint32Array.from(draws, (draw) => {
          const own = making.levels?.[place]![draw] ?? NO_LEVEL;
          return own === NO_LEVEL ? nominal!.distanceLevel(place, parents[draw]!) : own;
        }),
        costs,
      })),
    };
  }
}

/** Every differing level costs the same. `sizes`: levels per column. */
export function mismatchCosts(sizes: readonly number[], cost: number): LevelCosts[] {
  return sizes.map((size) => {
    const costs = new Float64Array(size).fill(cost);
    let last = 0;
    return (level) => {
      costs[last] = cost;
      costs[level] = 0;
      last = level;
      return costs;
    };
  });
}
