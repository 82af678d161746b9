import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { memorySource } from '../../../../src/codecs/bytes';
import { readParquet } from '../../../../src/codecs/parquet/read-parquet';
import { MISSING, type Table } from '../../../../src/engine/table/table';

const FOLDER = join(__dirname, '../../../fixtures/parquet');

/** What Arrow, pandas and DuckDB wrote: test/peers/parquet-fixtures.py. */
const EXPECTED = JSON.parse(readFileSync(join(FOLDER, 'expected.json'), 'utf8')) as {
  readonly files: Record<string, { readonly table: number; readonly problems: readonly string[] }>;
  readonly tables: readonly Record<string, readonly (string | null)[]>[];
};

function cellsOf({ columns }: Table): Record<string, (string | null)[]> {
  return Object.fromEntries(
    columns.map(({ name, codes, dictionary }) => [
      name,
      Array.from(codes, (code) => (code === MISSING ? null : dictionary.text(code))),
    ]),
  );
}

describe('files of other programs', () => {
  it.each(Object.entries(EXPECTED.files))('%s', (name, { table, problems }) => {
    const source = memorySource(name, readFileSync(join(FOLDER, name)));
    const result = readParquet(source, () => undefined);
    expect(cellsOf(result.table)).toEqual(EXPECTED.tables[table]);
    expect(result.facts.problems.map(({ code }) => code).sort()).toEqual([...problems].sort());
    for (const { codes } of result.table.columns) expect(codes).toHaveLength(result.table.rowCount);
  });
});
