import { counterOrder, type RandomStream } from '../random';

/** Rows to be dealt into folds. */
export interface Dealt {
  /** Ascending. */
  readonly rows: Uint32Array;
  /** Class per row of `rows`. */
  readonly classes: Uint32Array;
  readonly classCount: number;
  /** Set per row of `rows`; rows of one set share a fold. -1: the row is alone. */
  readonly sets: Int32Array;
}

/**
 * The fold of each row: every class is spread as evenly as can be, and rows of a set stay together. Sets are dealt
 * first, the largest first, then single rows in counter order; each goes where its class has fewest rows, then where
 * there are fewest rows, then to the first fold.
 */
export function dealFolds(dealt: Dealt, folds: number, stream: RandomStream): Uint8Array {
  const { rows, classes, sets } = dealt;
  const table = new FoldTable(folds, dealt.classCount);
  const found = new Uint8Array(rows.length);
  const members = new Map<number, number[]>();
  sets.forEach((set, place) => {
    if (set < 0) return;
    const known = members.get(set);
    if (known) known.push(place);
    else members.set(set, [place]);
  });
  const bySize = [...members.values()].sort((a, b) => b.length - a.length || a[0]! - b[0]!);
  for (const places of bySize) {
    const fold = table.take(places.map((place) => classes[place]!));
    for (const place of places) found[place] = fold;
  }
  const placeOf = new Map<number, number>();
  rows.forEach((row, place) => {
    if (sets[place]! < 0) placeOf.set(row, place);
  });
  const singles = rows.filter((row) => placeOf.has(row));
  for (const row of counterOrder(stream, singles)) {
    const place = placeOf.get(row)!;
    found[place] = table.take([classes[place]!]);
  }
  return found;
}

/** Rows per fold and class so far. */
class FoldTable {
  readonly #counts: Uint32Array;
  readonly #totals: Uint32Array;
  readonly #classCount: number;

  constructor(folds: number, classCount: number) {
    this.#counts = new Uint32Array(folds * classCount);
    this.#totals = new Uint32Array(folds);
    this.#classCount = classCount;
  }

  /** Puts rows of these classes into the fold that lacks them most. */
  take(classes: readonly number[]): number {
    let best = 0;
    let least = Infinity;
    for (let fold = 0; fold < this.#totals.length; fold++) {
      const met = classes.reduce((sum, k) => sum + this.#counts[fold * this.#classCount + k]!, 0);
      if (met < least || (met === least && this.#totals[fold]! < this.#totals[best]!)) {
        best = fold;
        least = met;
      }
    }
    for (const k of classes) this.#counts[best * this.#classCount + k]!++;
    this.#totals[best]! += classes.length;
    return best;
  }
}
