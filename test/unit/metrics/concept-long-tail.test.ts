import { describe, expect, test } from 'vitest';
import { contentWords, questionTypes } from '../../../src/engine/cells/content-words';
import type { ConceptLongTail } from '../../../src/engine/metrics/imbalance/concept-long-tail';
import { headTail } from '../../../src/engine/statistics/head-tail';
import { tableOf } from '../../../src/engine/table/table';
import { audit, figures } from './auditing';

const METRIC = 'concept-long-tail';
const CORPUS = [
  'The cat sat on the mat. Where is the cat?',
  'A cat and a dog: the dog barked!',
  'What is the time? What is the day?',
  'Dogs, cats - and one zebra',
  '',
  "Don't the cat's paws count",
];
const request = { roles: { label: null, text: 'text' }, only: [METRIC] };
const textTable = (texts: readonly string[]) =>
  tableOf(
    ['x', 'text'],
    texts.map((text, i) => [String(i / 3), text]),
  );

describe('words and questions of a text', () => {
  test('content words: three letters, no stop words, each once', () => {
    expect(contentWords(CORPUS[0]!, 100)).toEqual(['cat', 'sat', 'mat']);
    expect(contentWords(CORPUS[5]!, 100)).toEqual(["cat's", 'paws', 'count']);
    expect(contentWords('one Zwei drei VIER äpfel 123 ab', 100)).toEqual([
      'zwei',
      'drei',
      'vier',
      'äpfel',
    ]);
    expect(contentWords('red green blue', 2)).toEqual(['red', 'green']);
  });

  test('kinds of question: the first two words of each', () => {
    expect(questionTypes(CORPUS[0]!)).toEqual(['where is']);
    expect(questionTypes(CORPUS[2]!)).toEqual(['what is']);
    expect(questionTypes('Why? Who did it? No.')).toEqual(['who did']);
  });
});

describe('head and tail', () => {
  test('the fewest that make 80%', () => {
    const found = headTail([50, 5, 30, 10, 5]);
    expect(found).toMatchObject({ head: 2, headShare: 0.4, boundary: 30 });
    expect([...found.isHead]).toEqual([1, 0, 1, 0, 0]);
    expect([...found.keep]).toEqual([0.6, 1, 1, 1, 1]);
  });

  test.each([[[7, 7, 7, 7, 7]], [[1]], [[9, 1]], [[3, 3, 2, 1, 1]], [[100, 20, 5, 1, 1, 1]]])(
    'against adding up: %j',
    (counts) => {
      const { head } = headTail(counts);
      const sorted = [...counts].sort((a, b) => b - a);
      const sum = (n: number) => sorted.slice(0, n).reduce((a, b) => a + b, 0);
      expect(sum(head)).toBeGreaterThanOrEqual(0.8 * sum(counts.length) - 1e-9);
      expect(sum(head - 1)).toBeLessThan(0.8 * sum(counts.length));
    },
  );
});

describe('views', () => {
  test('of a corpus made by hand', () => {
    const found = figures<ConceptLongTail>(textTable(CORPUS), METRIC, request);
    const view = (name: string) => found.views.find((each) => each.view === name)!;
    expect(view('words').most.slice(0, 2)).toEqual([
      { concept: 'cat', rows: 2 },
      { concept: 'barked', rows: 1 },
    ]);
    expect(view('words')).toMatchObject({ concepts: 13, occurrences: 14, scarce: 13 });
    expect(view('questions').most).toEqual([
      { concept: 'what is', rows: 1 },
      { concept: 'where is', rows: 1 },
    ]);
    expect(found.views.map(({ view: name }) => name)).toEqual(['words', 'questions']);
    expect(found).toMatchObject({ looked: 6, of: 6, first: false });
  });

  test('tags, their pairs, and figures of rows against counting', () => {
    const rows = ['a|b|c', 'a|b', 'a|b', 'a|b', 'a|b', 'a', 'd', 'c|a'];
    const table = tableOf(
      ['x', 'tags'],
      rows.map((tags, i) => [String(i / 3), tags]),
    );
    const found = figures<ConceptLongTail>(table, METRIC, {
      settings: { [METRIC]: { tags: ['tags'] } },
    });
    const [objects, pairs] = found.views;
    // a 7, b 5, c 2, d 1: 12 of 15 are 80%.
    expect(objects).toMatchObject({ view: 'objects', head: 2, boundary: 5, headOnly: 5 / 8 });
    expect(pairs).toMatchObject({ view: 'pairs', most: [{ concept: 'a + b', rows: 5 }] });
    const keep: Record<string, number> = { a: 5 / 7, b: 1, c: 1, d: 1 };
    const perRow = rows.map((row) => {
      const own = row.split('|').map((tag) => keep[tag]!);
      const mean = own.reduce((x, y) => x + y, 0) / own.length;
      return row.includes('a|b') ? 1 : mean;
    });
    const sorted = [...perRow].sort((x, y) => x - y);
    expect(found.keep[1]).toBeCloseTo((sorted[3]! + sorted[4]!) / 2, 12);
    expect(found.tailScore[1]).toBeLessThanOrEqual(Math.log(8));
  });

  test('without text or tags it does not apply', () => {
    const table = tableOf(
      ['x'],
      Array.from({ length: 9 }, (_, i) => [String(i)]),
    );
    expect(audit(table, { only: [METRIC] }).report.metrics[METRIC]).toHaveProperty('notApplicable');
  });
});

/** A number as letters: digits are no words. */
const letters = (i: number) => [...String(i)].map((digit) => 'abcdefghij'[Number(digit)]!).join('');

describe('findings', () => {
  const tagged = (rows: readonly string[]) =>
    audit(
      tableOf(
        ['x', 'tags'],
        rows.map((tags, i) => [String(i / 3), tags]),
      ),
      { only: [METRIC] },
    ).report.alerts.map(({ code }) => code);

  test('few tags that most rows carry alone are a note', () => {
    const rows = [
      ...Array.from({ length: 400 }, (_, i) => `t${String(i % 2)}|u`),
      ...Array.from({ length: 60 }, (_, i) => `r${String(i)}|t0`),
    ];
    expect(tagged(rows)).toEqual(['common-concepts-only']);
  });

  test('even tags are none, though 80% of rows carry only tags of the head', () => {
    expect(
      tagged(Array.from({ length: 400 }, (_, i) => `t${String(i % 20)}|t${String((i + 1) % 20)}`)),
    ).toEqual([]);
  });

  test('a kind of question above a half is a note', () => {
    const asked = (share: number) =>
      Array.from(
        { length: 200 },
        (_, i) =>
          `${i < share ? 'What is' : `Where are${String(i % 9)}`} thing number ${String(i)}?`,
      );
    const codes = (texts: string[]) =>
      audit(textTable(texts), request).report.alerts.map(({ code }) => code);
    expect(codes(asked(101))).toContain('one-kind-of-question');
    expect(codes(asked(100))).not.toContain('one-kind-of-question');
  });

  test('rows that carry only common words are shown', () => {
    const texts = Array.from({ length: 300 }, (_, i) =>
      i % 10 === 0 ? `rare${letters(i)} odd${letters(i)} alpha` : 'alpha beta',
    );
    const { report, evidence } = audit(textTable(texts), request);
    expect(report.alerts[0]).toMatchObject({ code: 'common-concepts-only', evidence: 'common' });
    const rows = [...evidence.get(`${METRIC}/common`)!.rows];
    expect(rows).toEqual(Array.from({ length: 300 }, (_, i) => i).filter((i) => i % 10 !== 0));
  });
});
