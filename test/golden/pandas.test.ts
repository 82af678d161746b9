import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { DuplicateClusterStatistics } from '../../src/engine/metrics/duplicates/duplicate-cluster-statistics';
import type { ExactDuplicateRows } from '../../src/engine/metrics/duplicates/exact-duplicate-rows';
import type { KeyDuplicates } from '../../src/engine/metrics/duplicates/key-duplicates';
import type { RepetitionSpectrum } from '../../src/engine/metrics/duplicates/repetition-spectrum';
import type { Values } from '../../src/engine/params/params';
import type { SplitLeakage } from '../../src/engine/metrics/duplicates/split-leakage';
import { joinTables } from '../../src/engine/table/join-tables';
import { bandOf } from '../../src/engine/statistics/repetition';
import type { Table } from '../../src/engine/table/table';
import { loadCsv } from '../fixtures/load';
import { audit } from '../unit/metrics/auditing';
import { given, run } from '../unit/methods/run';

/** How many rows, their sum, and a sum by place. */
type Digest = readonly [number, number, number];

interface OfFile {
  readonly rows: number;
  readonly duplicated: number;
  readonly kept: Readonly<Record<string, Digest>>;
  /** Sets by their number of rows, those of one row included. */
  readonly sets: Readonly<Record<string, number>>;
  /** Columns by place. */
  readonly key: readonly number[];
  readonly keyKept: Readonly<Record<string, Digest>>;
  readonly keys: number;
  readonly duplicatedKeys: number;
  readonly conflicting: number;
  readonly conflicts: Readonly<Record<string, number>>;
  readonly capped: Digest;
}

const FILE = join(import.meta.dirname, '../peers/duplicates.json');
const golden = JSON.parse(readFileSync(FILE, 'utf8')) as {
  readonly files: Readonly<Record<string, OfFile>>;
  /** Rows of adult-test whose features are in adult-train, and those of the same answer but for the full stop. */
  readonly adult: { readonly leaked: Digest; readonly sameLabel: number };
};

function digest(rows: Uint32Array): Digest {
  let [sum, byPlace] = [0, 0];
  rows.forEach((row, i) => {
    sum += row;
    byPlace = (byPlace + (i + 1) * row) % 1_000_003;
  });
  return [rows.length, sum, byPlace];
}

describe.each(Object.entries(golden.files))('%s, as pandas finds it', (name, wanted) => {
  const table = loadCsv(name);
  // Every column is compared, whatever it may mean.
  const subject = given(table);
  const kept = (method: string, values: Values) =>
    digest(run(subject, [{ method, values }]).plan.rows);
  const key = wanted.key.map((column) => `#${String(column + 1)}`);

  it('copies: drop_duplicates', () => {
    for (const [keep, rows] of Object.entries(wanted.kept)) {
      expect(kept('exact-dedup', { keep })).toEqual(rows);
    }
    expect(kept('drop-all', {})).toEqual(wanted.kept['none']);
    expect(kept('cap-per-cluster', { c: 1, keep: 'last' })).toEqual(wanted.kept['last']);
  });

  it('keys: drop_duplicates(subset), an empty cell is a value', () => {
    const values = { key, missingKey: 'one' };
    for (const [keep, rows] of Object.entries(wanted.keyKept)) {
      expect(kept('key-dedup', { ...values, keep })).toEqual(rows);
    }
    const detector = { ...values, detector: 'key' };
    expect(kept('drop-all', detector)).toEqual(wanted.keyKept['none']);
    expect(kept('cap-per-cluster', { ...detector, c: 2 })).toEqual(wanted.capped);
  });

  it('columns that differ within a key: groupby().nunique()', () => {
    const values = { key, missingKey: 'one' };
    const { tables } = run(subject, [{ method: 'key-dedup', values }]).plan;
    const found = tables['conflicts'] as { column: string; keys: number }[];
    const names = (column: string) => table.columns[Number(column)]!.name;
    expect(found.map(({ column, keys }) => [column, keys]).sort()).toEqual(
      Object.entries(wanted.conflicts)
        .map(([column, keys]) => [names(column), keys])
        .sort(),
    );
  });

  it('sets by size: duplicated() and groupby().size()', () => {
    const others = Object.fromEntries(
      table.columns.map(({ index }) => [`#${String(index + 1)}`, 'feature' as const]),
    );
    const { metrics } = audit(table, { roles: { label: null, others } }).report;
    const exact = metrics['exact-duplicate-rows'] as unknown as ExactDuplicateRows;
    expect([exact.rows, exact.duplicateRows]).toEqual([wanted.rows, wanted.duplicated]);
    const sizes = Object.entries(wanted.sets).map(([size, sets]) => [Number(size), sets] as const);
    if (wanted.duplicated === 0) {
      expect(sizes.map(([size]) => size)).toEqual([1]);
      return;
    }
    const statistics = metrics[
      'duplicate-cluster-statistics'
    ] as unknown as DuplicateClusterStatistics;
    expect(statistics.sizes.map(({ size, sets }) => [size, sets])).toEqual(sizes);
    const spectrum = metrics['repetition-spectrum'] as unknown as RepetitionSpectrum;
    const bands = spectrum.bands.map(() => 0);
    for (const [size, sets] of sizes) bands[bandOf(size)]! += sets;
    expect(spectrum.bands.map(({ sets }) => sets)).toEqual(bands);
  });

  it('repeated keys, rows without one left out', () => {
    const filled = keysWithoutGaps(table, wanted.key);
    const { metrics } = audit(table, {
      only: ['key-duplicates'],
      settings: { 'key-duplicates': { key } },
    }).report;
    const found = metrics['key-duplicates'] as unknown as KeyDuplicates;
    expect(found.rowsWithoutKey).toBe(wanted.rows - filled.rows);
    expect(found.distinctKeys).toBe(filled.keys);
    if (filled.rows < wanted.rows) return;
    const { keys, duplicatedKeys, conflicting } = wanted;
    expect([found.distinctKeys, found.duplicatedKeys, found.conflicting]).toEqual([
      keys,
      duplicatedKeys,
      conflicting,
    ]);
  });
});

/** Rows in which no cell of the key is empty, and their keys. */
function keysWithoutGaps(table: Table, key: readonly number[]): { rows: number; keys: number } {
  const found = new Set<string>();
  let rows = 0;
  for (let row = 0; row < table.rowCount; row++) {
    const cells = key.map((column) => {
      const { codes, dictionary } = table.columns[column]!;
      return dictionary.text(codes[row]!);
    });
    if (cells.includes('')) continue;
    rows++;
    found.add(cells.join('\u0000'));
  }
  return { rows, keys: found.size };
}

it('rows of adult-test that are in adult-train: merge(indicator=True)', () => {
  const names = ['adult-train.csv', 'adult-test.csv'];
  const tables = names.map((name) => ({ name, table: loadCsv(name) }));
  const split = { name: '_split', role: 'split', values: ['train', 'test'] } as const;
  const table = joinTables(tables, [split], () => undefined);
  const run = audit(table, {
    only: ['split-leakage'],
    roles: { label: '#15', others: { _split: 'split' } },
  });
  const found = run.report.metrics['split-leakage'] as unknown as SplitLeakage;
  const { leaked, sameLabel } = golden.adult;
  const train = tables[0]!.table.rowCount;
  const rows = run.evidence.get('split-leakage/equal')!.rows.filter((row) => row >= train);
  expect(digest(rows.map((row) => row - train))).toEqual(leaked);
  expect([found.rows, found.sameLabel]).toEqual([leaked[0], sameLabel]);
});
