import type { SemanticType, StorageType } from '../table/profile';

/** Levels above which a categorical column is called high-cardinality (as in ydata-profiling). */
export const MANY_LEVELS = 50;
/** Distinct values up to which integers are read as codes of categories. */
const FEW_INTEGERS = 5;
/** Share of distinct values above which values are keys or running text rather than categories. */
const UNLIKE = 0.5;
/** Median of words from which text is running text. */
const WORDS = 5;
/** Words of a text to count: a median of which one half has more, and thus `WORDS`, is told by as many. */
export const TELLING_WORDS = 2 * WORDS;

/** What the values are used as, from their type, how many differ, and how many words texts have in the middle, of `TELLING_WORDS`. */
export function semanticOf(
  type: StorageType,
  { cells, distinct }: { readonly cells: number; readonly distinct: number },
  medianWords: () => number,
): SemanticType {
  switch (type) {
    case 'empty':
      return 'empty';
    case 'bool':
      return 'categorical';
    case 'integer':
      return distinct <= FEW_INTEGERS ? 'categorical' : 'numeric';
    case 'float':
    case 'formatted-number':
      return 'numeric';
    case 'date':
      return 'date';
    case 'json':
    case 'vector':
    case 'list':
      return 'structured';
    default: {
      if (distinct / cells <= UNLIKE) return 'categorical';
      const running = (type === 'text' || type === 'code') && medianWords() >= WORDS;
      return running ? 'free-text' : 'identifier';
    }
  }
}
