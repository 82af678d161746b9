import { describe, expect, it } from 'vitest';
import type { Plan } from '../../../src/engine/plan/plan';
import { tableOf } from '../../../src/engine/table/table';
import { given, run } from './run';

/** Type of question and answer: a 9:3:1 over yes/no/maybe, b 4:4 over yes/no, c yes alone; one row without a type. */
const COUNTS = { a: { yes: 9, no: 3, maybe: 1 }, b: { yes: 4, no: 4 }, c: { yes: 5 } };
const rows = [
  ...Object.entries(COUNTS).flatMap(([type, answers]) =>
    Object.entries(answers).flatMap(([answer, n]) =>
      Array.from({ length: n }, (_, i) => [`${type}${answer}${i}`, type, answer]),
    ),
  ),
  ['alone', '', 'yes'],
];
const subject = given(tableOf(['id', 'type', 'answer'], rows), {
  id: 'id',
  type: 'group',
  answer: 'label',
});
const planOf = (values: Record<string, string | number>) =>
  run(subject, [{ method: 'balance-within', values }]).plan;

/** Sums of a number per output row, by type and answer. */
function sums(plan: Plan, worth: (output: number) => number = () => 1) {
  const found: Record<string, number> = {};
  plan.rows.forEach((row, output) => {
    const key = rows[row]!.slice(1).join('|');
    found[key] = (found[key] ?? 0) + worth(output);
  });
  return found;
}

describe('balance-within', () => {
  it('drops rows down to the rarest answer of each type, or a ratio of it', () => {
    const rest = { 'b|yes': 4, 'b|no': 4, 'c|yes': 5, '|yes': 1 };
    expect(sums(planOf({}))).toEqual({ 'a|yes': 1, 'a|no': 1, 'a|maybe': 1, ...rest });
    expect(sums(planOf({ ratio: 2.5 }))).toEqual({ 'a|yes': 2, 'a|no': 2, 'a|maybe': 1, ...rest });
  });

  it('repeats rows up to the most frequent answer of each type, evenly', () => {
    const plan = planOf({ mode: 'over', ratio: 2 });
    expect(sums(plan)).toEqual({
      'a|yes': 9,
      'a|no': 5,
      'a|maybe': 5,
      'b|yes': 4,
      'b|no': 4,
      'c|yes': 5,
      '|yes': 1,
    });
    const times = [9, 10, 11].map((row) => plan.rows.filter((each) => each === row).length);
    expect([...times].sort()).toEqual([1, 2, 2]);
    expect(plan.removed.rows).toHaveLength(0);
  });

  it('weighs answers so that each type keeps its total and its answers count the same', () => {
    const plan = planOf({ mode: 'weights' });
    const weight = plan.columns.find(({ name }) => name === '_weight')!;
    const found = sums(plan, (output) => Number(weight.text(output)));
    for (const answer of ['yes', 'no', 'maybe']) {
      expect(found[`a|${answer}`]).toBeCloseTo(13 / 3, 4);
    }
    expect(found).toMatchObject({ 'b|yes': 4, 'b|no': 4, 'c|yes': 5, '|yes': 1 });
  });

  it('says how often the majority is the right guess, and what never occurs', () => {
    const { tables, notices } = planOf({});
    const { before, after } = tables['majorityGuess'] as { before: number; after: number };
    expect(before).toBeCloseTo((9 + 4 + 5) / 26, 12);
    expect(after).toBeCloseTo((1 + 4 + 5) / 16, 12);
    expect(notices.join(' ')).toMatch(/`b\|maybe`.*never|never.*`b\|maybe`/);
  });

  it('judges splits by what it does', () => {
    const level = (mode: string) =>
      planOf({ mode }).guards.find(({ code }) => code === 'G-SPLIT')!.level;
    expect(level('under')).toBe('note');
    expect(level('over')).toBe('warning');
  });

  it('refuses to even out a column within itself', () => {
    expect(() => planOf({ column: 'type' })).toThrow(
      expect.objectContaining({ code: 'bad-parameter' }),
    );
  });
});
