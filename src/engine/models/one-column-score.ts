import { numberPlaces, type NumberPlaces } from '../sampling/number-places';
import type { SampledColumn } from '../sampling/sampled-columns';
import { permutation, type RandomStream } from '../random';
import { classTree, meanTree, weightedF1 } from './one-column-tree';

const FOLDS = 5;
const DEPTH = 4;
/** Bins of numbers, and rows below which a level is pooled with the rest. */
const MOST_BINS = 255;
const POOLED = 5;
/** A score that is not above this over the majority is not compared with shuffled labels. */
const WORTH = 0.05;

/** What is predicted: a class per sampled row (-1: none), or a number (NaN: none). */
export type Answer =
  | { readonly kind: 'classes'; readonly of: Int32Array; readonly count: number }
  | { readonly kind: 'numbers'; readonly of: Float64Array };

/** How well one column alone predicts the answer, out of fold. */
export interface OneColumnScore {
  /** 0: no better than the most frequent class (or the median) or than chance; 1: without error. */
  readonly score: number;
  /** Weighted F1, or the mean absolute error. */
  readonly raw: number;
}

/** The folds of sampled rows, stratified by class: row i is tested in fold `of[i]`. */
export function foldsOf(answer: Answer, stream: RandomStream): Uint8Array {
  const next = new Map<number, number>();
  const folds = new Uint8Array(answer.of.length);
  for (const i of permutation(stream, answer.of.length)) {
    const stratum = answer.kind === 'classes' ? answer.of[i]! : 0;
    const turn = next.get(stratum) ?? 0;
    folds[i] = turn % FOLDS;
    next.set(stratum, turn + 1);
  }
  return folds;
}

/** Scores one column: a tree of depth 4 over numbers, a look-up per level over categories. Missing cells are a value. */
export function oneColumnScore(
  column: SampledColumn,
  answer: Answer,
  folds: Uint8Array,
  permuted: RandomStream,
): OneColumnScore {
  const bins = binsOf(column);
  if (answer.kind === 'numbers') return numberScore(bins, answer.of, folds);
  const { of, count } = answer;
  const f1 = foldedF1(bins, of, count, folds);
  const guess = majorityF1(of, count);
  const plain = normalised(f1, guess);
  if (plain <= WORTH) return { score: Math.max(0, plain), raw: f1 };
  const shuffled = foldedF1(bins, shuffledClasses(of, permuted), count, folds);
  return { score: Math.max(0, normalised(f1, Math.max(guess, shuffled))), raw: f1 };
}

const normalised = (f1: number, base: number) => (base >= 1 ? 0 : (f1 - base) / (1 - base));

/** A column cut into bins: numbers in order, or one bin per level. */
interface Bins {
  readonly of: Int32Array;
  readonly count: number;
  readonly ordered: boolean;
}

function binsOf({ numbers, levels, levelCount }: SampledColumn): Bins {
  if (numbers) return orderedBins(numberPlaces({ numbers, levels, levelCount }));
  const rows = new Float64Array(levelCount + 1);
  for (let row = 0; row < levels.length; row++) rows[levels[row]! + 1]!++;
  // Bin 0: missing cells; bin 1: levels too rare to be learned from.
  const binOf = new Int32Array(levelCount + 1);
  let count = 2;
  for (let level = 0; level < levelCount; level++) {
    binOf[level + 1] = rows[level + 1]! < POOLED ? 1 : count++;
  }
  return { of: levels.map((level) => binOf[level + 1]!), count, ordered: false };
}

/** At most 255 bins with as many rows each, a bin per number where there are no more; missing cells before all. */
function orderedBins({ values, rows, of }: NumberPlaces): Bins {
  const cut = values.length > MOST_BINS;
  const all = rows.reduce((sum, n) => sum + n, 0);
  const binOf = new Int32Array(values.length);
  let [bin, before] = [0, 0];
  // A bin begins with the number of each of 255 evenly spread ranks; equal ones are one.
  for (let place = 0, next = 0; place < values.length; place++) {
    before += rows[place]!;
    if (!cut || Math.floor((next * all) / MOST_BINS) < before) bin++;
    while (next < MOST_BINS && Math.floor((next * all) / MOST_BINS) < before) next++;
    binOf[place] = bin;
  }
  const bins = new Int32Array(of.length);
  for (let row = 0; row < of.length; row++) bins[row] = of[row]! < 0 ? 0 : binOf[of[row]!]!;
  return { of: bins, count: bin + 1, ordered: true };
}

function foldedF1(bins: Bins, of: Int32Array, classes: number, folds: Uint8Array): number {
  const size = bins.count * classes;
  const perFold = new Float64Array(size * FOLDS);
  const all = new Float64Array(size);
  for (let i = 0; i < of.length; i++) {
    if (of[i]! < 0) continue;
    const cell = bins.of[i]! * classes + of[i]!;
    perFold[folds[i]! * size + cell]!++;
    all[cell]!++;
  }
  const confusion = new Float64Array(classes * classes);
  for (let fold = 0; fold < FOLDS; fold++) {
    const tested = perFold.subarray(fold * size, (fold + 1) * size);
    const train = all.map((count, cell) => count - tested[cell]!);
    const answer = bins.ordered
      ? classTree({ bins: bins.count, classes, counts: train }, DEPTH)
      : lookUp(train, bins.count, classes);
    for (let cell = 0; cell < size; cell++) {
      if (tested[cell]! > 0) {
        confusion[(cell % classes) * classes + answer[Math.floor(cell / classes)]!]! +=
          tested[cell]!;
      }
    }
  }
  return weightedF1(confusion, classes);
}

/** The most frequent class per level; of all rows where the level was not met. */
function lookUp(train: Float64Array, bins: number, classes: number): Int32Array {
  const overall = new Float64Array(classes);
  train.forEach((count, cell) => (overall[cell % classes]! += count));
  const top = (counts: Float64Array) => counts.indexOf(Math.max(...counts));
  const usual = top(overall);
  return Int32Array.from({ length: bins }, (_, bin) => {
    const counts = train.subarray(bin * classes, (bin + 1) * classes);
    return counts.some((count) => count > 0) ? top(counts) : usual;
  });
}

function majorityF1(of: Int32Array, classes: number): number {
  const counts = new Float64Array(classes);
  for (const c of of) if (c >= 0) counts[c]!++;
  const n = counts.reduce((a, b) => a + b, 0);
  const share = Math.max(...counts) / n;
  return n > 0 ? (share * 2 * share) / (1 + share) : 0;
}

/** The same classes in another order; rows without a class keep their place. */
function shuffledClasses(of: Int32Array, stream: RandomStream): Int32Array {
  const rows = Array.from({ length: of.length }, (_, i) => i).filter((i) => of[i]! >= 0);
  const order = permutation(stream, rows.length);
  const shuffled = of.slice();
  rows.forEach((row, i) => {
    shuffled[row] = of[rows[order[i]!]!]!;
  });
  return shuffled;
}

function numberScore(bins: Bins, of: Float64Array, folds: Uint8Array): OneColumnScore {
  const valid = (i: number) => Number.isFinite(of[i]!);
  const rows = Array.from({ length: FOLDS }, () => new Float64Array(bins.count));
  const totals = Array.from({ length: FOLDS }, () => new Float64Array(bins.count));
  for (let i = 0; i < of.length; i++) {
    if (!valid(i)) continue;
    rows[folds[i]!]![bins.of[i]!]!++;
    totals[folds[i]!]![bins.of[i]!]! += of[i]!;
  }
  const others = (lists: readonly Float64Array[], fold: number) =>
    Float64Array.from({ length: bins.count }, (_, bin) =>
      lists.reduce((sum, list, f) => (f === fold ? sum : sum + list[bin]!), 0),
    );
  const answers = rows.map((_, fold) => {
    const n = others(rows, fold);
    const sums = others(totals, fold);
    if (bins.ordered) return meanTree(n, sums, DEPTH);
    const mean = sums.reduce((a, b) => a + b, 0) / n.reduce((a, b) => a + b, 0);
    return n.map((count, bin) => (count > 0 ? sums[bin]! / count : mean));
  });
  const values = of.filter((v) => Number.isFinite(v)).sort();
  const median = values[Math.floor((values.length - 1) / 2)] ?? NaN;
  let error = 0;
  let base = 0;
  for (let i = 0; i < of.length; i++) {
    if (!valid(i)) continue;
    error += Math.abs(of[i]! - answers[folds[i]!]![bins.of[i]!]!);
    base += Math.abs(of[i]! - median);
  }
  return { score: base > 0 ? Math.max(0, 1 - error / base) : 0, raw: error / values.length };
}
