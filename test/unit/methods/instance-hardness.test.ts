import { describe, expect, it } from 'vitest';
import { tableOf } from '../../../src/engine/table/table';
import { createRandom } from '../../../src/engine/random';
import { given, run, sha256 } from './run';

const uniform = createRandom(3, sha256).stream('instance-hardness').uniform;
/** 300 rows: one in four is rare; the first number tells classes apart in part, `p` is a probability, one in nine empty. */
const rows = Array.from({ length: 300 }, (_, i) => {
  const rare = i % 4 === 0;
  const x = uniform(2 * i) + (rare ? 0.7 : 0);
  const p = i % 9 === 4 ? '' : uniform(2 * i + 1).toFixed(2);
  return [x.toFixed(6), p, rare ? 'rare' : i % 3 ? 'most' : 'some'];
});
const subject = given(tableOf(['x', 'p', 'y'], rows), { y: 'label', p: 'ignored' });
const planOf = (values: Record<string, string | number | readonly string[]>) =>
  run(subject, [{ method: 'instance-hardness-threshold', values }]).plan;

/** numpy.percentile, linear. */
function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const place = (sorted.length - 1) * share;
  const [low, high] = [sorted[Math.floor(place)]!, sorted[Math.ceil(place)]!];
  return low + (high - low) * (place % 1);
}

describe('instance-hardness-threshold', () => {
  it('keeps rows from the percentile of a given probability on, ties and missing ones with them', () => {
    const sizes = ['most', 'some', 'rare'].map((y) => rows.filter((row) => row[2] === y).length);
    const least = Math.min(...sizes);
    const expected = new Set<number>();
    for (const value of ['most', 'some']) {
      const own = [...rows.keys()].filter((i) => rows[i]![2] === value);
      const judged = own.filter((i) => rows[i]![1] !== '');
      const share = Math.max(0, least - (own.length - judged.length)) / judged.length;
      const limit = percentile(
        judged.map((i) => Number(rows[i]![1])),
        1 - share,
      );
      for (const i of judged) if (share === 0 || Number(rows[i]![1]) < limit) expected.add(i);
    }
    const { removed } = planOf({ probabilities: ['p'], strategy: 'not minority' });
    expect([...removed.rows]).toEqual([...expected].sort((a, b) => a - b));
    expect(expected.size).toBeGreaterThan(20);
  });

  it('takes one column per class in class order', () => {
    const three = tableOf(
      ['x', 'most', 'rare', 'some', 'y'],
      rows.map(([x, , y], i) => {
        const own = ((i * 7) % 100) / 100;
        return [x!, ...['most', 'rare', 'some'].map((k) => String(k === y ? own : 2)), y!];
      }),
    );
    const one = tableOf(
      ['x', 'p', 'y'],
      rows.map(([x, , y], i) => [x!, String(((i * 7) % 100) / 100), y!]),
    );
    const removed = (table: typeof one, probabilities: readonly string[]) => [
      ...run(given(table, { y: 'label' }), [
        { method: 'instance-hardness-threshold', values: { probabilities } },
      ]).plan.removed.rows,
    ];
    expect(removed(three, ['most', 'rare', 'some'])).toEqual(removed(one, ['p']));
    expect(() => removed(three, ['most', 'rare'])).toThrow(
      expect.objectContaining({ code: 'bad-parameter' }),
    );
    expect(() => removed(one, ['y'])).toThrow(expect.objectContaining({ code: 'bad-parameter' }));
  });

  it.each(['linear', 'knn'])('drops the rows that lie among others: %s', (model) => {
    const { removed } = planOf({ model, strategy: 'majority' });
    expect(removed.rows.length).toBeGreaterThan(30);
    const mean = (of: readonly number[]) => of.reduce((a, b) => a + b, 0) / of.length;
    const most = [...rows.keys()].filter((i) => rows[i]![2] === 'most');
    const gone = new Set(removed.rows);
    expect([...gone].every((row) => rows[row]![2] === 'most')).toBe(true);
    const x = (i: number) => Number(rows[i]![0]);
    expect(mean([...gone].map(x))).toBeGreaterThan(mean(most.filter((i) => !gone.has(i)).map(x)));
  });
});
