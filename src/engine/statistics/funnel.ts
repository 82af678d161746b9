import { countBoth, type BitSet } from '../kernels/bit-sets';

/** Which rows took a step and which did not; rows in neither do not say. */
export interface Step {
  readonly yes: BitSet;
  readonly no: BitSet;
}

/** Share of the later step's rows that may lack the earlier one, and such rows that chance alone would have given. */
const ASTRAY = 0.001;
const BY_CHANCE = 5;

/**
 * Whether `earlier` holds all of `later` but one row in a thousand, and more rows besides, and not by chance: were the
 * two independent, five rows or more would lack the earlier step.
 */
export function holds(earlier: Step, later: Step): boolean {
  const inside = countBoth(later.yes, earlier.yes);
  const outside = countBoth(later.yes, earlier.no);
  const yes = countBoth(earlier.yes, earlier.yes);
  const no = countBoth(earlier.no, earlier.no);
  const expected = ((inside + outside) * no) / (yes + no);
  return outside <= ASTRAY * (inside + outside) && expected >= BY_CHANCE && yes > inside;
}

/**
 * The longest chain of steps each of which holds the next, as places in `steps`, widest first; of equally long ones the
 * first found. Empty without two steps. `tick` is called for each pair. @throws Cancelled (from tick)
 */
export function longestChain(
  steps: readonly Step[],
  tick: (done: number, total: number) => void,
): number[] {
  const rows = steps.map(({ yes }) => countBoth(yes, yes));
  const order = steps.map((_, i) => i).sort((a, b) => rows[b]! - rows[a]! || a - b);
  const chains: number[][] = [];
  let best: number[] = [];
  order.forEach((later, place) => {
    let longest: number[] = [];
    for (let i = 0; i < place; i++) {
      tick(place, order.length);
      const chain = chains[i]!;
      if (chain.length <= longest.length || rows[order[i]!] === rows[later]) continue;
      if (holds(steps[order[i]!]!, steps[later]!)) longest = chain;
    }
    chains.push([...longest, later]);
    if (chains.at(-1)!.length > best.length) best = chains.at(-1)!;
  });
  return best.length > 1 ? best : [];
}

/** Rows whose deepest step is each of a chain, and rows that took none. */
export function deepestSteps(
  chain: readonly Step[],
  rowCount: number,
): { readonly reached: readonly number[]; readonly none: number } {
  const reached = new Array<number>(chain.length).fill(0);
  if (chain.length === 0) return { reached, none: rowCount };
  const deeper = new Uint32Array(chain[0]!.yes.length);
  let all = 0;
  for (let i = chain.length - 1; i >= 0; i--) {
    const { yes } = chain[i]!;
    reached[i] = countBoth(yes, yes) - countBoth(yes, deeper);
    all += reached[i]!;
    for (let word = 0; word < yes.length; word++) deeper[word]! |= yes[word]!;
  }
  return { reached, none: rowCount - all };
}
