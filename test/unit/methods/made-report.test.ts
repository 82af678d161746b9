import { describe, expect, it } from 'vitest';
import type { MadeReport } from '../../../src/engine/methods/resample/parts/made-report';
import { tableOf } from '../../../src/engine/table/table';
import { FIXTURE_A } from './fixtures';
import { dataFile, given, run, type Given } from './run';

const values = { scale: 'none', decimals: 'full' };
const reportsOf = (subject: Given, more: Record<string, string | number> = {}) => {
  const { plan } = run(subject, [{ method: 'smote', values: { ...values, ...more } }]);
  return { plan, reports: plan.tables['made'] as unknown as MadeReport[] };
};

/** The middle of sorted numbers. */
function middle(numbers: number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const half = Math.floor(sorted.length / 2);
  return sorted.length % 2 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
}

describe('the report of smote', () => {
  it('equals looking at all pairs, where all rows fit the sample', () => {
    const { plan, reports } = reportsOf(FIXTURE_A);
    const [report] = reports;
    const { table } = FIXTURE_A;
    const cell = (row: number, column: number) => {
      const { codes, dictionary } = table.columns[column]!;
      return dictionary.text(codes[row]!);
    };
    const real = Array.from({ length: 16 }, (_, row) => ({
      x: [Number(cell(row, 0)), Number(cell(row, 1))],
      y: cell(row, 2),
    }));
    const { made } = plan;
    const nearest = (x: number[], left = -1) =>
      real
        .map((row, at) => ({ ...row, at, d: Math.hypot(row.x[0]! - x[0]!, row.x[1]! - x[1]!) }))
        .filter(({ at }) => at !== left)
        .reduce((best, row) => (row.d < best.d ? row : best));
    const ofMade = Array.from({ length: made!.count }, (_, i) =>
      nearest(made!.numbers.map((column) => column.values[i]!)),
    );
    const ofReal = real.flatMap((row, at) => (row.y === '1' ? [nearest(row.x, at)] : []));
    expect(reports).toHaveLength(1);
    expect(report).toMatchObject({
      class: '1',
      made: 6,
      asked: 6,
      among: 16,
      unused: 0,
      copies: 0,
    });
    expect(report!.madeToReal).toBeCloseTo(middle(ofMade.map(({ d }) => d)), 12);
    expect(report!.realToReal).toBeCloseTo(middle(ofReal.map(({ d }) => d)), 12);
    expect(report!.distanceRatio).toBeCloseTo(report!.madeToReal / report!.realToReal, 12);
    const beside = ofMade.filter(({ y }) => y !== '1').length;
    expect(beside).toBeGreaterThan(0);
    expect(report!.otherClassShare).toBeCloseTo(beside / 6, 12);
  });

  it('makes the guard warn above a fifth', () => {
    // Two rare rows far apart with common rows between them: most of what is made lies among the common ones.
    const rows = [
      ['0.5', 'rare'],
      ['100.5', 'rare'],
      ...Array.from({ length: 99 }, (_, i) => [`${i + 1}.0`, 'most']),
    ];
    const { plan, reports } = reportsOf(given(tableOf(['x', 'y'], rows), { y: 'label' }));
    expect(reports[0]!.otherClassShare).toBeGreaterThan(0.9);
    const note = plan.guards.find(({ code }) => code === 'G-OVERLAP');
    expect(note?.level).toBe('warning');
    expect(note?.message).toMatch(/Of 97 of the 97 made rows of `rare`, 9\d\.\d% lie nearest/);
  });

  it('counts copies and rows that are no parent', () => {
    const rows = [
      ...['1.5', '1.5', '1.5', '4.5'].map((x) => [x, 'rare']),
      ...Array.from({ length: 7 }, (_, i) => [`${i + 20}.5`, 'most']),
    ];
    const { plan, reports } = reportsOf(given(tableOf(['x', 'y'], rows), { y: 'label' }), { k: 1 });
    const { parents, numbers } = plan.made!;
    const same = Array.from(parents).filter(
      (parent, i) => numbers[0]!.values[i] === Number(rows[parent]![0]),
    );
    expect(reports[0]!.copies).toBe(same.length);
    expect(reports[0]!.unused).toBe(4 - new Set(parents).size);
  });

  it('asks a sample of large files and says of how many', () => {
    const { reports } = reportsOf(given(dataFile('mammography.csv', false), { c7: 'label' }));
    expect(reports[0]).toMatchObject({ made: 10923 - 260, among: 11183, asked: 200 });
    expect(reports[0]!.otherClassShare).toBeLessThan(1);
  });
});
