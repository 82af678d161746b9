import { describe, expect, it } from 'vitest';
import { tableOf } from '../../../src/engine/table/table';
import { example, FIXTURE_A } from './fixtures';
import { given, run } from './run';

interface Expected {
  readonly synthetic: { parent: number; neighbour: number; lambda: number; x: number[] }[];
}

const RAW = { scale: 'none', decimals: 'full', k: 5, strategy: 'auto' };

describe('smote', () => {
  it('makes the rows of the worked example', () => {
    const { synthetic } = example<Expected>('smote', 'state 0, k reduced to 4').expect;
    const { plan, steps } = run(FIXTURE_A, [{ method: 'smote', values: RAW }]);
    const made = plan.made!;
    expect([...plan.rows]).toEqual([...Array(16).keys()]);
    expect(made.count).toBe(synthetic.length);
    expect([...made.parents]).toEqual(synthetic.map(({ parent }) => parent));
    expect([...made.neighbours]).toEqual(synthetic.map(({ neighbour }) => neighbour));
    synthetic.forEach(({ lambda, x }, i) => {
      expect(made.lambdas[i]).toBeCloseTo(lambda, 12);
      x.forEach((value, place) => {
        expect(Math.abs(made.numbers[place]!.values[i]! - value)).toBeLessThan(1e-12);
      });
    });
    expect(plan.notices).toEqual(['`1` has 5 usable rows: 4 neighbours are used instead of 5.']);
    expect(steps).toEqual([{ method: 'smote', change: 6 }]);
  });

  it('marks made rows unless told not to', () => {
    const { plan } = run(FIXTURE_A, [{ method: 'smote', values: RAW }]);
    const cells = (output: number) =>
      Object.fromEntries(plan.columns.map((column) => [column.name, column.text(output)]));
    expect(cells(3)).toEqual({
      _synthetic: 'false',
      _op: '',
      _parent_row: '',
      _neighbor_row: '',
      _lambda: '',
      _family: '3',
    });
    expect(cells(16)).toEqual({
      _synthetic: 'true',
      _op: 'smote',
      _parent_row: '11',
      _neighbor_row: '15',
      _lambda: '0.2531965393914103',
      _family: '11',
    });
    const plain = run(FIXTURE_A, [{ method: 'smote', values: { ...RAW, provenance: false } }]);
    expect(plain.plan.columns).toEqual([]);
  });

  it('renames marks that the file has already', () => {
    const { table } = FIXTURE_A;
    const taken = given(
      {
        ...table,
        columns: [
          ...table.columns.slice(0, 2),
          { ...table.columns[1]!, index: 2, name: '_op' },
          { ...table.columns[2]!, index: 3 },
        ],
      },
      { label: 'label', _op: 'ignored' },
    );
    const { plan } = run(taken, [{ method: 'smote', values: RAW }]);
    expect(plan.columns.map(({ name }) => name)).toContain('_op_2');
  });

  it('rounds whole numbers half to even, keeps decimals, numbers ids and copies the rest', () => {
    const rows = [
      ['1', '0.0', '10', 'p', 'a', 'r1'],
      ['2', '0.5', '11', 'q', 'a', 'r2'],
      ['5', '9.5', '30', 'p', 'b', 'r3'],
      ['6', '8.5', '31', 'q', 'b', 'r4'],
      ['7', '7.5', '32', 'q', 'b', 'r5'],
      ['8', '6.5', '33', 'p', 'b', 'r6'],
    ];
    const subject = given(tableOf(['i', 'x', 'j', 'nominal', 'label', 'id'], rows), {
      label: 'label',
      id: 'id',
    });
    const { plan } = run(subject, [{ method: 'smote' }]);
    const made = plan.made!;
    expect(made.count).toBe(2);
    expect(made.numbers.map(({ column, decimals }) => [column, decimals])).toEqual([
      [0, 0],
      [1, 1],
      [2, 0],
    ]);
    for (const { values, decimals } of made.numbers) {
      if (decimals === 0) for (const value of values) expect(Number.isInteger(value)).toBe(true);
    }
    const [ids] = made.texts;
    expect(ids!.column).toBe(5);
    expect(Array.from(made.parents, (parent, i) => [parent, ids!.text(i)])).toEqual([
      [0, 'r1#s1'],
      [1, 'r2#s1'],
    ]);
  });

  it('copies the row of a class of one, and says so', () => {
    const rows = [
      ['1.5', 'a'],
      ['2.25', 'b'],
      ['3.25', 'b'],
      ['4.75', 'b'],
    ];
    const { plan } = run(given(tableOf(['x', 'label'], rows), { label: 'label' }), [
      { method: 'smote' },
    ]);
    expect([...plan.made!.parents]).toEqual([0, 0]);
    expect([...plan.made!.numbers[0]!.values]).toEqual([1.5, 1.5]);
    expect(plan.notices[0]).toMatch(/one usable row/);
    expect(plan.columns.find(({ name }) => name === '_lambda')!.text(4)).toBe('');
  });

  it('leaves rows with missing numbers out as parents', () => {
    const rows = [
      ['1', 'a'],
      ['', 'a'],
      ['2', 'a'],
      ...Array.from({ length: 9 }, (_, i) => [String(i), 'b']),
    ];
    const { plan } = run(given(tableOf(['x', 'label'], rows), { label: 'label' }), [
      { method: 'smote' },
    ]);
    expect(new Set(plan.made!.parents)).toEqual(new Set([0, 2]));
    expect(new Set(plan.made!.neighbours)).toEqual(new Set([0, 2]));
  });

  it('adds first and then drops common rows', () => {
    const { plan } = run(FIXTURE_A, [
      { method: 'smote', values: { strategy: 0.75, undersample: 0.9, provenance: false } },
    ]);
    // 11 and 5 rows: trunc(11 * 0.75 - 5) = 3 made; then trunc(8 / 0.9) = 8 of 11 stay.
    expect(plan.made!.count).toBe(3);
    expect(plan.rows).toHaveLength(8 + 5);
    expect(plan.removed.reasons).toEqual(['majority']);
    expect([...plan.rows, ...plan.removed.rows].sort((a, b) => a - b)).toEqual([
      ...Array(16).keys(),
    ]);
  });

  it('refuses files without numbers and labels of one class', () => {
    const nominal = given(
      tableOf(
        ['c', 'label'],
        [
          ['p', 'a'],
          ['q', 'b'],
          ['q', 'b'],
        ],
      ),
      { label: 'label' },
    );
    expect(() => run(nominal, [{ method: 'smote' }])).toThrow(
      expect.objectContaining({ code: 'no-numeric-feature' }),
    );
    const single = given(
      tableOf(
        ['x', 'label'],
        [
          ['1', 'a'],
          ['2', 'a'],
        ],
      ),
      { label: 'label' },
    );
    expect(() => run(single, [{ method: 'smote' }])).toThrow(
      expect.objectContaining({ code: 'one-class' }),
    );
  });
});
