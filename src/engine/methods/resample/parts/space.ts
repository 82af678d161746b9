import {
  nearestByColumns,
  type ColumnPoints,
  type LevelColumn,
} from '../../../kernels/nearest-by-columns';
import {
  nearestNeighbours,
  type Neighbours,
  type Nominal,
  type Points,
} from '../../../kernels/nearest-neighbours';
import type { Making } from './made-rows';
import { NO_LEVEL, type NominalFeatures } from './nominal-features';
import { distanceValues, scaledPoints, type NumericFeatures } from './numeric-features';

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

/** The levels of rows as nominal columns of points, each difference at the same cost. */
export function nominalPoints(
  features: NominalFeatures,
  rows: Uint32Array,
  mismatch: number,
): Nominal {
  const dimensions = features.columns.length;
  const codes = new Uint32Array(rows.length * dimensions);
  for (let row = 0, at = 0; row < rows.length; row++) {
    for (let place = 0; place < dimensions; place++, at++) {
      codes[at] = features.distanceLevel(place, rows[row]!);
    }
  }
  return { dimensions, codes, mismatch };
}

/** Where rows lie: scaled numbers, and what differing levels cost. All distances are squared. */
export class Space {
  readonly #features: Features;
  readonly #scales: Float64Array;
  readonly #costs: readonly LevelCosts[];
  readonly #mismatch: number | undefined;
  /** Numeric columns that tell rows apart, by place. */
  readonly #places: readonly number[];

  /** @param levels costs per nominal column, or the cost of every difference; absent: numbers alone */
  constructor(
    features: Features,
    scales: Float64Array,
    levels: readonly LevelCosts[] | number = [],
  ) {
    this.#features = features;
    this.#scales = scales;
    this.#mismatch = typeof levels === 'number' ? levels : undefined;
    this.#costs =
      typeof levels === 'number'
        ? mismatchCosts(
            features.nominal!.values.map((values) => values.length),
            levels,
          )
        : levels;
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
    if (this.#costs.length && this.#mismatch === undefined) {
      return nearestByColumns(this.real(rows), k, tick, queries);
    }
    const points = this.points(rows);
    return nearestNeighbours(
      this.#mismatch
        ? { ...points, nominal: nominalPoints(this.#features.nominal!, rows, this.#mismatch) }
        : points,
      k,
      tick,
      queries ? { queries } : {},
    );
  }

  /** Source rows as points of the scaled numbers, row-major. */
  points(rows: Uint32Array): Points {
    return scaledPoints(this.#features.numeric, rows, this.#scales);
  }

  /** Source rows as points, column by column; `heard` is called before each. */
  real(rows: Uint32Array, heard: () => void = () => undefined): ColumnPoints {
    const { numeric, nominal } = this.#features;
    return {
      count: rows.length,
      numbers: this.#places.map((place) => {
        heard();
        const values = distanceValues(numeric, place, rows);
        const scale = this.#scales[place]!;
        for (let i = 0; i < values.length; i++) values[i]! /= scale;
        return values;
      }),
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
function mismatchCosts(sizes: readonly number[], cost: number): LevelCosts[] {
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
