import { normalText } from '../../../cells/normal-text';
import { t } from '../../../language';

/** What is set aside before labels of two parts are compared, least first. */
const SPELLINGS: readonly { readonly words: string; readonly of: (text: string) => string }[] = [
  { words: '', of: (text) => text },
  { words: t('without outer spaces'), of: (text) => normalText(text, 'n1') },
  { words: t('without case and repeated spaces'), of: (text) => normalText(text, 'n2') },
  {
    words: t('without case and closing punctuation'),
    of: (text) => normalText(text, 'n2').replace(/[\p{P}\s]+$/u, ''),
  },
];

/** How the labels of the parts are brought together. */
export interface LabelSpelling {
  /** Values that occur in both as they are written. */
  readonly shared: number;
  /** In which spelling they agree; '' as written, null in none. */
  readonly words: string | null;
  /** An example of two spellings of one label. */
  readonly example: readonly [train: string, evaluation: string] | null;
  /** The label as it is compared. */
  readonly of: (text: string) => string;
}

/**
 * The first spelling in which the labels of the evaluation parts are labels of train, as long as no two labels of one
 * part become one.
 */
export function labelSpelling(
  train: readonly string[],
  evaluation: readonly string[],
): LabelSpelling {
  const known = new Set(train);
  const shared = evaluation.filter((value) => known.has(value)).length;
  const asWritten = { shared, words: '', example: null, of: (text: string) => text };
  if (shared > 0 || train.length === 0 || evaluation.length === 0) return asWritten;
  for (const { words, of } of SPELLINGS) {
    const trainOf = new Map(train.map((value) => [of(value), value]));
    const other = evaluation.find((value) => trainOf.has(of(value)));
    const apart =
      trainOf.size === train.length && new Set(evaluation.map(of)).size === evaluation.length;
    if (other === undefined || !apart) continue;
    return { shared, words, example: [trainOf.get(of(other))!, other], of };
  }
  return { ...asWritten, words: null };
}
