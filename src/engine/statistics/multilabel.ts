import { sumOf } from './sum';

/** Imbalance of label sets (Charte et al. 2015). Labels without rows are left out of ratios. */
export interface MultilabelFigures {
  readonly rows: number;
  readonly positives: readonly number[];
  /** Rows of the most frequent label per row of each; null for a label without rows. */
  readonly irLbl: readonly (number | null)[];
  readonly meanIr: number;
  readonly cvir: number;
  /** Per set: how far apart its labels are in frequency, 0 for fewer than two. */
  readonly scumbleSets: readonly number[];
  readonly scumble: number;
  readonly scumbleCv: number;
  readonly cardinality: number;
  readonly density: number;
  readonly withoutLabels: number;
}

/** Figures of label sets, each given as label indices with its number of rows. */
export function multilabelFigures(
  labels: number,
  sets: readonly (readonly number[])[],
  rows: readonly number[],
): MultilabelFigures {
  const positives = new Array<number>(labels).fill(0);
  sets.forEach((set, i) => {
    for (const label of set) positives[label]! += rows[i]!;
  });
  const n = sumOf(rows.length, (i) => rows[i]!);
  const most = positives.reduce((a, b) => Math.max(a, b), 0);
  const irLbl = positives.map((p) => (p > 0 ? most / p : null));
  const ratios = irLbl.filter((ratio) => ratio !== null);
  const q = ratios.length;
  const meanIr = q === 0 ? 0 : sumOf(q, (i) => ratios[i]!) / q;
  const variance = q < 2 ? 0 : sumOf(q, (i) => (ratios[i]! - meanIr) ** 2) / (q - 1);
  const scumbleSets = sets.map((set) => {
    const own = set.map((label) => irLbl[label]!);
    if (own.length < 2) return 0;
    const mean = sumOf(own.length, (i) => own[i]!) / own.length;
    return 1 - Math.exp(sumOf(own.length, (i) => Math.log(own[i]!)) / own.length) / mean;
  });
  const scumble = n === 0 ? 0 : sumOf(sets.length, (i) => rows[i]! * scumbleSets[i]!) / n;
  const spread =
    n < 2 ? 0 : sumOf(sets.length, (i) => rows[i]! * (scumbleSets[i]! - scumble) ** 2) / (n - 1);
  const cardinality = n === 0 ? 0 : sumOf(sets.length, (i) => rows[i]! * sets[i]!.length) / n;
  return {
    rows: n,
    positives,
    irLbl,
    meanIr,
    cvir: meanIr === 0 ? 0 : Math.sqrt(variance) / meanIr,
    scumbleSets,
    scumble,
    scumbleCv: scumble === 0 ? 0 : Math.sqrt(spread) / scumble,
    cardinality,
    density: labels === 0 ? 0 : cardinality / labels,
    withoutLabels: sumOf(sets.length, (i) => (sets[i]!.length === 0 ? rows[i]! : 0)),
  };
}
