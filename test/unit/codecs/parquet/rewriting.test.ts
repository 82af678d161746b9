import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { SchemaElement } from 'hyparquet';
import { describe, expect, it } from 'vitest';
import { Sheet } from './sheet';

const FOLDER = join(__dirname, '../../../fixtures/parquet');
const FILES = readdirSync(FOLDER).filter((name) => name.endsWith('.parquet'));

describe('a file of another program, written again', () => {
  it.each(FILES)('%s keeps every cell and the schema', (name) => {
    const before = Sheet.of(name, readFileSync(join(FOLDER, name)));
    const rows = Uint32Array.from({ length: before.rows }, (_, row) => row);
    const after = before.written({ rows });
    expect(after.cells()).toEqual(before.cells());
    expect(after.elements()).toEqual(before.elements().map(olderInteger));
  });

  it.each(FILES)('%s gives rows in any order, as often as wanted', (name) => {
    const before = Sheet.of(name, readFileSync(join(FOLDER, name)));
    const rows = Uint32Array.from(
      { length: before.rows === 0 ? 0 : 1000 },
      (_, i) => (i * 7919) % before.rows,
    );
    const cells = before.cells();
    expect(before.written({ rows }).cells()).toEqual(Array.from(rows, (row) => cells[row]));
  });
});

/** Widths of integers are written in the older of their two notations. */
function olderInteger({ logical_type, ...element }: SchemaElement): SchemaElement {
  if (logical_type?.type === 'INTEGER') return { ...element };
  return { ...element, logical_type } as SchemaElement;
}
