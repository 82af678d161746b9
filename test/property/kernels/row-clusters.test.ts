import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bitsOf } from '../../../src/engine/kernels/bit-sets';
import { rowKey, type CellEquality } from '../../../src/engine/kernels/canonical-codes';
import { findClusters } from '../../../src/engine/kernels/row-clusters';
import type { ColumnProfile } from '../../../src/engine/table/profile';
import { tableOf, type Table } from '../../../src/engine/table/table';
import { opened } from '../../fixtures/memory-backing';

const KINDS = [
  ['1', '1.0', '1e0', '2', '-0', '0', '', 'NA', 'inf'],
  ['a', 'b', 'A', ' a', '', 'NA'],
  ['007', '7', '07', ''],
  ['2024-01-02', '2024-1-2', ''],
  ['1,000', '1000', '1,000.0', '2,500'],
];
const NUMERIC = ['integer', 'float', 'formatted-number'];

/** What of a cell counts, as text: numbers in shortest form, missing cells empty. */
function counted(
  table: Table,
  profile: ColumnProfile,
  row: number,
  equality: CellEquality,
): string {
  const { codes, dictionary } = table.columns[profile.index]!;
  const code = codes[row]!;
  if (equality === 'as-written' || !NUMERIC.includes(profile.type)) return dictionary.text(code);
  if (profile.missingCodes.includes(code)) return '';
  const number = profile.numbers![code]! + 0;
  return Number.isFinite(number) ? `number ${String(number)}` : dictionary.text(code);
}

/** Sets of two or more rows with the same joined texts, in order of their first row. */
function joined(
  table: Table,
  profiles: readonly ColumnProfile[],
  rows: readonly number[],
  equality: CellEquality,
): number[][] {
  const sets = new Map<string, number[]>();
  for (const row of rows) {
    const key = JSON.stringify(profiles.map((profile) => counted(table, profile, row, equality)));
    sets.set(key, [...(sets.get(key) ?? []), row]);
  }
  return [...sets.values()].filter((set) => set.length > 1);
}

const tables = fc.array(fc.constantFrom(...KINDS), { minLength: 1, maxLength: 4 }).chain((kinds) =>
  fc.record({
    rows: fc.array(fc.tuple(...kinds.map((values) => fc.constantFrom(...values))), {
      maxLength: 60,
    }),
    open: fc.subarray(kinds.map((_, index) => index)),
    names: fc.constant(kinds.map((_, index) => `c${String(index)}`)),
  }),
);

describe('rows that are equal', () => {
  test('are those with the same joined texts, held or open, whatever collides', () => {
    fc.assert(
      fc.property(
        tables,
        fc.constantFrom<CellEquality>('by-value', 'as-written'),
        fc.constantFrom(0, 1, 3, 32),
        fc.option(fc.integer({ min: 2, max: 4 })),
        ({ rows, open, names }, equality, hashBits, every) => {
          const exact = tableOf(names, rows);
          const { table, profiles, asked } = opened(exact, open);
          const looked = rows.flatMap((_, row) => (every && row % every === 0 ? [] : [row]));
          const keys = profiles.map((profile, index) => rowKey(table, index, profile, equality));
          const clusters = findClusters(table, keys, {
            hashBits,
            ...(every ? { only: bitsOf(Uint32Array.from(looked), rows.length) } : {}),
          });
          const expected = joined(exact, profiles, looked, equality);
          expect(Array.from(clusters.sizes(), (_, c) => [...clusters.rows(c)])).toEqual(expected);
          expect(clusters.rowCount).toBe(looked.length);
          expect(clusters.copies).toBe(expected.reduce((sum, set) => sum + set.length - 1, 0));
          expect(clusters.distinctRows).toBe(looked.length - clusters.copies);
          expect([...clusters.allRows()]).toEqual(expected.flat().sort((a, b) => a - b));
          expect(rows.map((_, row) => clusters.clusterOf(row))).toEqual(
            rows.map((_, row) => expected.findIndex((set) => set.includes(row))),
          );
          if (hashBits < 32) return;
          const proves = keys.some((key) => 'column' in key) && expected.length > 0;
          expect(asked.differing).toBe(proves ? 1 : 0);
        },
      ),
      { numRuns: 400 },
    );
  });
});
