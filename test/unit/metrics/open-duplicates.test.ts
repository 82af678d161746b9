import { describe, expect, test } from 'vitest';
import { conflictingLabels } from '../../../src/engine/metrics/duplicates/conflicting-labels';
import { exactDuplicateRows } from '../../../src/engine/metrics/duplicates/exact-duplicate-rows';
import type { ColumnProfile } from '../../../src/engine/table/profile';
import type { Role } from '../../../src/engine/roles/roles';
import { tableOf, type Table } from '../../../src/engine/table/table';
import { factsOf } from '../../fixtures/load';
import { opened } from '../../fixtures/memory-backing';

/** Rows in pairs that agree but for spelling, some pairs twice; every third has two labels, or another the second time. */
const EXACT = tableOf(
  ['text', 'x', 'part', 'label'],
  Array.from({ length: 300 }, (_, i) => {
    const of = i >> 1;
    return [
      `case ${String(of % 120)}`,
      i % 2 === 0 ? String(of % 120) : `${String(of % 120)}.0`,
      of % 2 === 0 ? '' : 'b',
      of % 3 === 0 && (i % 2 === 0) !== of >= 120 ? 'odd' : 'even',
    ];
  }),
);
const ROLES: readonly Role[] = ['feature', 'feature', 'feature', 'label'];

describe.each([exactDuplicateRows, conflictingLabels])('$id of open columns', (metric) => {
  const measured = (table: Table, profiles: readonly ColumnProfile[], mode: string) =>
    metric.measure(
      table,
      { mode },
      { roles: ROLES, profiles, facts: factsOf(EXACT), guessedRoles: false, tick: () => undefined },
    );

  test.each(['by-value', 'as-written'])('%s: as of held ones, proven in one call', (mode) => {
    const held = opened(EXACT, []);
    const open = opened(EXACT, [0, 1]);
    const found = measured(open.table, open.profiles, mode);
    expect(found).toEqual(measured(held.table, held.profiles, mode));
    expect(found.applicable && Object.keys(found.evidence).length > 0).toBe(true);
    expect(open.asked).toEqual({ loaded: [], keys: 1, differing: 1, rowTexts: 0 });
  });
});
