import { describe, expect, test } from 'vitest';
import type { AnswerPriors } from '../../../src/engine/metrics/imbalance/answer-priors';
import { answerTypes, firstWords } from '../../../src/engine/metrics/imbalance/parts/answer-types';
import { blindBaseline } from '../../../src/engine/metrics/imbalance/parts/blind-baseline';
import {
  answerPlaces,
  multipleChoice,
} from '../../../src/engine/metrics/imbalance/parts/multiple-choice';
import { positionBias } from '../../../src/engine/statistics/position-bias';
import { wilson } from '../../../src/engine/statistics/wilson';
import { tableOf } from '../../../src/engine/table/table';
import { audit, figures } from './auditing';
import { differences, examplesOf } from './examples';

const METRIC = 'answer-priors';
const still = () => undefined;

/** Numbers that look drawn, the same in every run. */
function drawn(seed: number): () => number {
  let state = seed;
  return () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32;
}

describe('places of correct options', () => {
  const [example] = examplesOf(METRIC);

  test(example!.name, () => {
    const { counts } = example!.input as { counts: number[] };
    expect(differences(positionBias(counts), example!.expect, example!.tol)).toEqual([]);
  });

  test('of letters, places from 0 or 1, and texts', () => {
    const four = (n: number) => Array.from({ length: n }, () => ['x', 'y', 'z', 'w']);
    expect(answerPlaces(['A', '(b)', 'C.', 'e', 'no'], four(5))).toEqual([0, 1, 2, -1, -1]);
    expect(answerPlaces(['1', '4', '2'], four(3))).toEqual([0, 3, 1]);
    expect(answerPlaces(['0', '3', '4'], four(3))).toEqual([0, 3, -1]);
    expect(answerPlaces([' y', 'w '], four(2))).toEqual([1, 3]);
    expect(
      answerPlaces(
        ['3', '7'],
        [
          ['7', '3'],
          ['7', '9'],
        ],
      ),
    ).toEqual([1, 0]);
  });

  test('ties for the longest option are shared, so that chance is one in k', () => {
    const items = [
      { options: ['long', 'ab', 'c'], correct: 0 },
      { options: ['long', 'tall', 'c'], correct: 1 },
      { options: ['aa', 'bb', 'cc'], correct: 2 },
      { options: ['aa', 'bbb', 'c'], correct: 2 },
    ];
    const found = multipleChoice(items, true)!;
    const longest = 1 + 1 / 2 + 1 / 3;
    expect(found.longest).toEqual({ share: longest / 4, ...wilson(longest, 4) });
    expect(found.positions).toEqual([1, 1, 2]);
    expect(found.meanLengths).toEqual([12 / 4, 11 / 4, 5 / 4]);
  });

  test('only items with the most frequent number of options count', () => {
    const of = (k: number, correct: number) => ({
      options: new Array<string>(k).fill('o'),
      correct,
    });
    const found = multipleChoice([of(3, 0), of(3, 2), of(4, 3), of(3, -1), of(1, 0)], false)!;
    expect(found).toMatchObject({ items: 2, optionCount: 3, positions: [1, 0, 1], longest: null });
    expect(multipleChoice([of(1, 0), of(3, -1)], true)).toBeNull();
  });

  test('all and none of the above', () => {
    const options = ['x', 'y', 'None of the above', 'All of these'];
    const found = multipleChoice(
      [
        { options, correct: 2 },
        { options, correct: 0 },
      ],
      true,
    )!;
    expect(found.above).toEqual({ positions: [0, 0, 2, 2], correct: 1 });
  });
});

/** Items of four options; `place` says where the correct one stands. */
function items(
  n: number,
  place: (i: number) => number,
  length: (i: number, o: number) => number = () => 4,
) {
  return tableOf(
    ['question', 'option_a', 'option_b', 'option_c', 'option_d', 'answer'],
    Array.from({ length: n }, (_, i) => [
      `Item number ${String(i)}`,
      ...[0, 1, 2, 3].map((o) => String.fromCharCode(97 + ((i * 7 + o) % 26)).repeat(length(i, o))),
      'ABCD'[place(i)]!,
    ]),
  );
}

describe('findings', () => {
  const codes = (table: ReturnType<typeof items>) =>
    audit(table, { only: [METRIC], roles: { label: null } }).report.alerts.map(({ code }) => code);

  test('places: 40, 30, 20 and 10 of 100 are a warning; even ones are not', () => {
    const skewed = (i: number) => (i % 10 < 4 ? 0 : i % 10 < 7 ? 1 : i % 10 < 9 ? 2 : 3);
    expect(figures<AnswerPriors>(items(100, skewed), METRIC).choice).toMatchObject({
      positions: [40, 30, 20, 10],
      chi2: 20,
    });
    expect(codes(items(100, skewed))).toEqual(['answer-position']);
    expect(codes(items(100, (i) => i % 4))).toEqual([]);
    // w = 0.447 as before, but ten items prove nothing: p = 0.57.
    expect(codes(items(10, skewed))).toEqual([]);
  });

  test('length: a correct option that is mostly the longest is a warning', () => {
    const tells = (every: number) => (i: number, o: number) =>
      o === i % 4 && i % every === 0 ? 9 : 4;
    expect(codes(items(100, (i) => i % 4, tells(1)))).toEqual(['longest-option']);
    expect(codes(items(100, (i) => i % 4, tells(40)))).toEqual([]);
  });

  test('types: one answer to nearly every question of a type is a note', () => {
    const rows = (share: number) =>
      Array.from({ length: 200 }, (_, i) =>
        i < 100
          ? [`Is there a thing ${String(i)}`, i < share ? 'yes' : 'no']
          : [`How many things ${String(i)}`, String(i % 5)],
      );
    const table = (share: number) => tableOf(['question', 'answer'], rows(share));
    expect(codes(table(81))).toContain('one-answer-per-type');
    expect(codes(table(80))).not.toContain('one-answer-per-type');
    const found = figures<AnswerPriors>(table(81), METRIC, { roles: { label: null } });
    expect(found.types).toMatchObject([
      { type: 'is there', rows: 100, majority: 'yes', majorityShare: 0.81, yes: 0.81 },
      { type: 'how many', rows: 100, majorityShare: 0.2, yes: null },
    ]);
    expect(found.entropyGivenType).toBeCloseTo(
      (-0.81 * Math.log(0.81) - 0.19 * Math.log(0.19) + Math.log(5)) / 2,
      12,
    );
    expect(found.majorityGivenType).toBeCloseTo((0.81 + 0.2) / 2, 12);
  });

  test('types with fewer than 30 questions are one', () => {
    const types = [...new Array<string>(30).fill('a'), ...new Array<string>(29).fill('b'), 'c'];
    const found = answerTypes(types, types);
    expect(found.map(({ type, rows }) => [type, rows])).toEqual([
      ['a', 30],
      [null, 30],
    ]);
  });

  test('the first two words', () => {
    expect(firstWords("  What's THE time?")).toBe("what's the");
    expect(firstWords('Warum?')).toBe('warum');
    expect(firstWords('¿¡?')).toBe('');
  });
});

describe('the blind baseline', () => {
  const next = drawn(5);
  const questions = Array.from({ length: 600 }, () =>
    Array.from({ length: 6 }, () => `w${String(Math.floor(next() * 40))}`).join(' '),
  );

  test('learns what a word says, and scores as the most frequent answer where words say nothing', () => {
    const telling = questions.map((text) =>
      text.includes('w7') ? 'yes' : text.includes('w3') ? 'maybe' : 'no',
    );
    const told = blindBaseline(questions, telling, still)!;
    expect(told.accuracy).toBeGreaterThan(0.95);
    expect(told.accuracy - told.majority).toBeGreaterThan(0.2);
    const random = questions.map(() => (next() < 0.5 ? 'yes' : 'no'));
    const chance = blindBaseline(questions, random, still)!;
    expect(Math.abs(chance.accuracy - 0.5)).toBeLessThan(0.08);
  });

  test('answers that are no guess count as wrong, and free texts are not guessed', () => {
    const answers = questions.map((_, i) =>
      i % 3 === 0 ? `own ${String(i)}` : i % 3 === 1 ? 'p' : 'q',
    );
    const found = blindBaseline(questions, answers, still)!;
    expect(found).toMatchObject({ rows: 600, answers: 2, majority: 1 / 3 });
    expect(found.accuracy).toBeLessThanOrEqual(2 / 3);
    expect(
      blindBaseline(
        questions,
        questions.map((_, i) => String(i)),
        still,
      ),
    ).toBeNull();
  });

  test('is a finding when it beats the most frequent answer by ten points', () => {
    const rows = questions.map((text) => [text, text.includes('w7') ? 'yes' : 'no']);
    const { alerts } = audit(tableOf(['question', 'answer'], rows), {
      only: [METRIC],
      roles: { label: null },
    }).report;
    expect(alerts.map(({ code }) => code)).toContain('question-tells-answer');
  });
});

describe('columns', () => {
  const reason = (names: string[], cells: string[]) =>
    audit(tableOf(names, [cells, cells]), { only: [METRIC] }).report.metrics[METRIC];

  test('without an answer, or with nothing it answers, it does not apply', () => {
    expect(reason(['question', 'x'], ['Is it', '1'])).toHaveProperty('notApplicable');
    expect(reason(['answer', 'x'], ['yes', '1'])).toHaveProperty('notApplicable');
  });

  test('options may be one list', () => {
    const rows = Array.from({ length: 40 }, (_, i) => [
      `Which is ${String(i)}`,
      JSON.stringify(['p', 'q', `r${String(i)}`]),
      ['p', 'q', `r${String(i)}`][i % 3]!,
    ]);
    const found = figures<AnswerPriors>(tableOf(['question', 'choices', 'answer'], rows), METRIC, {
      roles: { label: null },
    });
    expect(found.choice).toMatchObject({ items: 40, optionCount: 3, positions: [14, 13, 13] });
  });

  test('may be named', () => {
    const rows = Array.from({ length: 8 }, (_, i) => [
      `Is ${String(i)}`,
      'ab'[i % 2]!,
      `t${String(i % 2)}`,
    ]);
    const table = tableOf(['frage', 'antwort', 'art'], rows);
    const settings = { [METRIC]: { question: 'frage', answer: 'antwort', type: 'art' } };
    const found = figures<AnswerPriors>(table, METRIC, { settings, roles: { label: null } });
    expect(found).toMatchObject({ answer: 'antwort', question: 'frage', type: 'art', rows: 8 });
    const wrong = audit(table, { only: [METRIC], settings: { [METRIC]: { answer: 'nein' } } });
    expect(wrong.report.metrics[METRIC]).toEqual({ notApplicable: "There is no column 'nein'." });
  });
});
