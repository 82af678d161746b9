import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Limits } from '../../../src/codecs/codec';
import { auditTable } from '../../../src/engine/table/audit-table';
import type { AuditReport } from '../../../src/engine/audit';
import { EngineError } from '../../../src/engine/problems';
import { countCodes, type Column, type Table } from '../../../src/engine/table/table';
import { missingRows } from '../../../src/engine/table/missing-rows';
import { profileColumns } from '../../../src/engine/table/profile-columns';
import { dice } from '../../dice';
import { noTick, read } from '../../unit/codecs/reading';

/** Columns that tell rows apart, numbers with gaps and odd spellings, and one that opens. */
function fileOf(rows: number, seed: number): string {
  const u = dice(seed);
  const pick = (list: readonly string[]) => list[u.below(list.length)]!;
  const lines = ['id,size,city,note,age,score,group,label'];
  for (let row = 0; row < rows; row++) {
    const copied = row > 20 && u.below(20) === 0;
    lines.push(
      copied
        ? lines[1 + u.below(row)]!
        : [
            row * 3,
            pick(['1', '1.0', '2', 'NA', '', '3.50', 'x', String(u.below(40))]),
            pick(['Porto', 'Faro', '"Vila, Nova"', '', 'Ã©vora']),
            `"note ${u.below(2000)}\nends"`,
            pick(['', '31', '32', '33', '?', '47']),
            u.below(900) / 10,
            pick(['a', 'b', 'c', 'c', '']),
            pick(['yes', 'no', 'no', 'no', '']),
          ].join(','),
    );
  }
  return `${lines.join('\n')}\n`;
}

const readWith = (text: string, limits: Limits) =>
  read(text, { delimiter: ',', header: true, encoding: 'utf-8', limits });

function audited(text: string, limits: Limits): AuditReport {
  const { table, facts } = readWith(text, limits);
  const shell = { path: 'file.csv', sha256: '', tick: noTick };
  return auditTable(table, facts, { roles: { label: 'label' } }, shell).report;
}

const ways = fc.record({
  workers: fc.constantFrom(1, 2, 3),
  withoutKernel: fc.boolean(),
  values: fc.constantFrom(50, 65_535),
  smallestPart: fc.constant(1),
});

/** Codes, or undefined where they do not fit. */
function codesIfRoom(column: Column): number[] | undefined {
  try {
    return [...column.codes];
  } catch (error) {
    if (error instanceof EngineError && error.code === 'too-large') return undefined;
    throw error;
  }
}

const bitsUpTo = (bits: Uint32Array, rows: number) =>
  Array.from({ length: rows }, (_, row) => (bits[row >>> 5]! >>> (row & 31)) & 1);

describe('a table that must fit into little memory', () => {
  it('has the values, counts, gaps and codes of one that need not', () => {
    const sizes = fc.record({ rows: fc.integer({ min: 1, max: 300 }), seed: fc.nat(1000) });
    const memory = fc.integer({ min: 1, max: 12_000 });
    fc.assert(
      fc.property(sizes, memory, ways, ({ rows, seed }, most, way) => {
        const text = fileOf(rows, seed);
        const { table: all } = readWith(text, { values: way.values });
        const { table: some } = readWith(text, { ...way, memory: most });
        const profiles = profileColumns(all, noTick);
        expect(some.columns.map(({ sketch }) => sketch !== undefined)).toEqual(
          all.columns.map(({ sketch }) => sketch !== undefined),
        );
        for (const { index, counted } of some.columns) {
          if (!counted) continue;
          const [one, other] = [all.columns[index]!, some.columns[index]!];
          expect(other.dictionary.size).toBe(one.dictionary.size);
          for (let code = 0; code < one.dictionary.size; code++) {
            expect(other.dictionary.text(code)).toBe(one.dictionary.text(code));
          }
          expect(countCodes(other)).toEqual(countCodes(one));
          some.backing!.begin!();
          expect(codesIfRoom(other) ?? [...one.codes]).toEqual([...one.codes]);
          const gaps = (table: Table) =>
            bitsUpTo(missingRows(table, index, profiles[index]!, noTick), rows);
          expect(gaps(some)).toEqual(gaps(all));
        }
      }),
      { numRuns: 50 },
    );
  });

  it('has the same report, or says of a metric which setting forbids it', () => {
    const files = fc.record({ rows: fc.integer({ min: 200, max: 400 }), seed: fc.nat(1000) });
    const memory = fc.integer({ min: 1, max: 20_000 });
    fc.assert(
      fc.property(files, memory, ways, ({ rows, seed }, most, way) => {
        const text = fileOf(rows, seed);
        const whole = audited(text, {});
        const report = audited(text, { ...way, values: 65_535, memory: most });
        expect(report.columns).toEqual(whole.columns);
        for (const [id, figures] of Object.entries(report.metrics)) {
          const { notApplicable } = figures as { notApplicable?: string };
          if (notApplicable?.includes('`ballast.memoryLimit` (`--memory`')) continue;
          expect(figures, id).toEqual(whole.metrics[id]);
        }
      }),
      { numRuns: 25 },
    );
  });

  it('holds the codes of the columns that are asked for', () => {
    const text = fileOf(30_000, 3);
    // Rows, keys and one column fit, before a quarter is set aside.
    const held = (keep: readonly string[]) =>
      readWith(text, { memory: 400_000, keep })
        .table.columns.filter(({ sketch, counted }) => !sketch && !counted)
        .map(({ name }) => name);
    expect(held([])).toEqual(['age']);
    expect(held(['label'])).toEqual(['label']);
    expect(held(['none', '#3'])).toEqual(['city']);
  });

  it('says that texts are not compared where sketches of them do not fit', () => {
    const lines = Array.from(
      { length: 3000 },
      (_, i) => `${i},"words of row ${i} that hardly repeat"`,
    );
    const near = (memory: number) => {
      const { table, facts } = readWith(`id,text\n${lines.join('\n')}\n`, { values: 50, memory });
      const shell = { path: 'file.csv', sha256: '', tick: noTick };
      const { report } = auditTable(table, facts, { roles: { text: 'text' } }, shell);
      return report.metrics['near-duplicate-text'];
    };
    expect(near(1e7)).toHaveProperty('clusters');
    expect(near(2e5)).toEqual({
      notApplicable: expect.stringMatching(
        /^To compare the texts of `text` takes about 1 MB of memory, and 1 MB are free\. .*`--memory`/,
      ) as string,
    });
  });

  it.each([1, 2, 3])('has the same report where a few columns fit, by %i workers', (workers) => {
    const rows = 30_000;
    const text = fileOf(rows, 7);
    // Per row, spans take some five bytes, keys four and all codes eleven.
    const limits = { workers, smallestPart: 1, memory: 17 * rows };
    const { table } = readWith(text, limits);
    const counted = table.columns.filter((column) => column.counted).map(({ name }) => name);
    expect(counted).toContain('score');
    expect(counted).not.toContain('label');
    // Nearest rows need the numbers of all rows at once, growth and strata the codes of a column of two bytes a row.
    const [little, whole] = [audited(text, limits), audited(text, {})];
    const refused = Object.entries(little.metrics).flatMap(([id, { notApplicable: why }]) =>
      typeof why === 'string' && why.includes('`--memory`') ? [id] : [],
    );
    expect(refused.sort()).toEqual([
      'identifier-columns',
      'numeric-near-duplicates',
      'simpson-reversal',
    ]);
    for (const id of refused) expect(whole.metrics[id]).not.toHaveProperty('notApplicable');
    const without = (report: typeof whole) => ({
      ...report,
      metrics: Object.entries(report.metrics).filter(([id]) => !refused.includes(id)),
      alerts: report.alerts.filter(({ metric }) => !refused.includes(metric)),
    });
    expect(without(little)).toEqual(without(whole));
  });
});
