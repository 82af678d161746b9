import { concatenate } from '../../plans';
import type { Making } from './made-rows';
import type { Features, Space } from './space';

/** The rows made for one class. */
export interface ClassMaking extends Omit<Making, 'operation'> {
  /** Neighbours that were used; 0 for copies. */
  readonly k: number;
  /** Made rows that equal their parent in every number. */
  readonly copies: number;
  /** Rows of the class that are the parent of none. */
  readonly unused: number;
  readonly notices: readonly string[];
  /** Where rows lie for this class; the report measures in it. */
  readonly space: Space;
}

/** The rows made for several classes, one class after the other. */
export function joinMakings(
  makings: readonly Omit<Making, 'operation'>[],
  { numeric, nominal }: Features,
): Omit<Making, 'operation'> {
  return {
    parents: concatenate(makings.map((making) => making.parents)),
    neighbours: concatenate(makings.map((making) => making.neighbours)),
    lambdas: joined(makings.map((making) => making.lambdas)),
    values: numeric.columns.map((_, place) =>
      joined(makings.map((making) => making.values[place]!)),
    ),
    ...(nominal
      ? {
          levels: nominal.columns.map((_, place) => {
            const all = makings.map((making) => making.levels![place]!);
            const levels = new Int32Array(all.reduce((sum, each) => sum + each.length, 0));
            let at = 0;
            for (const each of all) {
              levels.set(each, at);
              at += each.length;
            }
            return levels;
          }),
        }
      : {}),
  };
}

function joined(arrays: readonly Float64Array[]): Float64Array {
  const all = new Float64Array(arrays.reduce((sum, array) => sum + array.length, 0));
  let at = 0;
  for (const array of arrays) {
    all.set(array, at);
    at += array.length;
  }
  return all;
}
