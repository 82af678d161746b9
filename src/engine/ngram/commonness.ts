import type { Documents } from '../near-text/documents';
import type { TableTick } from '../table/table';
import { KneserNey, ORDER } from './kneser-ney';
import { wordsOf } from './words-of';

/** Words of a text that are looked at, and words that a model is made of if nothing else is asked. */
const WORDS_PER_TEXT = 4096;
export const WORDS = 1 << 21;

/** The model of what is common. */
export interface CommonnessModel {
  /** Words of an n-gram. */
  readonly order: number;
  /** Of every order; estimated from the counts when null. */
  readonly discount: number | null;
  /** Words that the model is made of, about. */
  readonly words: number;
  /** Each text is judged by the others only. */
  readonly leaveOneOut: boolean;
}

const USUAL: CommonnessModel = { order: ORDER, discount: null, words: WORDS, leaveOneOut: true };

/** How common each text is among all. */
export interface Commonness {
  /** exp(mean ln P) per document; NaN for texts of fewer words than an n-gram, and documents that were not asked for. */
  readonly values: Float64Array;
  /** Words that the model was made of, copies of a text included; of one text in `every`. */
  readonly words: number;
  readonly every: number;
  readonly discounts: readonly number[];
}

/**
 * The commonness of texts by a model of all of them: the geometric mean of the probabilities of a text's words, with
 * the text itself left out once. Three readings of the texts, in order. Of more words than are asked for every k-th
 * text makes the model. `times`: how often each document counts, 0: not at all. @throws Cancelled
 */
export function commonnessOf(
  documents: Documents,
  times: (document: number) => number,
  tick: TableTick,
  { order, discount, words: most, leaveOneOut } = USUAL,
): Commonness {
  const values = new Float64Array(documents.count).fill(NaN);
  const read = (part: number, take: (document: number, words: Uint32Array, at: number) => void) => {
    let at = 0;
    documents.each(
      (document, bytes, start, end) => {
        if (times(document) === 0) return;
        take(document, wordsOf(bytes, start, end, WORDS_PER_TEXT), at++);
      },
      (done, total) => {
        tick(part + done / Math.max(1, total), 3);
      },
    );
  };
  let all = 0;
  read(0, (document, own) => {
    all += own.length * times(document);
  });
  const every = Math.max(1, Math.ceil(all / most));
  let words = 0;
  const model = new KneserNey(order, discount ?? undefined);
  read(1, (document, own, at) => {
    if (at % every !== 0) return;
    model.add(own, times(document));
    words += own.length * times(document);
  });
  if (discount === null) model.estimateDiscounts();
  read(2, (document, own, at) => {
    if (leaveOneOut && at % every === 0) values[document] = leftOut(model, own);
    else if (own.length >= order) values[document] = Math.exp(model.meanLog(own));
  });
  return { values, words, every, discounts: model.discounts };
}

/**
 * The commonness of each of some texts among them, itself left out; NaN for fewer than 4 words. @throws Cancelled
 */
export function commonnessAmong(
  texts: readonly Uint32Array[],
  tick: TableTick,
): { readonly values: Float64Array; readonly discounts: readonly number[] } {
  const model = new KneserNey();
  texts.forEach((words, i) => {
    if (i % 16 === 0) tick(i, 2 * texts.length);
    model.add(words);
  });
  model.estimateDiscounts();
  const values = Float64Array.from(texts, (words, i) => {
    if (i % 16 === 0) tick(texts.length + i, 2 * texts.length);
    return leftOut(model, words);
  });
  return { values, discounts: model.discounts };
}

/** The commonness of a text of the model among its others. */
function leftOut(model: KneserNey, words: Uint32Array): number {
  if (words.length < model.order) return NaN;
  model.remove(words);
  const value = Math.exp(model.meanLog(words));
  model.add(words);
  return value;
}
