/** The chance that training batches must not exceed: one in twenty. */
const MISSED = 0.05;

/**
 * P(no row of a class of `classCount` rows) among `batch` of `n` rows drawn without replacement: the hypergeometric
 * product over the shorter of the two lists. A batch larger than the file is the file.
 */
export function missShuffled(n: number, classCount: number, batch: number): number {
  return missAbove(0, n, classCount, batch);
}

/** The same, or a larger chance that is not above `enough`: factors are taken until there is no more to know. */
function missAbove(enough: number, n: number, classCount: number, batch: number): number {
  const drawn = Math.min(batch, n);
  const [few, many] = drawn < classCount ? [drawn, classCount] : [classCount, drawn];
  if (few + many > n) return 0;
  let chance = 1;
  for (let i = 0; i < few && chance > enough; i++) chance *= (n - many - i) / (n - i);
  return chance;
}

/** The same where each row is drawn anew: (1 - p)^batch. */
export function missWithReplacement(n: number, classCount: number, batch: number): number {
  return (1 - classCount / n) ** Math.min(batch, n);
}

/** The least batch that misses the class at most one time in twenty, drawn without replacement. */
export function smallestShuffled(n: number, classCount: number): number {
  let low = 1;
  let high = n;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (missAbove(MISSED, n, classCount, middle) <= MISSED) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** The same with replacement. */
export function smallestWithReplacement(n: number, classCount: number): number {
  if (classCount >= n) return 1;
  return Math.max(1, Math.ceil(Math.log(MISSED) / Math.log1p(-classCount / n)));
}
