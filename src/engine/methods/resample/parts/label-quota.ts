import type { TableTick } from '../../../table/table';

/** Rows with the same labels. */
export interface Kind {
  /** Label -> how often a row lists it. */
  readonly labels: readonly number[];
  readonly times: readonly number[];
  /** How many rows there are. */
  readonly rows: number;
}

/** What a label without any row counts for, so that its logarithm is finite. */
const NONE = 1e-3;
const SWEEPS = 3;

/** How far the labels of a subset are from target shares: the divergence of Kullback and Leibler, target || subset. */
export function divergence(target: readonly number[], counts: ArrayLike<number>): number {
  const n = target.length;
  let total = 0;
  for (let label = 0; label < n; label++) total += counts[label]! + NONE;
  return target.reduce(
    (sum, p, label) => (p > 0 ? sum + p * Math.log((p * total) / (counts[label]! + NONE)) : sum),
    0,
  );
}

/**
 * How many rows of each kind to take, `m` in all, so that the shares of labels come near the target: greedily the kind
 * that lowers the divergence most, of equals the first; then up to three sweeps in which each taken kind gives up a row
 * for a better one. Where kinds are few every one is tried as the first. `m` is at most the rows there are. @throws Cancelled (from tick)
 */
export function labelQuota(
  kinds: readonly Kind[],
  target: readonly number[],
  m: number,
  tick: TableTick,
): Uint32Array {
  const few = kinds.length * m <= MOST_TRIED;
  // One start is often not the best where there are few rows.
  const starts = few ? kinds.keys() : [undefined];
  let best: Subset | undefined;
  for (const start of starts) {
    const found = refined(kinds, target, m, start, tick);
    if (!best || found.loss < best.loss - 1e-12) best = found;
  }
  return best?.taken ?? new Uint32Array(0);
}

/** Kinds times rows up to which every kind is tried as the first one. */
const MOST_TRIED = 10_000;

function refined(
  kinds: readonly Kind[],
  target: readonly number[],
  m: number,
  start: number | undefined,
  tick: TableTick,
): Subset {
  const subset = new Subset(kinds, target);
  for (let i = 0; i < m; i++) {
    tick(i, m);
    subset.take(i === 0 && start !== undefined ? start : subset.best()!, 1);
  }
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    let swapped = false;
    for (let kind = 0; kind < kinds.length; kind++) {
      tick(kind, kinds.length);
      while (subset.taken[kind]! > 0 && subset.swapped(kind)) swapped = true;
    }
    if (!swapped) break;
  }
  return subset;
}

/** What was taken so far. */
class Subset {
  readonly taken: Uint32Array;
  readonly #kinds: readonly Kind[];
  readonly #target: readonly number[];
  readonly #counts: Float64Array;
  #total: number;

  constructor(kinds: readonly Kind[], target: readonly number[]) {
    this.taken = new Uint32Array(kinds.length);
    this.#kinds = kinds;
    this.#target = target;
    this.#counts = new Float64Array(target.length).fill(NONE);
    this.#total = target.length * NONE;
  }

  /** The divergence but for the entropy of the target, which stays as it is. */
  get loss(): number {
    const logs = this.#target.reduce(
      (sum, p, label) => sum - p * Math.log(this.#counts[label]!),
      0,
    );
    return logs + Math.log(this.#total);
  }

  take(kind: number, rows: 1 | -1): void {
    const { labels, times } = this.#kinds[kind]!;
    this.taken[kind]! += rows;
    labels.forEach((label, i) => {
      this.#counts[label] = Math.max(NONE, this.#counts[label]! + rows * times[i]!);
      this.#total += rows * times[i]!;
    });
  }

  /** Gives up a row of a kind for the best other one; false, and all as before, when that does not help. */
  swapped(kind: number): boolean {
    const before = this.loss;
    this.take(kind, -1);
    const best = this.best()!;
    this.take(best, 1);
    if (best !== kind && this.loss < before - 1e-12) return true;
    this.take(best, -1);
    this.take(kind, 1);
    return false;
  }

  /** The kind of which another row lowers the divergence most; undefined when no row is left. */
  best(): number | undefined {
    let best: number | undefined;
    let least = Infinity;
    for (let kind = 0; kind < this.#kinds.length; kind++) {
      const { labels, times, rows } = this.#kinds[kind]!;
      if (this.taken[kind]! >= rows) continue;
      let [change, size] = [0, 0];
      for (let i = 0; i < labels.length; i++) {
        const count = this.#counts[labels[i]!]!;
        change -= this.#target[labels[i]!]! * Math.log((count + times[i]!) / count);
        size += times[i]!;
      }
      change += Math.log((this.#total + size) / this.#total);
      if (change < least) [best, least] = [kind, change];
    }
    return best;
  }
}
