/** Rows from the best to the worst, equal ones together. */
export interface Ranked {
  /** Rows with a number, best first. */
  readonly order: Uint32Array;
  /** Where each run of equal numbers begins in `order`, and behind the last its length. */
  readonly runs: readonly number[];
}

/** Ranks rows by a number, the highest first; rows without a finite one are left out. */
export function ranked(values: Float64Array): Ranked {
  const order = Uint32Array.from(values.keys()).filter((row) => Number.isFinite(values[row]!));
  order.sort((a, b) => values[b]! - values[a]! || a - b);
  const runs: number[] = [];
  order.forEach((row, at) => {
    if (at === 0 || values[row] !== values[order[at - 1]!]) runs.push(at);
  });
  return { order, runs: [...runs, order.length] };
}

/**
 * How much of each row is kept when the best `share` of them are: 1, 0, or for rows that are equal at the cut the chance
 * of each when they are drawn at random. `tied`: rows that are.
 */
export function keptAt(
  { order, runs }: Ranked,
  rowCount: number,
  share: number,
): { readonly kept: Float64Array; readonly tied: number } {
  const kept = new Float64Array(rowCount);
  const wanted = share * order.length;
  let tied = 0;
  for (let run = 0; run + 1 < runs.length && runs[run]! < wanted; run++) {
    const [from, to] = [runs[run]!, runs[run + 1]!];
    const part = Math.min(1, (wanted - from) / (to - from));
    if (part < 1) tied = to - from;
    for (let at = from; at < to; at++) kept[order[at]!] = part;
  }
  return { kept, tied };
}

/** Share of the rows kept by one that another keeps too. */
export function overlapOf(a: Float64Array, b: Float64Array): number {
  let [both, own] = [0, 0];
  for (let row = 0; row < a.length; row++) {
    both += a[row]! * b[row]!;
    own += a[row]!;
  }
  return own > 0 ? both / own : NaN;
}
