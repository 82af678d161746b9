import { describe, expect, test } from 'vitest';
import { tableOf, type Table } from '../../../src/engine/table/table';
import { openTable } from '../../fixtures/open-table';
import { audit } from './auditing';

/** Numbers in [0, 1) that only their index decides. */
const dice = (index: number, stream: number) => {
  const x = Math.sin(index * 12.9898 + stream * 78.233) * 43758.5453;
  return x - Math.floor(x);
};

const hex = (index: number, length: number) =>
  Array.from({ length }, (_, i) => Math.floor(16 * dice(index, 100 + i)).toString(16)).join('');

const ROWS = 4000;

/** Columns of every usual kind, with gaps, null-like cells and copies. */
function usual(): Table {
  const names = [
    ...['id', 'amount', 'year', 'delay', 'review', 'seen', 'key', 'ip', 'city', 'species'],
  ];
  const rows = Array.from({ length: ROWS }, (_, i) => {
    const id = hex(i, 32);
    return [
      String(10_000 + i),
      i % 50 === 0 ? '' : (1e4 * dice(i, 1) ** 3).toFixed(2),
      String(1900 + Math.floor(1240 * dice(i, 2)) / 10),
      i % 70 === 1 ? 'NA' : String(Math.floor(2000 * dice(i, 3)) - 900),
      `case ${String(i)} was seen by ${hex(i, 4)} and then left alone`,
      new Date(1.6e12 + Math.floor(1e10 * dice(i, 4)) * 1000).toISOString().slice(0, 19),
      `${id.slice(0, 8)}-${id.slice(8, 12)}-${id.slice(12, 16)}-${id.slice(16, 20)}-${id.slice(20)}`,
      `host-${hex(i, 6)}.example`,
      ['Bern', 'Zürich', 'Genf'][i % 3]!,
      i % 10 === 0 ? 'rare' : 'usual',
    ];
  });
  return tableOf(names, rows);
}

describe('an audit of open columns', () => {
  test('asks for the cells of none that is a number, an id, a text or a date', () => {
    const held = usual();
    const { table } = openTable(held, { mostHeld: 500, refuses: true });
    const open = table.columns.filter(({ sketch }) => sketch).map(({ name }) => name);
    expect(open).toEqual(['id', 'amount', 'year', 'delay', 'review', 'seen', 'key', 'ip']);
    const { report } = audit(table);
    expect(report.columns.map(({ type, semantic, role }) => [type, semantic, role])).toEqual(
      audit(held).report.columns.map(({ type, semantic, role }) => [type, semantic, role]),
    );
    for (const figures of Object.values(report.metrics)) {
      expect(figures).not.toMatchObject({ notApplicable: expect.stringContaining('asked for') });
    }
  });

  test('finds the rows of null-like cells in the file', () => {
    const held = usual();
    const { table } = openTable(held, { mostHeld: 500, refuses: true });
    const missing = audit(table).report.metrics['missing-profile'];
    expect(missing).toEqual(audit(held).report.metrics['missing-profile']);
  });
});
