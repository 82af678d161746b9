import { describe, expect, it } from 'vitest';
import { tableOf } from '../../../src/engine/table';
import fixtures from '../../fixtures/methods/fixtures-act.json';
import { given, run } from './run';

const { fixtureA } = fixtures.tables;
const A = given(
  tableOf(
    fixtureA.columns,
    fixtureA.rows.map((row) => row.map(String)),
  ),
  { label: 'label' },
);

describe('random-oversample', () => {
  it('adds the rows of the worked example after all source rows', () => {
    const { plan, steps } = run(A, [{ method: 'random-oversample' }]);
    const { added } = fixtures.capabilities['random-oversample'][1]!.expect as { added: number[] };
    expect([...plan.rows]).toEqual([...Array(16).keys(), ...added]);
    expect(plan.made).toBeUndefined();
    expect(plan.removed.rows).toHaveLength(0);
    expect(steps).toEqual([{ method: 'random-oversample', change: 6 }]);
  });
});
