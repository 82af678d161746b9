import { addBit, hasBit, noBits } from '../../../kernels/bit-sets';
import type { MethodContext } from '../../../method';
import { Bins } from '../../../models/bins';
import { growTree, type DecisionTree } from '../../../models/decision-tree';
import { denseDesign } from '../../../models/design';
import type { Values } from '../../../params/params';
import { counterOrder } from '../../../random';
import { select } from '../../../plan/row-numbers';
import { read } from '../../../params/values';
import type { Levels } from '../../classes';
import { concatenate } from '../../plans';
import type { NumericFeatures } from './numeric-features';

/** What is filtered, and what may leave. */
export interface Filtered {
  readonly classes: Levels;
  readonly features: NumericFeatures;
  readonly values: Values;
  readonly context: MethodContext;
  mayLeave(row: number): boolean;
}

/** Fewest rows of a leaf: a tree that has seen a wrong label must not be able to keep a leaf for it alone. */
const LEAST_LEAF = 5;
/** Most rounds: each drops rows or counts towards the end, so that this is never reached in earnest. */
const MOST_ROUNDS = 100;

/**
 * The iterative partitioning filter (Khoshgoftaar and Rebours 2007): rows are dealt into parts, one tree is grown per
 * part, and rows that the trees vote against leave; again, until several rounds drop few. A class never falls below two
 * rows: a round that would take more ends the filter. Streams `smote-ipf/fold/<round>`, by row. Rows that lack a number
 * are no part of it. `gone` ascending; `rounds`: rows dropped in each.
 * @throws Cancelled
 */
export function partitionFilter(filtered: Filtered): { gone: Uint32Array; rounds: number[] } {
  const { classes, features, values, context, mayLeave } = filtered;
  let rows = classes.rows.map((own) => select(own, (row) => features.usable(row)));
  const total = rows.reduce((sum, own) => sum + own.length, 0);
  const few = read.number(values, 'stopShare')! * total;
  const patience = read.number(values, 'stopRounds')!;
  const rounds: number[] = [];
  const gone: Uint32Array[] = [];
  for (let quiet = 0; quiet < patience && rounds.length < MOST_ROUNDS;) {
    const against = votedAgainst(filtered, rows, rounds.length);
    const leaving = rows.map((own) => select(own, (row) => mayLeave(row) && hasBit(against, row)));
    const emptied = leaving.some(
      (own, index) => own.length > 0 && rows[index]!.length - own.length < 2,
    );
    if (emptied) break;
    rows = rows.map((own, index) =>
      leaving[index]!.length ? without(own, against, mayLeave) : own,
    );
    const count = leaving.reduce((sum, own) => sum + own.length, 0);
    rounds.push(count);
    for (const own of leaving) gone.push(own);
    quiet = count < few || count === 0 ? quiet + 1 : 0;
    context.tick(rounds.length, MOST_ROUNDS);
  }
  return { gone: concatenate(gone).sort(), rounds };
}

function without(
  rows: Uint32Array,
  against: ReturnType<typeof noBits>,
  mayLeave: Filtered['mayLeave'],
): Uint32Array {
  return select(rows, (row) => !(mayLeave(row) && hasBit(against, row)));
}

/** Rows that more than half of the trees, or all of them, call by another class. */
function votedAgainst(
  { features, values, context }: Filtered,
  rows: readonly Uint32Array[],
  round: number,
): ReturnType<typeof noBits> {
  const all = concatenate(rows);
  const classOf = Uint32Array.from(rows.flatMap((own, index) => [...own].map(() => index)));
  const folds = foldsOf(rows, round, values, context);
  const d = features.columns.length;
  const numbers = new Float64Array(all.length * d);
  for (let at = 0; at < numbers.length; at++) {
    numbers[at] = features.distanceValue(at % d, all[Math.floor(at / d)]!);
  }
  const tick = () => {
    context.tick(0, 1);
  };
  const bins = new Bins(denseDesign(numbers, d), tick);
  const parts = folds.reduce((most, fold) => Math.max(most, fold + 1), 0);
  const onRest = read.text(values, 'trainOn') === 'rest';
  const trees = Array.from({ length: parts }, (_, part): DecisionTree => {
    const learnt = select(Uint32Array.from(all.keys()), (at) => (folds[at] === part) !== onRest);
    return growTree(bins, learnt, classOf, rows.length, tick, {
      depth: read.number(values, 'depth')!,
      leaf: LEAST_LEAF,
    });
  });
  const needed = read.text(values, 'vote') === 'consensus' ? parts : Math.floor(parts / 2) + 1;
  const against = noBits(all.reduce((most, row) => Math.max(most, row + 1), 0));
  for (let at = 0; at < all.length; at++) {
    if (at % 4096 === 0) context.tick(at, all.length);
    let votes = 0;
    for (const tree of trees) if (tree.classOf(at) !== classOf[at]) votes++;
    if (votes >= needed) addBit(against, all[at]!);
  }
  return against;
}

/** Part per row, in the order of the classes: each class is dealt in counter order, so that every part has its share. */
function foldsOf(
  rows: readonly Uint32Array[],
  round: number,
  values: Values,
  context: MethodContext,
): Uint32Array {
  const least = rows.reduce((min, own) => (own.length ? Math.min(min, own.length) : min), Infinity);
  const folds = Math.max(2, Math.min(read.number(values, 'folds')!, least));
  const stream = context.random.stream(`smote-ipf/fold/${round}`);
  let dealt = 0;
  return concatenate(
    rows.map((own) => {
      const foldOf = new Map<number, number>();
      for (const row of counterOrder(stream, own)) foldOf.set(row, dealt++ % folds);
      return own.map((row) => foldOf.get(row)!);
    }),
  );
}
