import { entropy } from './evenness';

/** How often things are seen, together and alone. */
export interface CoOccurrence {
  readonly things: number;
  /** Rows in all, those without a thing included. */
  readonly rows: number;
  /** Row-major, `things * things`: rows with both; on the diagonal rows with one. */
  readonly both: Float64Array;
  /** Rows in which a thing is the only one. */
  readonly alone: Float64Array;
}

/**
 * Counts of sets of things 0 .. things - 1, each with its number of rows. A thing stands once in a set.
 * @throws Cancelled (from tick)
 */
export function coOccurrence(
  things: number,
  sets: readonly (readonly number[])[],
  rows: readonly number[],
  tick: (done: number, total: number) => void,
): CoOccurrence {
  const both = new Float64Array(things * things);
  const alone = new Float64Array(things);
  let total = 0;
  let pairs = 0;
  sets.forEach((set, i) => {
    const n = rows[i]!;
    total += n;
    for (const a of set) {
      if (pairs > 100_000) {
        tick(i, sets.length);
        pairs = 0;
      }
      pairs += set.length;
      for (const b of set) both[a * things + b]! += n;
    }
    if (set.length === 1) alone[set[0]!]! += n;
  });
  return { things, rows: total, both, alone };
}

/** Among what a thing is seen. */
export interface Surroundings {
  readonly rows: number;
  /** Share of its rows in which it is the only thing. */
  readonly alone: number;
  /** Others that are in 5% of its rows or more. */
  readonly contexts: number;
  /** Of how often each other thing is with it, in bits. */
  readonly entropyBits: number;
  /** The thing that is most often with it, of equals the one of highest lift; -1 when there is none. */
  readonly closest: number;
  /** P(closest | thing), and that over P(closest). */
  readonly share: number;
  readonly lift: number;
}

/** Share of a thing's rows from which another counts as a context. */
const CONTEXT = 0.05;

/** The surroundings of thing `a`. */
export function surroundings({ things, rows, both, alone }: CoOccurrence, a: number): Surroundings {
  const own = both[a * things + a]!;
  const others = Array.from(both.subarray(a * things, (a + 1) * things));
  others[a] = 0;
  const lift = (b: number) => (others[b]! / own) * (rows / both[b * things + b]!);
  let closest = -1;
  others.forEach((n, b) => {
    if (n === 0) return;
    const more = closest < 0 ? 1 : n - others[closest]!;
    if (more > 0 || (more === 0 && lift(b) > lift(closest))) closest = b;
  });
  return {
    rows: own,
    alone: own > 0 ? alone[a]! / own : 0,
    contexts: others.filter((n) => own > 0 && n / own >= CONTEXT).length,
    entropyBits: entropy(others) / Math.LN2,
    closest,
    share: closest < 0 ? 0 : others[closest]! / own,
    lift: closest < 0 ? 0 : lift(closest),
  };
}

/** A pair that is never seen together, and how many rows it would have if both were independent. */
export interface Apart {
  readonly first: number;
  readonly second: number;
  readonly expected: number;
}

/** Pairs never seen together although independence would give them `least` rows or more; most expected first. */
export function neverTogether({ things, rows, both }: CoOccurrence, least: number): Apart[] {
  const found: Apart[] = [];
  for (let first = 0; first < things; first++) {
    for (let second = first + 1; second < things; second++) {
      const expected = (both[first * things + first]! * both[second * things + second]!) / rows;
      if (expected >= least && both[first * things + second] === 0) {
        found.push({ first, second, expected });
      }
    }
  }
  return found.sort((a, b) => b.expected - a.expected || a.first - b.first || a.second - b.second);
}
