/** Pairs of one similarity, and what a look at some of them said. */
export interface ReviewedStratum {
  /** Pairs there are. */
  readonly pairs: number;
  /** Pairs that were judged, and those judged to be duplicates. */
  readonly judged: number;
  readonly yes: number;
  /** Whether the search takes them for duplicates. */
  readonly predicted: boolean;
}

/** An estimate with its standard deviation; null where nothing was judged. */
export interface Estimate {
  readonly value: number;
  readonly sd: number;
}

/** What a review says of a search for duplicates. */
export interface ReviewEstimate {
  readonly precision: Estimate | null;
  readonly recall: Estimate | null;
  readonly judged: number;
}

/**
 * Precision and recall from a stratified sample (Cochran 1977): precision = sum W_h p_h over predicted strata, W_h = N_h /
 * N, with variance sum W_h^2 p_h (1 - p_h) / (m_h - 1) (1 - m_h / N_h); recall = found / (found + missed) by the delta
 * method. Strata in which nothing was judged count as the others of their side; one judged pair has no variance of its own.
 */
export function reviewEstimate(strata: readonly ReviewedStratum[]): ReviewEstimate {
  const found = total(strata.filter(({ predicted }) => predicted));
  const missed = total(strata.filter(({ predicted }) => !predicted));
  const judged = strata.reduce((sum, own) => sum + own.judged, 0);
  const precision =
    found && found.pairs > 0
      ? { value: found.yes / found.pairs, sd: Math.sqrt(found.variance) / found.pairs }
      : null;
  return { precision, recall: found && missed ? recallOf(found, missed) : null, judged };
}

interface Total {
  readonly pairs: number;
  /** Duplicates among them, estimated, and the variance of that. */
  readonly yes: number;
  readonly variance: number;
}

/** undefined where there are pairs and none was judged. */
function total(strata: readonly ReviewedStratum[]): Total | undefined {
  const known = strata.filter(({ judged }) => judged > 0);
  const pairs = strata.reduce((sum, own) => sum + own.pairs, 0);
  if (pairs === 0) return { pairs, yes: 0, variance: 0 };
  if (known.length === 0) return undefined;
  const covered = known.reduce((sum, own) => sum + own.pairs, 0);
  let [yes, variance] = [0, 0];
  for (const { pairs: n, judged: m, yes: positive } of known) {
    const p = positive / m;
    yes += n * p;
    if (m > 1) variance += (n ** 2 * p * (1 - p) * (1 - m / n)) / (m - 1);
  }
  const scale = pairs / covered;
  return { pairs, yes: yes * scale, variance: variance * scale ** 2 };
}

function recallOf(found: Total, missed: Total): Estimate | null {
  const all = found.yes + missed.yes;
  if (all === 0) return null;
  const variance = (missed.yes ** 2 * found.variance + found.yes ** 2 * missed.variance) / all ** 4;
  return { value: found.yes / all, sd: Math.sqrt(variance) };
}
