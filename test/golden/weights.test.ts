import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Values } from '../../src/engine/params/params';
import type { Role } from '../../src/engine/roles/roles';
import { cellText } from '../../src/engine/table/table';
import { dataFile, given, run } from '../unit/methods/run';

/** What scikit-learn, AIF360, ipfn and SciPy say; made by test/peers/weights.py. */
const PEERS = JSON.parse(
  readFileSync(new URL('../peers/weights.json', import.meta.url), 'utf8'),
) as {
  'class-weights': Record<string, { column: string; weights: Record<string, number> }>;
  reweighing: number[];
  raking: { margins: Record<string, Record<string, number>>; weights: Record<string, number> };
  'entropy-balancing': {
    targets: Record<string, Record<string, number>>;
    rows: number[];
    weights: number[];
    ess: number;
  };
};
/** No limit that the peers do not have. */
const FREE = { cap: 1e6 };

/** The plan of one method on a data set, and its table. */
function weigh(file: string, roles: Record<string, Role>, method: string, values: Values = {}) {
  const table = dataFile(`${file}.csv`, true);
  return { table, ...run(given(table, roles), [{ method, values: { ...FREE, ...values } }]) };
}

/** Weights in the tables are unrounded. */
const rowsOf = (table: unknown) => table as Record<string, number | string>[];
const near = (actual: number, expected: number, relative: number) => {
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(relative * Math.abs(expected));
};

describe('class-weights', () => {
  it.each(Object.entries(PEERS['class-weights']))(
    'are those of scikit-learn on %s',
    (file, { column, weights }) => {
      const { plan } = weigh(file, { [column]: 'label' }, 'class-weights');
      const rows = rowsOf(plan.tables['classes']);
      expect(rows.map((row) => row['class'])).toEqual(Object.keys(weights));
      for (const row of rows) {
        near(row['raw'] as number, weights[row['class'] as string]!, 1e-12);
        near(row['weight'] as number, weights[row['class'] as string]!, 1e-12);
      }
    },
  );
});

describe('reweighing', () => {
  it('is that of AIF360, row by row', () => {
    const roles: Record<string, Role> = { sex: 'group', survived: 'label' };
    const { plan, table } = weigh('titanic', roles, 'reweighing');
    const cells = new Map(
      rowsOf(plan.tables['cells']).map((row) => [row['cell'] as string, row['weight'] as number]),
    );
    const sex = table.columns.findIndex(({ name }) => name === 'sex');
    expect(PEERS.reweighing).toHaveLength(table.rowCount);
    PEERS.reweighing.forEach((weight, row) => {
      const cell = `${cellText(table, row, sex)}|${cellText(table, row, 0)}`;
      near(cells.get(cell)!, weight, 1e-12);
      near(Number(plan.columns[0]!.text(row)), weight, 1e-5);
    });
  });
});

describe('raking', () => {
  it('is that of ipfn, and meets its margins', () => {
    const { margins, weights } = PEERS.raking;
    const { plan, table } = weigh('titanic', {}, 'raking', { margins, low: 0, high: 1e9 });
    const columns = Object.keys(margins).map((name) =>
      table.columns.findIndex((column) => column.name === name),
    );
    for (let row = 0; row < table.rowCount; row++) {
      const cell = columns.map((column) => cellText(table, row, column)).join('|');
      near(Number(plan.columns[0]!.text(row)), weights[cell]!, 1e-5);
    }
    const achieved = rowsOf(plan.tables['margins']);
    expect(achieved).toHaveLength(7);
    for (const row of achieved) {
      const wanted = row['targetShare'] as number;
      expect(Math.abs((row['weightedShare'] as number) - wanted)).toBeLessThanOrEqual(1e-9);
    }
  });
});

describe('entropy-balancing', () => {
  it('is the minimum of the dual, and meets its targets', () => {
    const { targets, rows, weights, ess } = PEERS['entropy-balancing'];
    const { plan, table } = weigh('penguins', {}, 'entropy-balancing', { targets });
    rows.forEach((row, i) => {
      near(Number(plan.columns[0]!.text(row)), weights[i]!, 1e-5);
    });
    const balance = rowsOf(plan.tables['balance']);
    for (const row of balance) expect(Math.abs(row['smdAfter'] as number)).toBeLessThan(1e-9);
    const diagnostics = plan.tables['weights'] as { ess: number; missing: number };
    expect(diagnostics.missing).toBe(table.rowCount - rows.length);
    // Rows with a gap weigh 1 and are no part of the peer's figure.
    const without = rows.length ** 2 / ess;
    near(diagnostics.ess, table.rowCount ** 2 / (without + diagnostics.missing), 1e-9);
  });
});
