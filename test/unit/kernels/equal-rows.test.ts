import { describe, expect, it } from 'vitest';
import { equalRowsIn } from '../../../src/engine/table/equal-rows';
import { tableOf } from '../../../src/engine/table/table';
import { dice } from '../../dice';
import { given } from '../methods/run';

const still = () => undefined;
const COLUMNS = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];

/** Rows of numbers with one decimal, hardly two of them the same. */
function rowsOf(count: number): string[][] {
  const { below } = dice(8);
  return Array.from({ length: count }, () =>
    COLUMNS.map((_, column) => (below(column < 3 ? 9000 : 5) / 10).toFixed(1)),
  );
}

function clustersOf(rows: readonly (readonly string[])[]) {
  const { table, profiles } = given(tableOf(COLUMNS, rows));
  const found = equalRowsIn(table, profiles, [...COLUMNS.keys()], still);
  return Array.from({ length: found.count }, (_, cluster) => [...found.rows(cluster)]).concat([
    [found.rowCount],
  ]);
}

describe('equal rows of many columns', () => {
  it('are none where three columns tell all rows apart', () => {
    expect(clustersOf(rowsOf(500))).toEqual([[500]]);
  });

  it('are found by value, and rows that differ in the other columns alone are none', () => {
    const rows = rowsOf(500);
    rows[77] = rows[3]!.map((cell) => `${cell}0`);
    rows[400] = rows[3]!.slice();
    // Equal in the columns that are asked first.
    rows[250] = [...rows[9]!.slice(0, 6), '7.7'];
    expect(clustersOf(rows)).toEqual([[3, 77, 400], [500]]);
  });
});
