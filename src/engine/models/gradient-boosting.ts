import { Bins } from './bins';
import { softmax } from './logistic-regression';
import type { Classifier, Examples, ModelTick } from './design';

export interface BoostingOptions {
  /** Rounds; each adds one tree per form (one for two classes, else one per class). */
  readonly rounds?: number;
  readonly depth?: number;
  readonly rate?: number;
  /** Fewest rows of a leaf. */
  readonly leaf?: number;
}

/** Least curvature on either side of a cut, and what keeps a division by it finite (scikit-learn's values). */
const LEAST_CURVATURE = 1e-3;
const TINY = 1e-15;

/** A cut or a leaf; nodes of a tree in one list, the children of node i at `left` and `left + 1`. */
interface Node {
  readonly column: number;
  /** Rows whose bin is at most this go left. */
  readonly bin: number;
  readonly left: number;
  /** What a leaf adds to the score; unused in cuts. */
  readonly value: number;
}
type Tree = readonly Node[];

/**
 * Gradient boosting of small trees on binned columns, log loss: the algorithm and defaults of scikit-learn's
 * `HistGradientBoostingClassifier` (after LightGBM, Ke et al. 2017) without early stopping, trees of depth 2. Gradients
 * are float32, as there.
 * @throws Cancelled
 */
export function fitBoosting(
  examples: Examples,
  tick: ModelTick,
  { rounds = 100, depth = 2, rate = 0.1, leaf = 20 }: BoostingOptions = {},
): Classifier {
  const { design, classes, classCount, weights } = examples;
  const bins = new Bins(design, tick);
  const forms = classCount > 2 ? classCount : 1;
  const start = startingScores(examples, forms);
  const scores = new Float64Array(design.rows * forms);
  for (let i = 0; i < scores.length; i++) scores[i] = start[i % forms]!;
  const growth = new Growth(bins, { depth, rate, leaf }, tick);
  const trees: Tree[][] = [];
  for (let round = 0; round < rounds; round++) {
    const probabilities = probabilitiesOf(scores, forms);
    trees.push(
      Array.from({ length: forms }, (_, form) => {
        for (let row = 0; row < design.rows; row++) {
          const p = probabilities[row * forms + form]!;
          const own = classes[row] === (forms === 1 ? 1 : form) ? 1 : 0;
          const weight = weights ? weights[row]! : 1;
          growth.gradients[row] = weight * (p - own);
          growth.curvatures[row] = weight * p * (1 - p);
        }
        return growth.grow((row, value) => {
          scores[row * forms + form]! += value;
        });
      }),
    );
  }
  return {
    probabilities: (asked, inLoop) => {
      const found = new Float64Array(asked.rows * forms);
      const codes = bins.codesOf(asked, inLoop);
      for (let row = 0; row < asked.rows; row++) {
        if (row % 1024 === 0) inLoop();
        for (let form = 0; form < forms; form++) {
          let score = start[form]!;
          for (const round of trees) {
            score += valueAt(round[form]!, (column) => codes[column * asked.rows + row]!);
          }
          found[row * forms + form] = score;
        }
      }
      return asPairs(probabilitiesOf(found, forms), forms);
    },
  };
}

/** The score of every row before the first tree: log odds, or log shares about their mean. */
function startingScores({ classes, classCount, weights }: Examples, forms: number): number[] {
  const sums = new Array<number>(classCount).fill(0);
  classes.forEach((own, row) => {
    sums[own]! += weights ? weights[row]! : 1;
  });
  const total = sums.reduce((sum, value) => sum + value, 0);
  const logs = sums.map((sum) => Math.log(Math.max(sum / total, Number.EPSILON)));
  if (forms === 1) return [(logs[1] ?? 0) - logs[0]!];
  const mean = logs.reduce((sum, value) => sum + value, 0) / forms;
  return logs.map((log) => log - mean);
}

function probabilitiesOf(scores: Float64Array, forms: number): Float64Array {
  if (forms === 1) return scores.map((score) => 1 / (1 + Math.exp(-score)));
  const probabilities = scores.slice();
  softmax(probabilities, forms);
  return probabilities;
}

/** Of two classes both probabilities. */
function asPairs(probabilities: Float64Array, forms: number): Float64Array {
  if (forms > 1) return probabilities;
  const pairs = new Float64Array(2 * probabilities.length);
  probabilities.forEach((p, row) => {
    pairs[2 * row] = 1 - p;
    pairs[2 * row + 1] = p;
  });
  return pairs;
}

function valueAt(tree: Tree, binOf: (column: number) => number): number {
  let node = tree[0]!;
  while (node.left) node = tree[node.left + (binOf(node.column) <= node.bin ? 0 : 1)]!;
  return node.value;
}

interface Sums {
  readonly gradient: number;
  readonly curvature: number;
}

interface Cut {
  readonly column: number;
  readonly bin: number;
  readonly left: Sums;
  readonly right: Sums;
}

/** Grows one tree after the other over the same rows. */
class Growth {
  readonly gradients: Float32Array;
  readonly curvatures: Float32Array;
  readonly #bins: Bins;
  readonly #limits: { readonly depth: number; readonly rate: number; readonly leaf: number };
  readonly #tick: ModelTick;
  /** Row numbers, those of a node next to each other. */
  readonly #rows: Uint32Array;
  readonly #sums = new Float64Array(3 * 256);

  constructor(
    bins: Bins,
    limits: { readonly depth: number; readonly rate: number; readonly leaf: number },
    tick: ModelTick,
  ) {
    this.#bins = bins;
    this.#limits = limits;
    this.#tick = tick;
    this.gradients = new Float32Array(bins.rows);
    this.curvatures = new Float32Array(bins.rows);
    this.#rows = new Uint32Array(bins.rows);
  }

  /** One tree for the gradients as they stand; `add` hears what it adds to each row's score. */
  grow(add: (row: number, value: number) => void): Tree {
    const { gradients, curvatures } = this;
    let gradient = 0;
    let curvature = 0;
    for (let row = 0; row < this.#rows.length; row++) {
      this.#rows[row] = row;
      gradient += gradients[row]!;
      curvature += curvatures[row]!;
    }
    const tree: Node[] = [];
    const place = (at: number, from: number, to: number, sums: Sums, depth: number): void => {
      const cut = depth < this.#limits.depth ? this.#bestCut(from, to, sums) : undefined;
      if (!cut) {
        const value = -this.#limits.rate * (sums.gradient / (sums.curvature + TINY));
        tree[at] = { column: 0, bin: 0, left: 0, value };
        for (let i = from; i < to; i++) add(this.#rows[i]!, value);
        return;
      }
      const middle = this.#part(from, to, cut);
      const left = tree.length;
      tree[at] = { column: cut.column, bin: cut.bin, left, value: 0 };
      tree.push(tree[at], tree[at]);
      place(left, from, middle, cut.left, depth + 1);
      place(left + 1, middle, to, cut.right, depth + 1);
    };
    tree.push({ column: 0, bin: 0, left: 0, value: 0 });
    place(0, 0, this.#rows.length, { gradient, curvature }, 0);
    return tree;
  }

  /** The cut that lowers the loss most, the first of equals; undefined when none does. */
  #bestCut(from: number, to: number, whole: Sums): Cut | undefined {
    const { leaf } = this.#limits;
    let best: Cut | undefined;
    let most = 0;
    if (to - from < 2 * leaf) return undefined;
    for (let column = 0; column < this.#bins.columns; column++) {
      this.#tick();
      const count = this.#histogram(column, from, to);
      let gradient = 0;
      let curvature = 0;
      let rows = 0;
      for (let bin = 0; bin < count - 1; bin++) {
        gradient += this.#sums[3 * bin]!;
        curvature += this.#sums[3 * bin + 1]!;
        rows += this.#sums[3 * bin + 2]!;
        if (rows < leaf || curvature < LEAST_CURVATURE) continue;
        const right = {
          gradient: whole.gradient - gradient,
          curvature: whole.curvature - curvature,
        };
        if (to - from - rows < leaf || right.curvature < LEAST_CURVATURE) break;
        const left = { gradient, curvature };
        const gain = lossOf(whole) - lossOf(left) - lossOf(right);
        if (gain <= most) continue;
        most = gain;
        best = { column, bin, left, right };
      }
    }
    return best;
  }

  /** Fills `#sums` with gradient, curvature and rows per bin; returns the number of bins. */
  #histogram(column: number, from: number, to: number): number {
    const codes = this.#bins.column(column);
    const count = this.#bins.count(column);
    const sums = this.#sums.fill(0, 0, 3 * count);
    for (let i = from; i < to; i++) {
      const row = this.#rows[i]!;
      const at = 3 * codes[row]!;
      sums[at]! += this.gradients[row]!;
      sums[at + 1]! += this.curvatures[row]!;
      sums[at + 2]!++;
    }
    return count;
  }

  /** Puts the rows of a node that go left first, in their order; returns where the others start. */
  #part(from: number, to: number, { column, bin }: Cut): number {
    const codes = this.#bins.column(column);
    const right: number[] = [];
    let at = from;
    for (let i = from; i < to; i++) {
      const row = this.#rows[i]!;
      if (codes[row]! <= bin) this.#rows[at++] = row;
      else right.push(row);
    }
    this.#rows.set(right, at);
    return at;
  }
}

/** The loss of a node whose leaf takes its best value, up to a constant. */
function lossOf({ gradient, curvature }: Sums): number {
  return (-gradient / (curvature + TINY)) * gradient;
}
