import { describe, expect, it } from 'vitest';
import { commonnessBins } from '../../../src/engine/methods/weights/parts/commonness-bins';
import { tableOf } from '../../../src/engine/table/table';
import { dice } from '../../dice';
import { given, run } from './run';

const random = dice(5);
const words = (n: number) => Array.from({ length: n }, () => `w${random.below(300)}`).join(' ');
const texts = Array.from({ length: 120 }, () => words(40));
/** Ten copies of one text, nine near copies of another, and texts of their own. */
const rows = [
  ...Array.from({ length: 10 }, () => texts[0]!),
  ...Array.from({ length: 9 }, (_, i) => `${texts[1]!} ${i}`),
  ...texts.slice(2),
  'too short',
  '',
];
const subject = given(
  tableOf(
    ['text', 'label'],
    rows.map((text, i) => [text, i % 2 ? 'a' : 'b']),
  ),
  { text: 'text', label: 'label' },
);

describe('soft-dedup-weights', () => {
  const { plan } = run(subject, [{ method: 'soft-dedup-weights' }]);
  const column = (name: string) => plan.columns.find((each) => each.name === name)!;
  const weights = rows.map((_, i) => Number(column('_weight').text(i)));
  const commonness = rows.map((_, i) => column('_commonness').text(i));

  it('weighs copies and near copies least, and the rarest texts ten times as much', () => {
    const scored = weights.slice(0, -2);
    expect(Math.max(...scored) / Math.min(...scored)).toBeCloseTo(10, 4);
    const repeated = Math.max(...weights.slice(0, 19));
    const alone = weights.slice(19, -2).sort((a, b) => a - b);
    expect(repeated).toBeLessThan(alone[Math.floor(alone.length / 2)]!);
  });

  it('has a mean of 1, and gives 1 to rows without enough words', () => {
    const mean = weights.reduce((sum, weight) => sum + weight, 0) / weights.length;
    expect(mean).toBeCloseTo(1, 4);
    expect(weights.slice(-2)).toEqual([1, 1]);
    expect(commonness.slice(-2)).toEqual(['', '']);
    expect(plan.notices.join(' ')).toContain('2 rows have fewer than 4 words');
  });

  it('weighs monotonically by commonness', () => {
    const pairs = rows
      .slice(0, -2)
      .map((_, i) => [Number(commonness[i]), weights[i]!] as const)
      .sort((a, b) => a[0] - b[0]);
    for (let i = 1; i < pairs.length; i++) {
      expect(pairs[i]![1]).toBeLessThanOrEqual(pairs[i - 1]![1]);
    }
  });

  it('says how many rows the weights are worth', () => {
    const { weights: said } = plan.tables as { weights: { ess: number } };
    const kish =
      weights.reduce((sum, w) => sum + w, 0) ** 2 / weights.reduce((s, w) => s + w * w, 0);
    expect(said.ess).toBeCloseTo(kish, 2);
  });
});

describe('steps of commonness', () => {
  it('are of equal size, the ratio exact', () => {
    const values = Float64Array.from({ length: 100 }, (_, i) => 1.1 ** ((i * 37) % 100));
    const { binOf, table } = commonnessBins(values, 5, 7);
    expect(table.map(({ rows: n }) => n)).toEqual([20, 20, 20, 20, 20]);
    expect(table[0]!.weight / table.at(-1)!.weight).toBeCloseTo(7, 12);
    values.forEach((value, i) => {
      expect(binOf[i]).toBe(Math.floor(Math.log(value) / Math.log(1.1) / 20 + 1e-9));
    });
  });

  it('weigh all the same where all are as common, and leave out what is not known', () => {
    const { weights, binOf } = commonnessBins(Float64Array.of(0.5, NaN, 0.5), 4, 10);
    expect([...weights]).toEqual([1, NaN, 1]);
    expect([...binOf]).toEqual([0, -1, 0]);
  });
});
