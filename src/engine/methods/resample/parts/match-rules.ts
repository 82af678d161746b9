import type { Points } from '../../../kernels/nearest-neighbours';
import type { MethodContext } from '../../../method';
import type { Values } from '../../../params/params';
import { EngineError } from '../../../problems';
import { choice } from '../../../random';
import { columnsWith } from '../../../roles/roles';
import { rowNumbers } from '../../../plan/row-numbers';
import type { Table } from '../../../table/table';
import { read } from '../../../params/values';
import { cellsOf } from '../../cells';
import { concatenate } from '../../plans';
import { matchPoints, matchScores } from './matching';
import type { NeighbourGround } from './neighbour-ground';
import { standardDeviation } from './spread';
import { byLogistic, foldsOf } from './out-of-fold';
import { t } from '../../../language';

/** The points of the rarest class and of one other class, which are to be matched. */
export interface Side {
  readonly table: Table;
  readonly values: Values;
  readonly context: MethodContext;
  readonly ground: NeighbourGround;
  readonly rare: Uint32Array;
  readonly common: Uint32Array;
  /** Of the other class. */
  readonly name: string;
}

/** A common point that stays, and the rare point it is like; with equal values it is like several. */
export interface Kept {
  readonly rare: number;
  readonly common: number;
}

/** Points that stay, and the number by which they and what they are like are known. */
export interface Kepts {
  readonly pairs: readonly Kept[];
  id(pair: Kept): number;
}

const FOLDS = 5;

/** By the logit of being rare, out of fold, within the caliper. @throws Cancelled */
export function propensityMatches({
  table,
  values,
  context,
  ground,
  rare,
  common,
  name,
}: Side): Kepts {
  const both = concatenate([rare, common]);
  const judged = {
    classes: { values: ['common', 'rare'] },
    rows: both.map((point) => ground.rows[point]!),
    classOf: both.map((_, i) => (i < rare.length ? 1 : 0)),
    points: pointsAt(ground.points, both),
    tick: ground.tick,
  };
  const folds = foldsOf(table, judged, FOLDS, context, `match-undersample/fold/${name}`);
  const own = byLogistic(judged, folds);
  // Where a fold had one class alone a model is sure; what it says is bounded so that it can be compared.
  const sure = 1e-12;
  const scores = own.map((p, i) => {
    const logit = Math.log(Math.max(sure, p)) - Math.log(Math.max(sure, 1 - p));
    return i < rare.length ? logit : -logit;
  });
  const all = rowNumbers(both.length);
  const caliper = read.number(values, 'caliper')! * standardDeviation(scores, ground.tick);
  const pairs = matchScores(
    scores,
    all.subarray(0, rare.length),
    all.subarray(rare.length),
    caliper,
    { ratio: read.number(values, 'ratio')!, replacement: read.flag(values, 'replacement') },
    ground.tick,
  );
  return byRare(
    pairs.map((pair) => ({ rare: both[pair.rare]!, common: both[pair.common]! })),
    rare,
  );
}

/** By distance. @throws Cancelled */
export function spaceMatches({ values, ground, rare, common }: Side): Kepts {
  const matching = {
    ratio: read.number(values, 'ratio')!,
    replacement: read.flag(values, 'replacement'),
  };
  return byRare(matchPoints(ground.points, rare, common, matching, ground.tick), rare);
}

/** Pairs are known by the number of their rare row among all rare rows, from 1. */
function byRare(pairs: readonly Kept[], rare: Uint32Array): Kepts {
  const numbers = new Map(Array.from(rare, (point, i) => [point, i + 1]));
  return { pairs, id: (pair) => numbers.get(pair.rare)! };
}

/**
 * By equal values of all columns, numbers cut into parts: per combination as many common rows as there are rare ones
 * times the ratio, in counter order. Known by the number of the combination, from 1.
 * @throws EngineError bad-parameter (too many combinations); Cancelled
 */
export function exactMatches({ table, values, context, ground, rare, common }: Side): Kepts {
  const columns = columnsWith(context.roles, 'feature');
  const both = concatenate([rare, common]).sort();
  const scope = both.map((point) => ground.rows[point]!);
  const possible = columns.reduce(
    (product, index) => product * context.profiles[index]!.distinct,
    1,
  );
  if (possible > Number.MAX_SAFE_INTEGER) {
    throw new EngineError(
      'bad-parameter',
      t('So many columns have no equal rows: choose fewer to match on, or match by distance.'),
    );
  }
  const { cells } = cellsOf(table, columns, { ...context, scope }, read.number(values, 'bins')!);
  const pointOf = new Map(Array.from(scope, (row, i) => [row, both[i]!]));
  const isRare = new Set(rare);
  const order = context.random.stream('match-undersample/order');
  const ratio = read.number(values, 'ratio')!;
  const cellOf = new Map<number, number>();
  const pairs = cells.flatMap(({ rows }, cell) => {
    const points = rows.map((row) => pointOf.get(row)!);
    const own = points.filter((point) => isRare.has(point));
    const others = rows.filter((_, i) => !isRare.has(points[i]!));
    const kept = choice(order, others, Math.min(ratio * own.length, others.length), context.tick);
    return Array.from(kept, (row, i) => {
      const pair = { rare: own[i % own.length]!, common: pointOf.get(row)! };
      cellOf.set(pair.common, cell + 1);
      return pair;
    });
  });
  return { pairs, id: (pair) => cellOf.get(pair.common)! };
}

/** Some points. */
function pointsAt({ dimensions, values, nominal }: Points, some: Uint32Array): Points {
  const own = new Float64Array(some.length * dimensions);
  const width = nominal?.dimensions ?? 0;
  const codes = new Uint32Array(some.length * width);
  some.forEach((point, i) => {
    own.set(values.subarray(point * dimensions, (point + 1) * dimensions), i * dimensions);
    if (nominal) codes.set(nominal.codes.subarray(point * width, (point + 1) * width), i * width);
  });
  const levels = nominal && { nominal: { ...nominal, codes } };
  return { count: some.length, dimensions, values: own, ...levels };
}
