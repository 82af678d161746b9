import { describe, expect, it } from 'vitest';
import type { DuplicateExplanation } from '../../../src/engine/metrics/duplicates/duplicate-explanation';
import type { DuplicatePrecisionRecall } from '../../../src/engine/metrics/duplicates/duplicate-precision-recall';
import type { NearDuplicateText } from '../../../src/engine/metrics/duplicates/near-duplicate-text';
import { explainPair } from '../../../src/engine/near-text/explain-pair';
import { reviewEstimate } from '../../../src/engine/statistics/review-estimate';
import { tableOf } from '../../../src/engine/table/table';
import fixtures from '../../fixtures/methods/fixtures-audit.json';
import { figures } from './auditing';

describe('the estimate of a review', () => {
  const { input, expect: wanted, tol } = fixtures.capabilities['duplicate-precision-recall'][0]!;
  const strata = input.N.map((pairs, i) => ({
    pairs,
    judged: input.m[i]!,
    yes: input.yes[i]!,
    predicted: true,
  }));

  it('is that of the worked example', () => {
    const { precision } = reviewEstimate(strata);
    expect(Math.abs(precision!.value - wanted.precision)).toBeLessThan(tol);
    expect(Math.abs(precision!.sd - wanted.sd)).toBeLessThan(tol);
  });

  it('is exact, without a doubt, where all were judged', () => {
    const all = [
      { pairs: 40, judged: 40, yes: 30, predicted: true },
      { pairs: 60, judged: 60, yes: 10, predicted: false },
    ];
    expect(reviewEstimate(all)).toEqual({
      precision: { value: 0.75, sd: 0 },
      recall: { value: 0.75, sd: 0 },
      judged: 100,
    });
  });

  it('has the spread of recall that repeated draws have', () => {
    const sd = (m: number) => {
      const half = { pairs: 1000, judged: m, predicted: true };
      return reviewEstimate([
        { ...half, yes: m * 0.8 },
        { ...half, yes: m * 0.2, predicted: false },
      ]).recall!.sd;
    };
    // Delta method by hand: both variances are 1000^2 * 0.16 / 49 * 0.95, and 800 of 1,000 were found.
    const variance = ((1000 ** 2 * 0.16) / 49) * 0.95;
    const wantedSd = Math.sqrt((200 ** 2 * variance + 800 ** 2 * variance) / 1000 ** 4);
    expect(sd(50)).toBeCloseTo(wantedSd, 12);
  });

  it('says nothing of what nobody judged', () => {
    const none = strata.map((own) => ({ ...own, judged: 0, yes: 0 }));
    expect(reviewEstimate(none)).toEqual({ precision: null, recall: null, judged: 0 });
  });
});

const words = (row: number) => Array.from({ length: 40 }, (_, at) => `w${row * 40 + at}`);
/** Sixty texts; of the first thirty one with a few words changed, so that similarities are spread. */
const rows = [
  ...Array.from({ length: 60 }, (_, i) => words(i)),
  ...Array.from({ length: 30 }, (_, i) => [...words(i).slice(0, 39 - (i % 10)), 'x']),
].map((own, i) => [own.join(' '), i % 2 ? 'a' : 'b', i < 60 ? 'train' : 'test']);
const table = tableOf(['body', 'kind', 'part'], rows);
const roles = { label: 'kind', text: 'body', others: { part: 'split' } } as const;
const review = (values: Record<string, string | number>) =>
  figures<DuplicatePrecisionRecall>(table, 'duplicate-precision-recall', {
    roles,
    settings: { 'duplicate-precision-recall': { pairs: 60, ...values } },
  });

describe('duplicate-precision-recall', () => {
  const asked = review({});

  it('draws pairs of all similarities, those near the threshold first', () => {
    expect(asked.strata.map(({ predicted }) => predicted)).toContain(false);
    const pairs = asked.strata.reduce((sum, own) => sum + own.pairs, 0);
    expect(pairs).toBeGreaterThan(29.9);
    expect(pairs).toBeLessThan(33);
    expect(asked.queue).toHaveLength(30);
    const off = asked.queue.map(({ similarity }) => Math.abs(similarity - asked.threshold));
    expect(off).toEqual([...off].sort((a, b) => a - b));
    for (const { rows: both } of asked.queue) expect(both[1] - both[0]).toBe(60);
  });

  it('takes answers, and a census of them gives the figures', () => {
    const isTrue = (row: number) => row % 3 !== 0;
    const answers = asked.queue
      .map(({ rows: [a, b] }) => `${a}-${b} ${isTrue(a) ? 'yes' : 'no'}`)
      .join(', ');
    const found = review({ answers });
    const predicted = asked.queue.filter(({ similarity }) => similarity >= 0.8);
    const right = predicted.filter(({ rows: [a] }) => isTrue(a)).length;
    expect(found.judged).toBe(30);
    expect(found.precision!.value).toBeCloseTo(right / predicted.length, 2);
    const all = asked.queue.filter(({ rows: [a] }) => isTrue(a)).length;
    expect(Math.abs(found.recall!.value - right / all)).toBeLessThan(0.05);
  });

  it('draws sets by their rows, and a census of answers gives the figures of all rows', () => {
    // The truth: copies of every third text are another text, the others are found or missed by their similarity.
    const isTrue = (row: number) => row % 3 !== 0;
    const { sets } = review({ pairs: 0, sets: 1000 });
    expect(sets!.rows).toBe(60);
    expect(sets!.sets).toHaveLength(60);
    const both = sets!.sets.flatMap((set) =>
      [...set.others, ...set.missed].map((other) => [set.row, other.row].sort((a, b) => a - b)),
    );
    const answers = both.map(([a, b]) => `${a!}-${b!} ${isTrue(a!) ? 'yes' : 'no'}`).join(', ');
    const { estimate } = review({ pairs: 0, sets: 1000, answers }).sets!;
    const found = asked.queue.filter(({ similarity }) => similarity >= 0.8);
    const right = found.filter(({ rows: [a] }) => isTrue(a)).length;
    const all = asked.queue.filter(({ rows: [a] }) => isTrue(a)).length;
    expect(estimate.judged).toBe(60);
    expect(estimate.precision!.value).toBeCloseTo(right / found.length, 2);
    expect(estimate.recall!.value).toBeCloseTo(right / all, 2);
    // Of 60 rows those found with a row of another text are half right.
    const wrong = 2 * (found.length - right);
    expect(estimate.bCubedPrecision!.value).toBeCloseTo(1 - wrong / 2 / 60, 9);
    const missed = 2 * (all - right);
    expect(estimate.bCubedRecall!.value).toBeCloseTo(1 - missed / 2 / 60, 9);
  });

  it('says nothing of sets of which nothing was said', () => {
    const { sets } = review({ pairs: 0, sets: 5 });
    expect(sets!.sets).toHaveLength(5);
    expect(sets!.estimate).toMatchObject({ precision: null, bCubedPrecision: null, judged: 0 });
    expect(asked.sets).toBeNull();
  });

  it('is not measured unless it is asked for', () => {
    expect(() => figures(table, 'duplicate-precision-recall', { roles })).toThrow(/no review/);
  });
});

describe('duplicate-explanation', () => {
  it('contributions sum to the cosine of tf-idf', () => {
    const counts: Record<string, number> = { the: 90, red: 10, house: 4, green: 12 };
    const why = explainPair('the red house the', 'the green house', 2, (w) => counts[w] ?? 0, 100);
    const idf = (word: string) => Math.log(101 / (1 + counts[word]!)) + 1;
    const x = { the: 2 * idf('the'), red: idf('red'), house: idf('house') };
    const y = { the: idf('the'), green: idf('green'), house: idf('house') };
    const length = (v: object) =>
      Math.sqrt(Object.values(v).reduce((sum: number, w: number) => sum + w * w, 0));
    const cosine = (x.the * y.the + x.house * y.house) / (length(x) * length(y));
    expect(why.cosine).toBeCloseTo(cosine, 12);
    const sum = why.terms.reduce((all, { contribution }) => all + contribution, why.others);
    expect(sum).toBeCloseTo(why.cosine, 12);
    expect(why.terms.map(({ term }) => term)).toEqual(['house', 'the']);
    expect(why.runs).toEqual({ first: 3, second: 2, shared: 0 });
  });

  it('says which columns agree, and which words are rare', () => {
    const found = figures<DuplicateExplanation>(table, 'duplicate-explanation', {
      roles,
      settings: { 'duplicate-explanation': { row: 3, other: 63 } },
    });
    expect(found.equal).toEqual(['kind']);
    expect(found.different.map(({ column }) => column)).toEqual(['body', 'part']);
    expect(found.text!.runs).toEqual({ first: 36, second: 33, shared: 32 });
    expect(found.sampled).toBe(90);
    expect(found.text!.telling[0]!.run.split(' ')).toHaveLength(5);
    expect(found.text!.cosine).toBeGreaterThan(0.9);
  });

  it('equal texts have a cosine of 1', () => {
    const why = explainPair('a b c d e f', 'a b c d e f', 5, () => 1, 10);
    expect(why.cosine).toBeCloseTo(1, 12);
    expect(why.runs).toEqual({ first: 2, second: 2, shared: 2 });
  });
});

it('sets say which parts their rows are of', () => {
  const { sets } = figures<NearDuplicateText>(table, 'near-duplicate-text', { roles });
  expect(sets[0]!.parts).toEqual([
    { value: 'test', count: 1 },
    { value: 'train', count: 1 },
  ]);
});
