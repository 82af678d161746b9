import { describe, expect, it } from 'vitest';
import { KneserNey } from '../../../src/engine/ngram/kneser-ney';
import { wordsOf } from '../../../src/engine/ngram/words-of';
import { spearman } from '../../../src/engine/statistics/correlations';
import { dice } from '../../dice';

const hashed = (text: string) => {
  const bytes = new TextEncoder().encode(text);
  return wordsOf(bytes, 0, bytes.length);
};

function modelOf(texts: readonly string[]): KneserNey {
  const model = new KneserNey();
  for (const text of texts) model.add(hashed(text));
  model.estimateDiscounts();
  return model;
}

/** The definition, with n-grams of `order` words as strings: P of a word after a history of one less. */
function byHand(texts: readonly string[], order = 4, fixed?: number) {
  const last = order - 1;
  const starts = Array.from({ length: last }, () => '<s>');
  const grams = Array.from({ length: order }, () => new Map<string, number>());
  for (const text of texts) {
    const words = [...starts, ...text.split(' ')];
    for (let i = last; i < words.length; i++) {
      const gram = words.slice(i - last, i + 1).join(' ');
      grams[last]!.set(gram, (grams[last]!.get(gram) ?? 0) + 1);
    }
  }
  for (let n = last; n >= 1; n--) {
    for (const gram of grams[n]!.keys()) {
      const shorter = gram.slice(gram.indexOf(' ') + 1);
      grams[n - 1]!.set(shorter, (grams[n - 1]!.get(shorter) ?? 0) + 1);
    }
  }
  const discounts = grams.map((counts) => {
    if (fixed !== undefined) return fixed;
    const having = (n: number) => [...counts.values()].filter((count) => count === n).length;
    const discount = having(1) / (having(1) + 2 * having(2));
    return discount > 0 && discount < 1 ? discount : 0.75;
  });
  const probability = (history: readonly string[], word: string, n = order): number => {
    if (n === 0) return 1 / (grams[0]!.size + 1);
    const context = history.slice(history.length - (n - 1)).join(' ');
    const following = [...grams[n - 1]!].filter(
      ([gram]) => gram.split(' ').slice(0, -1).join(' ') === context,
    );
    const sum = following.reduce((total, [, count]) => total + count, 0);
    const lower = probability(history, word, n - 1);
    if (sum === 0) return lower;
    const count = grams[n - 1]!.get([...(context ? [context] : []), word].join(' ')) ?? 0;
    const discount = discounts[n - 1]!;
    return (Math.max(count - discount, 0) + discount * following.length * lower) / sum;
  };
  return { discounts, probability, vocabulary: [...grams[0]!.keys()] };
}

const CORPUS = [
  'the cat sat on the mat',
  'the cat sat on the hat',
  'a dog sat on the mat',
  'the dog ran',
];

describe('the Kneser-Ney model', () => {
  it('has the probabilities of its definition on a small corpus', () => {
    const model = modelOf(CORPUS);
    const oracle = byHand(CORPUS);
    model.discounts.forEach((discount, context) => {
      expect(discount).toBeCloseTo(oracle.discounts[context]!, 12);
    });
    for (const history of ['the cat sat', 'sat on the', 'on a dog', 'dog ran the', 'x y z']) {
      for (const word of [...oracle.vocabulary, 'unseen']) {
        const padded = ['<s>', '<s>', '<s>', ...history.split(' ')];
        expect(model.probability(hashed(`${history} ${word}`))).toBeCloseTo(
          oracle.probability(padded, word),
          12,
        );
      }
    }
  });

  it.each([
    [2, 0.75],
    [3, 0.4],
    [6, 0.9],
  ])('of order %i with a discount of %d, too', (order, discount) => {
    const model = new KneserNey(order, discount);
    for (const text of CORPUS) model.add(hashed(text));
    const { probability, vocabulary } = byHand(CORPUS, order, discount);
    const starts = Array.from({ length: order - 1 }, () => '<s>');
    for (const history of ['the cat sat on the', 'a', 'dog ran the']) {
      for (const word of [...vocabulary, 'unseen']) {
        const expected = probability([...starts, ...history.split(' ')], word);
        expect(model.probability(hashed(`${history} ${word}`))).toBeCloseTo(expected, 12);
      }
    }
  });

  it('adds up to 1 over the vocabulary and one unseen word', () => {
    const model = modelOf(CORPUS);
    for (const history of ['the cat sat', 'sat on the', 'x y z']) {
      const words = [...byHand(CORPUS).vocabulary, 'unseen'];
      const sum = words.reduce(
        (total, word) => total + model.probability(hashed(`${history} ${word}`)),
        0,
      );
      expect(sum).toBeCloseTo(1, 12);
    }
  });

  it('without a text is the model of the others, and with it again what it was', () => {
    // Discounts stay the usual ones, so that both models have the same.
    const [all, others] = [new KneserNey(), new KneserNey()];
    for (const text of CORPUS) all.add(hashed(text));
    for (const text of CORPUS.slice(1)) others.add(hashed(text));
    const before = CORPUS.map((text) => all.meanLog(hashed(text)));
    all.remove(hashed(CORPUS[0]!));
    for (const text of CORPUS) {
      expect(all.meanLog(hashed(text))).toBe(others.meanLog(hashed(text)));
    }
    all.add(hashed(CORPUS[0]!));
    expect(CORPUS.map((text) => all.meanLog(hashed(text)))).toEqual(before);
  });

  const seed = Date.now() >>> 0;
  it(`takes a text for more common the more copies there are, and leaves the others in order (seed ${seed})`, () => {
    const random = dice(seed);
    const word = () => `w${Math.floor(400 * random.next() ** 3)}`;
    const texts = Array.from({ length: 300 }, () =>
      Array.from({ length: 40 + random.below(40) }, word).join(' '),
    );
    const scores = (copies: number) => {
      const all = [...texts, ...Array.from({ length: copies - 1 }, () => texts[7]!)];
      const model = modelOf(all);
      return texts.map((text) => {
        const words = hashed(text);
        model.remove(words);
        const score = model.meanLog(words);
        model.add(words);
        return Math.exp(score);
      });
    };
    const once = scores(1);
    const [two, three, ten] = [2, 3, 10].map(scores) as [number[], number[], number[]];
    expect(two[7]! / once[7]!).toBeGreaterThan(5);
    expect(three[7]!).toBeGreaterThan(two[7]!);
    expect(ten[7]!).toBeGreaterThan(three[7]!);
    const others = (of: number[]) => of.filter((_, i) => i !== 7);
    expect(spearman(others(once), others(ten))).toBeGreaterThan(0.99);
  });
});
