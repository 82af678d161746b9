import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../src/engine/random';
import { tableOf } from '../../../src/engine/table/table';
import { dice } from '../../dice';
import { given, run, sha256 } from '../../unit/methods/run';

const SEED = 21;
/** Rows and classes: more rows of a class than parts by which numbers are told apart, few rows, many classes. */
const SHAPES = [
  [75_000, 2],
  [4000, 3],
  [60, 5],
  [3000, 700],
] as const;

describe(`random-undersample (seed ${SEED})`, () => {
  it.each(SHAPES)('of %i rows in %i classes keeps the first by their numbers', (count, classes) => {
    const u = dice(SEED);
    const rows = Array.from({ length: count }, () => [
      u.next() < 0.02 ? '' : `c${String(Math.floor(u.next() ** 3 * classes))}`,
      u.next() < 0.7 ? 'train' : 'test',
    ]);
    const table = tableOf(['y', 'part'], rows);
    for (const roles of [{ y: 'label' }, { y: 'label', part: 'split' }] as const) {
      const mayLeave = (row: number) => roles.part === undefined || rows[row]![1] === 'train';
      const members = new Map<string, number[]>();
      rows.forEach(([value], row) => {
        if (value === '' || !mayLeave(row)) return;
        const own = members.get(value!);
        if (own) own.push(row);
        else members.set(value!, [row]);
      });
      const least = Math.min(...[...members.values()].map((own) => own.length));
      const { uniform } = createRandom(SEED, sha256).stream('random-undersample/order');
      const leaving = [...members.values()].flatMap((own) => {
        const number = new Map(own.map((row) => [row, uniform(row)]));
        return own.sort((a, b) => number.get(a)! - number.get(b)! || a - b).slice(least);
      });
      const { plan } = run(given(table, roles), [{ method: 'random-undersample' }], {
        seed: SEED,
      });
      expect([...plan.removed.rows]).toEqual(leaving.sort((a, b) => a - b));
      const gone = new Set(leaving);
      expect([...plan.rows]).toEqual([...rows.keys()].filter((row) => !gone.has(row)));
    }
  });
});
