import type { Groups, Kind } from './group-kinds';

/**
 * How far parts that hold whole groups are from their shares: J = sum over parts and classes of ((n_sc - t_s n_c) /
 * max(1, n_c))^2 + sum over parts of ((n_s - t_s n) / n)^2, with t_s the share of part s. Groups are put in and taken out,
 * and J follows.
 */
export class GroupBalance {
  readonly parts: number;
  /** Groups per part. */
  readonly held: Uint32Array;
  readonly #classes: number;
  /** n_sc - t_s n_c by part and class, and n_s - t_s n by part. */
  readonly #off: Float64Array;
  readonly #offRows: Float64Array;
  readonly #weights: Float64Array;
  readonly #rowWeight: number;

  constructor({ perClass, rows }: Pick<Groups, 'perClass' | 'rows'>, shares: readonly number[]) {
    this.parts = shares.length;
    this.#classes = perClass.length;
    this.#off = new Float64Array(shares.length * perClass.length);
    shares.forEach((share, part) => {
      for (let c = 0; c < perClass.length; c++) {
        this.#off[part * perClass.length + c] = -share * perClass[c]!;
      }
    });
    this.#offRows = Float64Array.from(shares, (share) => -share * rows);
    this.#weights = perClass.map((n) => 1 / Math.max(1, n) ** 2);
    this.#rowWeight = 1 / Math.max(1, rows) ** 2;
    this.held = new Uint32Array(shares.length);
  }

  get j(): number {
    let sum = 0;
    for (let i = 0; i < this.#off.length; i++) {
      sum += this.#off[i]! ** 2 * this.#weights[i % this.#classes]!;
    }
    for (const off of this.#offRows) sum += off ** 2 * this.#rowWeight;
    return sum;
  }

  /** What J gains when a group is put into a part (`times` 1) or taken out of it (-1). */
  change({ rows, classes, counts }: Kind, part: number, times: 1 | -1): number {
    const at = part * this.#classes;
    let sum = (2 * times * this.#offRows[part]! + rows) * rows * this.#rowWeight;
    for (let i = 0; i < classes.length; i++) {
      const n = counts[i]!;
      const of = classes[i]!;
      sum += (2 * times * this.#off[at + of]! + n) * n * this.#weights[of]!;
    }
    return sum;
  }

  put({ rows, classes, counts }: Kind, part: number, times: 1 | -1 = 1): void {
    const at = part * this.#classes;
    this.#offRows[part]! += times * rows;
    this.held[part]! += times;
    for (let i = 0; i < classes.length; i++) this.#off[at + classes[i]!]! += times * counts[i]!;
  }

  /** The part into which a group fits best; of equals the first. */
  bestFor(kind: Kind): number {
    let [best, least] = [0, Infinity];
    for (let part = 0; part < this.parts; part++) {
      const change = this.change(kind, part, 1);
      if (change < least) [best, least] = [part, change];
    }
    return best;
  }
}
