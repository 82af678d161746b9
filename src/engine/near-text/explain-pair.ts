import { normalText } from '../cells/normal-text';

/** A word and what it adds to the cosine of two texts. */
export interface TermShare {
  readonly term: string;
  readonly contribution: number;
}

/** What two texts have in common, and how telling it is. */
export interface PairExplanation {
  /** Cosine of the texts as words weighted by tf-idf: the sum of all contributions. */
  readonly cosine: number;
  /** Words in both, those that add most first, and what all others add. */
  readonly terms: readonly TermShare[];
  readonly others: number;
  /** Different runs of words of each, and those in both. */
  readonly runs: { readonly first: number; readonly second: number; readonly shared: number };
  /** Runs in both whose words are rarest, and how rare: the mean idf of their words. */
  readonly telling: readonly { readonly run: string; readonly idf: number }[];
}

const TERMS = 20;
const RUNS = 10;

/**
 * Why two texts are alike: the product x_t y_t of each word in the cosine of tf-idf vectors (Salton and Buckley 1988), and
 * the runs of `width` words that both have. `rowsWith`: of `texts` texts, how many hold a word.
 */
export function explainPair(
  first: string,
  second: string,
  width: number,
  rowsWith: (term: string) => number,
  texts: number,
): PairExplanation {
  const [one, other] = [wordsIn(first), wordsIn(second)];
  const known = new Map<string, number>();
  const idf = (term: string) => {
    const value = known.get(term) ?? Math.log((1 + texts) / (1 + rowsWith(term))) + 1;
    known.set(term, value);
    return value;
  };
  const [x, y] = [weights(one, idf), weights(other, idf)];
  const shares = [...x]
    .flatMap(([term, weight]) => {
      const also = y.get(term);
      return also === undefined ? [] : [{ term, contribution: weight * also }];
    })
    .sort((a, b) => b.contribution - a.contribution || (a.term < b.term ? -1 : 1));
  const cosine = shares.reduce((sum, { contribution }) => sum + contribution, 0);
  const terms = shares.slice(0, TERMS);
  const [runs, also] = [runsIn(one, width), runsIn(other, width)];
  const shared = [...runs].filter((run) => also.has(run));
  return {
    cosine,
    terms,
    others: shares.slice(TERMS).reduce((sum, { contribution }) => sum + contribution, 0),
    runs: { first: runs.size, second: also.size, shared: shared.length },
    telling: shared
      .map((run) => {
        const words = run.split(' ');
        return { run, idf: words.reduce((sum, word) => sum + idf(word), 0) / words.length };
      })
      .sort((a, b) => b.idf - a.idf || (a.run < b.run ? -1 : 1))
      .slice(0, RUNS),
  };
}

/** The words of a text as they are compared. */
export function wordsIn(text: string): string[] {
  const normal = normalText(text, 'n2');
  return normal === '' ? [] : normal.split(' ');
}

/** tf-idf of each word, made of length 1. */
function weights(words: readonly string[], idf: (term: string) => number): Map<string, number> {
  const found = new Map<string, number>();
  for (const word of words) found.set(word, (found.get(word) ?? 0) + 1);
  let squares = 0;
  for (const [word, times] of found) {
    const weight = times * idf(word);
    found.set(word, weight);
    squares += weight ** 2;
  }
  for (const [word, weight] of found) found.set(word, weight / Math.sqrt(squares));
  return found;
}

function runsIn(words: readonly string[], width: number): Set<string> {
  if (words.length === 0) return new Set();
  if (words.length <= width) return new Set([words.join(' ')]);
  return new Set(
    Array.from({ length: words.length - width + 1 }, (_, i) => words.slice(i, i + width).join(' ')),
  );
}
