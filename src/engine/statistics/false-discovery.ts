/**
 * Which of several tests are significant at false-discovery rate `q` (Benjamini and Hochberg 1995). Fewer than five
 * tests are no scan and are compared with `q` one by one.
 */
export function significant(pValues: readonly number[], q = 0.05): boolean[] {
  if (pValues.length < 5) return pValues.map((p) => p < q);
  const order = pValues.map((_, i) => i).sort((a, b) => pValues[a]! - pValues[b]!);
  let last = -1;
  order.forEach((test, rank) => {
    if (pValues[test]! <= ((rank + 1) / order.length) * q) last = rank;
  });
  const accepted = new Set(order.slice(0, last + 1));
  return pValues.map((_, i) => accepted.has(i));
}
