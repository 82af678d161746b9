import type { EqualPairs } from './equal-pairs';

/** The pairs of rows (first[i], second[i]) that are not equal, as ascending indices i. @throws Cancelled */
export type Differing = (first: Uint32Array, second: Uint32Array) => Uint32Array;

/**
 * The pairs that are equal and not only of equal hash. Rows that differ from their first row are compared with each
 * other: the first of them becomes the first of the rest, again and again. Without collisions of 64-bit hashes that is
 * one call of `differing`. Overwrites `pairs.first`. @throws Cancelled
 */
export function provePairs(pairs: EqualPairs, differing: Differing): EqualPairs {
  const { first, second } = pairs;
  if (!first.length) return pairs;
  let open = differing(first, second);
  while (open.length) {
    const rest = inherited(first, second, open);
    const found = differing(
      rest.map((i) => first[i]!),
      rest.map((i) => second[i]!),
    );
    open = found.map((at) => rest[at]!);
  }
  return withoutItself(first, second);
}

/**
 * Gives the pairs `open` a new first row: the smallest `second` among those of one `first`. Returns the pairs to be
 * proven anew; the new first rows are pairs with themselves.
 */
function inherited(first: Uint32Array, second: Uint32Array, open: Uint32Array): Uint32Array {
  const heirs = new Map<number, number>();
  return open.filter((i) => {
    const heir = heirs.get(first[i]!) ?? second[i]!;
    heirs.set(first[i]!, heir);
    first[i] = heir;
    return heir !== second[i];
  });
}

/** Rows that are their own first stand alone, or are the first of other pairs. */
function withoutItself(first: Uint32Array, second: Uint32Array): EqualPairs {
  let n = 0;
  for (let i = 0; i < first.length; i++) {
    if (first[i] === second[i]) continue;
    first[n] = first[i]!;
    second[n++] = second[i]!;
  }
  return { first: first.subarray(0, n), second: second.subarray(0, n) };
}
