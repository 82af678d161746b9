import type { Points } from '../kernels/nearest-neighbours';
import type { Design, Fit } from '../models/design';
import type { RandomStream } from '../random';
import type { Roles } from '../roles/roles';
import type { ColumnProfile } from '../table/profile';
import type { Table } from '../table/table';
import { Encoder } from './encoder';
import { dealFolds, type Dealt } from './folds';

/** Rows with a class each, and what models are told of them. */
export interface OutOfFold extends Dealt {
  readonly table: Table;
  readonly profiles: readonly ColumnProfile[];
  /** Features are numbers and categories that are held; what is in `points` is no feature. */
  readonly roles: Roles;
  /** Numbers that need no fit, in further dense columns: a point per row of `rows`. */
  readonly points: readonly Points[];
}

/** Folds, each of which is predicted by models that were fitted on the others. */
export const OUT_FOLDS = 5;

/**
 * Mean over models of the probability of each class, each row judged by models that have not seen its fold: row-major,
 * `rows * classCount`. @throws Cancelled (from tick)
 */
export function outOfFold(
  asked: OutOfFold,
  models: readonly Fit[],
  stream: RandomStream,
  tick: (done: number, total: number) => void,
): Float64Array {
  const { table, profiles, roles, rows, classes, classCount, points } = asked;
  const folds = dealFolds(asked, OUT_FOLDS, stream);
  const found = new Float64Array(rows.length * classCount);
  const steps = OUT_FOLDS * models.length;
  for (let fold = 0; fold < OUT_FOLDS; fold++) {
    const [training, held] = [false, true].map((inside) =>
      Uint32Array.from(rows.keys()).filter((place) => (folds[place] === fold) === inside),
    ) as [Uint32Array, Uint32Array];
    if (training.length === 0 || held.length === 0) continue;
    const encoder = new Encoder(table, profiles, roles, rowsAt(rows, training));
    const designOf = (places: Uint32Array) =>
      points.reduce(
        (design, own) => widened(design, own, places),
        encoder.encode(table, profiles, rowsAt(rows, places)),
      );
    const examples = {
      design: designOf(training),
      classes: rowsAt(classes, training),
      classCount,
    };
    const questions = designOf(held);
    models.forEach((fit, nth) => {
      const ticked = () => tick(fold * models.length + nth, steps);
      ticked();
      const probabilities = fit(examples, ticked).probabilities(questions, ticked);
      held.forEach((place, i) => {
        for (let k = 0; k < classCount; k++) {
          found[place * classCount + k]! += probabilities[i * classCount + k]! / models.length;
        }
      });
    });
  }
  return found;
}

const rowsAt = (values: Uint32Array, places: Uint32Array) => places.map((at) => values[at]!);

/** A design with the numbers of points, by their places, before its own. */
function widened(design: Design, { dimensions, values }: Points, places: Uint32Array): Design {
  const dense = design.dense + dimensions;
  const wide = new Float64Array(places.length * dense);
  places.forEach((place, i) => {
    wide.set(values.subarray(place * dimensions, (place + 1) * dimensions), i * dense);
    wide.set(
      design.values.subarray(i * design.dense, (i + 1) * design.dense),
      i * dense + dimensions,
    );
  });
  return {
    ...design,
    columns: design.columns + dimensions,
    dense,
    values: wide,
    indices: design.indices.map((column) => column + dimensions),
  };
}
