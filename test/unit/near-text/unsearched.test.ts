import { describe, expect, it } from 'vitest';
import { unsearchedReason } from '../../../src/engine/near-text/settings';
import { tableOf, type Table } from '../../../src/engine/table/table';
import { opened } from '../../fixtures/memory-backing';

/** A table with one column of text, said to have so many rows. */
const tableWith = (rowCount: number, open: readonly number[]): Table => ({
  ...opened(tableOf(['note'], [['a b c']]), open).table,
  rowCount,
});

describe('a search of very many texts', () => {
  it('waits until the column is chosen, where its cells are not held', () => {
    expect(unsearchedReason(tableWith(500_001, [0]), 0, {})).toContain('500,001 texts');
    expect(unsearchedReason(tableWith(500_001, [0]), 0, { chosen: [true] })).toBeUndefined();
  });

  it('starts at once where they are few, or held', () => {
    expect(unsearchedReason(tableWith(500_000, [0]), 0, {})).toBeUndefined();
    expect(unsearchedReason(tableWith(500_001, []), 0, {})).toBeUndefined();
  });
});
