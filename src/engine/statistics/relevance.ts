/**
 * How extreme a number is among others: 0 at the median, 1 from the whiskers of the box plot on if there is anything
 * beyond them on that side, and a monotone cubic between (Ribeiro 2011; Branco, Ribeiro and Torgo 2016, UBL's
 * `phi.control` with extremes on both sides).
 */
export type Relevance = (value: number) => number;

/** A point the curve goes through, level. */
interface Control {
  readonly at: number;
  readonly relevance: number;
}

/** `sorted`: ascending, not empty. `coef`: whiskers in quartile ranges. */
export function relevanceOf(sorted: Float64Array, coef = 1.5): Relevance {
  const [low, middle, high] = hinges(sorted);
  const reach = coef * (high - low);
  const first = sorted.find((value) => value >= low - reach)!;
  const last = sorted.findLast((value) => value <= high + reach)!;
  const least = sorted[0]!;
  const most = sorted.at(-1)!;
  const controls: Control[] = [
    least < first ? { at: first, relevance: 1 } : { at: least, relevance: 0 },
    { at: middle, relevance: 0 },
    most > last ? { at: last, relevance: 1 } : { at: most, relevance: 0 },
  ];
  return (value) => {
    if (value === middle) return 0;
    const [from, to] = value < middle ? [controls[0]!, controls[1]!] : [controls[1]!, controls[2]!];
    if (value <= from.at) return from.relevance;
    if (value >= to.at) return to.relevance;
    // Fritsch and Carlson 1980 with level ends is the cubic step.
    const t = (value - from.at) / (to.at - from.at);
    return from.relevance + (to.relevance - from.relevance) * t * t * (3 - 2 * t);
  };
}

/** Lower hinge, median and upper hinge (Tukey 1977; R's `fivenum`). */
function hinges(sorted: Float64Array): [number, number, number] {
  const n = sorted.length;
  const depth = Math.floor((n + 3) / 2) / 2;
  const at = (place: number) =>
    (sorted[Math.floor(place) - 1]! + sorted[Math.ceil(place) - 1]!) / 2;
  return [at(depth), at((n + 1) / 2), at(n + 1 - depth)];
}
