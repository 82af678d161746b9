import { describe, expect, it } from 'vitest';
import { commonnessBins } from '../../../src/engine/methods/weights/parts/commonness-bins';
import type { Step } from '../../../src/engine/recipe/recipe';
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

describe('the model of what is common', () => {
  const modelled = (values: NonNullable<Step['values']>) => {
    const { plan } = run(subject, [{ method: 'soft-dedup-weights', values }]);
    const scores = plan.columns.find(({ name }) => name === '_commonness')!;
    const { commonness } = plan.tables as { commonness: { words: number; discounts: number[] } };
    return {
      ...commonness,
      notices: plan.notices.join(' '),
      scores: rows.map((_, i) => scores.text(i)),
    };
  };
  /** How many times as common as the text in the middle one is. */
  const times = ({ scores }: { readonly scores: readonly string[] }, row: number) => {
    const known = scores.slice(19, -2).map(Number);
    return Number(scores[row]) / known.sort((a, b) => a - b)[Math.floor(known.length / 2)]!;
  };

  it('takes a copied text for far more common where it is left out once', () => {
    const [without, whole] = [modelled({}), modelled({ leaveOneOut: false })];
    expect(times(without, 0)).toBeGreaterThan(5 * times(whole, 0));
    expect(whole.notices).toContain('Leave each text out');
    expect(without.notices).not.toContain('Leave each text out');
  });

  it('has runs of so many words, and the discount asked for', () => {
    expect(
      modelled({ n: 2 })
        .scores.map((score) => score === '')
        .slice(-2),
    ).toEqual([false, true]);
    expect(modelled({ n: 6, discount: 0.5 }).discounts).toEqual([0.5, 0.5, 0.5, 0.5, 0.5, 0.5]);
    expect(modelled({}).discounts).toHaveLength(4);
  });

  it('counts no more words than asked for, about', () => {
    const many = given(
      tableOf(
        ['text'],
        Array.from({ length: 200 }, () => [words(40)]),
      ),
      { text: 'text' },
    );
    const { plan } = run(many, [{ method: 'soft-dedup-weights', values: { slots: 4000 } }]);
    const { commonness } = plan.tables as { commonness: { words: number } };
    expect(commonness.words).toBe(4000);
    expect(plan.notices.join(' ')).toContain('one text in 2');
  });
});

describe('steps of commonness', () => {
  it('weigh a power of 1 / commonness, the same whichever power it is stretched from', () => {
    const values = Float64Array.from({ length: 40 }, (_, i) => 1.3 ** i);
    const { weights } = commonnessBins(values, 40, 9);
    for (const gamma of [0.25, 1, 3]) {
      const powers = [...values].map((value) => value ** -gamma);
      const stretch = Math.log(9) / Math.log(Math.max(...powers) / Math.min(...powers));
      const least = Math.min(...powers);
      powers.forEach((power, i) => {
        expect(weights[i]).toBeCloseTo((power / least) ** stretch, 10);
      });
    }
  });

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
