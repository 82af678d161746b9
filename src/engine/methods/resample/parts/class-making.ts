import { NO_ROW } from '../../../plan/plan';
import { choose } from '../../../random';
import { distinctOf, distinctRows, placeByRow, select } from '../../../plan/row-numbers';
import { everyRow, TICK_ROWS } from '../../../ticks';
import { read } from '../../../params/values';
import { many, quoted } from '../../../words';
import { drawBases } from './draw';
import { gathered } from './numeric-features';
import type { ClassMaking } from './join-makings';
import type { Space } from './space';
import type { Target } from './strategy';
import type { Ground } from './synthesis';
import { t } from '../../../language';

/** Rows that are based on `parents`, each with a neighbour (NO_ROW: it is a copy), before their numbers are drawn. */
export interface Pairs {
  readonly parents: Uint32Array;
  readonly neighbours: Uint32Array;
  /** Squared distance from parent to neighbour, 0 for copies. */
  readonly distances: Float64Array;
  /** Neighbours among which each was drawn. */
  readonly k: number;
}

/** The neighbours a class of so many usable rows can have, and what is to be said of it. */
export function reachOf(
  ground: Ground,
  { index, rows }: Target,
  usable: number,
): { readonly count: number; readonly k: number; readonly notices: string[] } {
  const name = quoted(ground.classes.values[index]!);
  const wanted = read.number(ground.values, 'k')!;
  const k = Math.max(0, Math.min(wanted, usable - 1));
  if (!rows) return { count: 0, k, notices: [] };
  if (!usable) {
    const what = ground.features.nominal ? t('values') : t('numbers');
    return {
      count: 0,
      k,
      notices: [t`No row of ${name} has all its ${what}, so none was made.`],
    };
  }
  if (k === 0) {
    return {
      count: rows,
      k,
      notices: [t`${name} has one usable row, so the made rows are copies of it.`],
    };
  }
  if (k === wanted) return { count: rows, k, notices: [] };
  return {
    count: rows,
    k,
    notices: [
      t`${name} has ${many(usable, 'usable row')}: ${k} neighbours are used instead of ${wanted}.`,
    ],
  };
}

/** The rows on which `count` made rows are based, by the parameter `baseSampling`. Stream `<id>/base/<class>`. */
export function basesOf(ground: Ground, index: number, rows: Uint32Array, count: number) {
  if (!count) return new Uint32Array(0);
  const stream = `${ground.id}/base/${ground.classes.values[index]!}`;
  const sampling = read.text(ground.values, 'baseSampling');
  const { random, tick } = ground.context;
  return drawBases(random, stream, rows, count, sampling, tick);
}

/** The nearest rows of rows that were asked for. */
export interface Near {
  /** Neighbours per row; 0 when there is no other row. */
  readonly k: number;
  /** Rows nearest to a row that was asked for, nearest first: (distance, row). */
  rows(row: number): Uint32Array;
  /** The neighbours of all rows that were asked for, k each, and the squared distances to them; where those of one begin. */
  readonly points: Uint32Array;
  readonly distances: Float64Array;
  first(row: number): number;
}

/** The `wanted` nearest others of each of `asked` (repeats allowed) among `pool`, which holds them; both ascending. */
export function nearestAmong(
  { context }: Ground,
  space: Space,
  pool: Uint32Array,
  asked: Uint32Array,
  wanted: number,
): Near {
  const k = Math.max(0, Math.min(wanted, pool.length - 1));
  if (!k || !asked.length) {
    const none = new Uint32Array(0);
    return { k, rows: () => none, points: none, distances: new Float64Array(0), first: () => 0 };
  }
  const places = placesOf(asked, pool);
  const near = space.nearest(pool, k, (done, total) => context.tick(done, total), places);
  const { points, distances } = near;
  const queryOf = placeByRow(places.map((place) => pool[place]!));
  for (let i = 0; i < points.length; i++) points[i] = pool[points[i]!]!;
  return {
    k,
    rows: (row) => points.subarray(queryOf(row) * k, (queryOf(row) + 1) * k),
    points,
    distances,
    first: (row) => queryOf(row) * k,
  };
}

/**
 * A neighbour per parent, uniform among its nearest: stream `<id>/neighbour/<class>`, by draw. `first`: number of the
 * first draw.
 */
export function drawNeighbours(
  { id, classes, context }: Ground,
  index: number,
  parents: Uint32Array,
  near: Near,
  first = 0,
): Pairs {
  const neighbours = new Uint32Array(parents.length).fill(NO_ROW);
  const distances = new Float64Array(parents.length);
  if (near.k > 0) {
    const stream = context.random.stream(`${id}/neighbour/${classes.values[index]!}`);
    parents.forEach((parent, draw) => {
      if (draw % 4096 === 0) context.tick(draw, parents.length);
      const at = near.first(parent) + choose(stream, first + draw, near.k);
      neighbours[draw] = near.points[at]!;
      distances[draw] = near.distances[at]!;
    });
  }
  return { parents, neighbours, distances, k: near.k };
}

/** Where distinct `rows` lie in `pool` (ascending); ascending. */
function placesOf(rows: Uint32Array, pool: Uint32Array): Uint32Array {
  const placeOf = placeByRow(pool);
  return distinctRows(rows.map(placeOf), pool.length);
}

/** How far from parent to neighbour a draw lies, from its uniform number; 0 is the parent. */
export type Step = (u: number, draw: number) => number;

/**
 * Numbers at parent + step(u) (neighbour - parent), one u per row: stream `<id>/gap/<class>`, by draw. With `perColumn`
 * one u per column (index draw * d + column), and then no lambda. `first`: number of the first draw.
 */
export function interpolated(
  { id, classes, context, features: { numeric } }: Ground,
  index: number,
  { parents, neighbours }: Pick<Pairs, 'parents' | 'neighbours'>,
  { step = (u: number) => u, perColumn = false, first = 0 } = {} as {
    readonly step?: Step;
    readonly perColumn?: boolean;
    readonly first?: number;
  },
): Pick<ClassMaking, 'lambdas' | 'values'> {
  const stream = context.random.stream(`${id}/gap/${classes.values[index]!}`);
  const d = numeric.columns.length;
  const lambdas = new Float64Array(parents.length).fill(NaN);
  const values = numeric.columns.map(() => new Float64Array(parents.length));
  const ticked = everyRow((done, total) => context.tick(done, total));
  if (!perColumn) {
    for (let draw = 0; draw < parents.length; draw++) {
      ticked(draw, parents.length);
      if (neighbours[draw] !== NO_ROW) lambdas[draw] = step(stream.uniform(first + draw), draw);
    }
  }
  // Each row of the class is the parent of several: its numbers are read once per column.
  const { rows, from: starts, to: ends } = placesWithin(parents, neighbours);
  numeric.cells.forEach((cells, place) => {
    const own = values[place]!;
    const read = gathered(cells, rows, context.tick);
    const gaps = perColumn
      ? lambdas.map((_, draw) => step(stream.uniform((first + draw) * d + place), draw))
      : lambdas;
    for (let from = 0; from < parents.length; from += TICK_ROWS) {
      context.tick(from, parents.length);
      interpolate(own, read, starts, ends, gaps, from, Math.min(own.length, from + TICK_ROWS));
    }
  });
  return { lambdas, values };
}

/** Numbers of draws from .. to - 1: `read[starts[draw]]` and a share of the way to `read[ends[draw]]`. */
function interpolate(
  own: Float64Array,
  read: Float64Array,
  starts: Uint32Array,
  ends: Uint32Array,
  gaps: Float64Array,
  from: number,
  to: number,
): void {
  for (let draw = from; draw < to; draw++) {
    const start = starts[draw]!;
    const end = ends[draw]!;
    const low = read[start]!;
    const high = read[end]!;
    // Where only the parent has a number there is nothing to go towards; where it has none the cell stays empty.
    own[draw] = start === end ? low : low + gaps[draw]! * ((Number.isNaN(high) ? low : high) - low);
  }
}

/**
 * The rows of pairs, each once and ascending, and where parents and neighbours are among them: a neighbour that there is
 * not where its parent is.
 */
function placesWithin(parents: Uint32Array, neighbours: Uint32Array) {
  const rows = distinctOf([parents, select(neighbours, (row) => row !== NO_ROW)]);
  const placeOf = placeByRow(rows);
  const from = parents.map(placeOf);
  const to = neighbours.map((row, draw) => (row === NO_ROW ? from[draw]! : placeOf(row)));
  return { rows, from, to };
}

/** What pairs with their numbers come to. `usable`: rows of the class that could be parents. */
export function classMaking(
  space: Space,
  pairs: Pick<Pairs, 'parents' | 'neighbours' | 'distances' | 'k'>,
  numbers: Pick<ClassMaking, 'lambdas' | 'values' | 'levels'>,
  usable: number,
  notices: readonly string[],
): ClassMaking {
  const { parents, neighbours, distances, k } = pairs;
  return {
    parents,
    neighbours,
    ...numbers,
    k,
    copies: distances.reduce((sum, distance) => sum + (distance === 0 ? 1 : 0), 0),
    unused: usable - distinctOf([parents]).length,
    notices,
    space,
  };
}

/** No row for a class. */
export function nothingMade(ground: Ground, space: Space, notices: readonly string[]): ClassMaking {
  const none = new Uint32Array(0);
  const { numeric, nominal } = ground.features;
  return {
    parents: none,
    neighbours: none,
    lambdas: new Float64Array(0),
    values: numeric.columns.map(() => new Float64Array(0)),
    ...(nominal ? { levels: nominal.columns.map(() => new Int32Array(0)) } : {}),
    k: 0,
    copies: 0,
    unused: 0,
    notices,
    space,
  };
}
