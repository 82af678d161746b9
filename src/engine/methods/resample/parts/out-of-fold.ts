import { dealFolds } from '../../../evaluation/folds';
import { nearestNeighbours, NO_POINT, type Points } from '../../../kernels/nearest-neighbours';
import type { MethodContext } from '../../../method';
import type { Design } from '../../../models/design';
import { fitLogistic } from '../../../models/logistic-regression';
import { columnWith } from '../../../roles/roles';
import { rowNumbers, select } from '../../../plan/row-numbers';
import { MISSING, type Table } from '../../../table/table';
import type { NeighbourGround } from './neighbour-ground';

/** Points that are judged by a model fitted to the others. */
export interface Fold {
  readonly fitted: Uint32Array;
  readonly judged: Uint32Array;
}

/** Neighbours whose votes are the probability, as scikit-learn's KNeighborsClassifier asks. */
const K = 5;

/** Rows that models are fitted to and judge. */
export type Judged = Pick<NeighbourGround, 'classOf' | 'rows' | 'points' | 'tick'> & {
  readonly classes: { readonly values: readonly string[] };
};

/** Folds in which every class is spread evenly and rows of one entity stay together. @throws Cancelled */
export function foldsOf(
  table: Table,
  { classes, classOf, rows, tick }: Judged,
  folds: number,
  { roles, random }: MethodContext,
  stream: string,
): Fold[] {
  tick(0, rows.length);
  const entity = columnWith(roles, 'entity');
  const sets = Int32Array.from(rows, (row) => {
    const code = entity === undefined ? MISSING : table.columns[entity]!.codes[row]!;
    return code === MISSING ? -1 : code;
  });
  const dealt = { rows, classes: classOf, classCount: classes.values.length, sets };
  const foldOf = dealFolds(dealt, Math.min(folds, rows.length), random.stream(stream));
  const all = rowNumbers(rows.length);
  return Array.from({ length: folds }, (_, fold) => ({
    fitted: select(all, (point) => foldOf[point] !== fold, tick),
    judged: select(all, (point) => foldOf[point] === fold, tick),
  })).filter(({ fitted, judged }) => fitted.length && judged.length);
}

/**
 * Per point the share of its own class among the 5 points of other folds nearest to it, out of those that there are.
 * @throws Cancelled
 */
export function byNeighbours({ classOf, points, tick }: Judged, folds: readonly Fold[]) {
  const own = new Float64Array(points.count);
  for (const { fitted, judged } of folds) {
    const k = Math.min(K, fitted.length);
    const near = nearestNeighbours(points, k, tick, { queries: judged, among: fitted });
    for (let i = 0; i < near.points.length; i++) {
      const point = judged[Math.floor(i / k)]!;
      const other = near.points[i]!;
      if (other !== NO_POINT && classOf[other] === classOf[point]) own[point]! += 1 / k;
    }
  }
  return own;
}

/** Products of all folds' rows with the linear forms of all classes. */
export function linearWork({ classes, points }: Judged, folds: readonly Fold[]): number {
  const rows = folds.reduce((sum, { fitted }) => sum + fitted.length, 0);
  const { dimensions, nominal } = points;
  const forms = classes.values.length > 2 ? classes.values.length : 1;
  return rows * forms * (dimensions + (nominal?.dimensions ?? 0) + 1);
}

/** Per point the probability of its class by a logistic regression of the other folds. @throws Cancelled */
export function byLogistic({ classes, classOf, points, tick }: Judged, folds: readonly Fold[]) {
  const designOf = encoderOf(points);
  const own = new Float64Array(points.count);
  const classCount = classes.values.length;
  folds.forEach(({ fitted, judged }, fold) => {
    const inLoop = () => {
      tick(fold, folds.length);
    };
    const known = fitted.map((point) => classOf[point]!);
    const model = fitLogistic({ design: designOf(fitted), classes: known, classCount }, inLoop);
    const found = model.probabilities(designOf(judged), inLoop);
    judged.forEach((point, i) => {
      own[point] = found[i * classCount + classOf[point]!]!;
    });
  });
  return own;
}

/** Points as a model takes them: numbers about their mean, which changes no fit but its speed, and one-hot categories. */
function encoderOf({ count, dimensions, values, nominal }: Points): (some: Uint32Array) => Design {
  const means = new Float64Array(dimensions);
  for (let i = 0; i < count * dimensions; i++) means[i % dimensions]! += values[i]! / count;
  const width = nominal?.dimensions ?? 0;
  const levels = new Uint32Array(width);
  for (let i = 0; i < count * width; i++) {
    levels[i % width] = Math.max(levels[i % width]!, nominal!.codes[i]! + 1);
  }
  const from = levels.map((_, place) =>
    levels.subarray(0, place).reduce((sum, size) => sum + size, dimensions),
  );
  const columns = levels.reduce((sum, size) => sum + size, dimensions);
  return (some) => {
    const dense = new Float64Array(some.length * dimensions);
    const indices = new Uint32Array(some.length * width);
    some.forEach((point, i) => {
      for (let d = 0; d < dimensions; d++) {
        dense[i * dimensions + d] = values[point * dimensions + d]! - means[d]!;
      }
      for (let d = 0; d < width; d++) {
        indices[i * width + d] = from[d]! + nominal!.codes[point * width + d]!;
      }
    });
    const starts = Uint32Array.from({ length: some.length + 1 }, (_, i) => i * width);
    return { rows: some.length, columns, dense: dimensions, values: dense, starts, indices };
  };
}
