import { readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { AuditReport } from '../../src/engine/audit';
import { countCodes } from '../../src/engine/table/table';
import { codecFor } from '../../src/codecs';
import { openFile } from '../../src/files/reading/file-source';
import { Dataset } from '../../src/files/dataset';
import { COUNTED_FILES, pathOf, type CountedFile, type FileCounts } from '../peers/counted-files';
import { noTick } from '../unit/codecs/reading';

const GOLDEN = join(import.meta.dirname, '../peers/duckdb-counts.json');
const FIXTURES = join(import.meta.dirname, '../fixtures/data');
const { files } = JSON.parse(readFileSync(GOLDEN, 'utf8')) as { files: Record<string, FileCounts> };
/** HyperLogLog with 2^14 registers: three standard errors of 0.81 %. */
const ESTIMATE = 0.0243;

interface Summary {
  readonly columns: readonly {
    readonly missing: number;
    readonly distinct: number;
    readonly top?: readonly { readonly count: number }[];
    readonly numeric?: { readonly min: number; readonly max: number; readonly mean: number };
  }[];
}
interface Copies {
  readonly duplicateRows: number;
}
interface Classes {
  readonly classes: readonly { readonly value: string; readonly count: number }[];
}

const figures = <T>({ metrics }: AuditReport, id: string) => metrics[id] as unknown as T;

describe.each(COUNTED_FILES)('$name, as DuckDB counts it', (file: CountedFile) => {
  const counted = files[file.name]!;
  const path = pathOf(file, FIXTURES);
  const read = file.header ? {} : { header: false };
  afterAll(() => {
    if (file.shape) rmSync(dirname(path), { recursive: true });
  });

  it('has its cells, column by column', async () => {
    const source = openFile(path);
    const { table } = await codecFor(path, new Uint8Array(0)).read(source, read, noTick);
    expect(table.rowCount).toBe(counted.rows);
    expect(table.columns).toHaveLength(counted.columns.length);
    for (const [index, column] of table.columns.entries()) {
      const { missing, distinct, top } = counted.columns[index]!;
      const counts = countCodes(column);
      const [empty, ...values] = counts;
      expect([empty, values.length], column.name).toEqual([missing, distinct]);
      const most = [...values].sort((a, b) => b - a).slice(0, 5);
      expect(most, column.name).toEqual(top);
    }
    source.close();
  });

  it('has its figures in the audit: numbers, classes, copies', async () => {
    const dataset = new Dataset();
    await dataset.open({ kind: 'file', path }, read);
    const label = `#${file.label + 1}`;
    const audit = (mode: string) =>
      dataset.audit({ roles: { label }, settings: { 'exact-duplicate-rows': { mode } } });
    const written = audit('as-written');
    const byValue = audit('by-value');
    dataset.close();
    expect(figures<Copies>(written, 'exact-duplicate-rows').duplicateRows).toBe(counted.copies);
    expect(figures<Copies>(byValue, 'exact-duplicate-rows').duplicateRows).toBe(
      counted.copiesByValue,
    );
    const classes = figures<Classes>(written, 'class-imbalance').classes.map(
      ({ value, count }) => [value, count] as const,
    );
    expect(new Map(classes)).toEqual(new Map(counted.classes.slice(0, classes.length)));
    const { columns } = figures<Summary>(written, 'column-summary');
    let compared = 0;
    for (const [index, { name, distinct, min, max, mean }] of counted.columns.entries()) {
      const column = columns[index]!;
      expect(Math.abs(column.distinct - distinct), name).toBeLessThanOrEqual(distinct * ESTIMATE);
      if (!column.numeric) continue;
      compared++;
      expect([column.numeric.min, column.numeric.max], name).toEqual([min, max]);
      expect(column.numeric.mean, name).toBeCloseTo(mean!, 9);
    }
    expect(compared).toBeGreaterThan(0);
  });
});
