import type { WeightedValues } from './weighted-values';

/** Share of places that are padding in batches of rows sorted by length, from the distinct lengths and how many rows have each. */
export function sortedWaste({ values, counts }: WeightedValues, batch: number): number {
  let filled = 0;
  let places = 0;
  let open = 0;
  for (let i = 0; i < values.length; i++) {
    filled += values[i]! * counts[i]!;
    let left = counts[i]!;
    // Rows that close a batch begun with shorter ones pad those, and the rest fill batches of their own.
    if (open > 0) {
      const taken = Math.min(left, batch - open);
      open += taken;
      left -= taken;
      if (open === batch) {
        places += values[i]! * batch;
        open = 0;
      }
    }
    places += values[i]! * (left - (left % batch));
    if (left % batch > 0) open = left % batch;
    if (i === values.length - 1 && open > 0) places += values[i]! * open;
  }
  return places > 0 ? 1 - filled / places : 0;
}

/** What batches of rows drawn at random waste in the long run: 1 - mean / E[longest of a batch]. */
export function randomWaste({ values, counts, upTo, n }: WeightedValues, batch: number): number {
  if (n === 0) return 0;
  let mean = 0;
  let longest = 0;
  let below = 0;
  for (let i = 0; i < values.length; i++) {
    mean += (values[i]! * counts[i]!) / n;
    const until = (upTo[i]! / n) ** batch;
    longest += values[i]! * (until - below);
    below = until;
  }
  return longest > 0 ? Math.max(0, 1 - mean / longest) : 0;
}

/** Rows longer than `context`, and how much of them is cut off. */
export function truncation(
  { values, counts }: WeightedValues,
  context: number,
): { readonly truncatedRows: number; readonly lostTokens: number } {
  let truncatedRows = 0;
  let lostTokens = 0;
  for (let i = values.length - 1; i >= 0 && values[i]! > context; i--) {
    truncatedRows += counts[i]!;
    lostTokens += (values[i]! - context) * counts[i]!;
  }
  return { truncatedRows, lostTokens };
}
