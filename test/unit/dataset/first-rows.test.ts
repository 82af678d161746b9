import { afterAll, describe, expect, test } from 'vitest';
import { Dataset } from '../../../src/files/dataset';
import { Folder } from './folder';

const folder = new Folder();
afterAll(() => {
  folder.remove();
});

const ROWS = 400_000;
/** A row with a line break and a delimiter inside quotes, so that a cut at any line would break it. */
const row = (i: number) => `${i},"a, b\nc ${i % 97}",${i % 11 === 0 ? 'yes' : 'no'}`;

async function firstRowsOf(name: string, content: string | Uint8Array) {
  const path = folder.file(name, content);
  const dataset = new Dataset();
  const found = await dataset.openFirstRows({ kind: 'file', path }, {});
  return { found, dataset, path };
}

describe('the first rows of a large file', () => {
  const text = ['id,text,label', ...Array.from({ length: ROWS }, (_, i) => row(i)), ''].join('\n');

  test.each([
    ['UTF-8', (csv: string) => new TextEncoder().encode(csv)],
    ['UTF-16', (csv: string) => new Uint8Array(Buffer.from(`\ufeff${csv}`, 'utf16le'))],
  ])('are whole rows of the file, in %s', async (_, encode) => {
    const bytes = encode(text);
    const { found, dataset } = await firstRowsOf('quoted.csv', bytes);
    expect(found).toBe(true);
    const report = dataset.audit({ roles: {} });
    const { rows, ofAbout } = report.estimate!;
    expect(report.source.rows).toBe(rows);
    expect(report.source.bytes).toBe(bytes.length);
    expect(report.problems).toEqual([]);
    // What takes its time waits for all rows.
    expect(Object.keys(report.metrics)).toContain('class-imbalance');
    expect(Object.keys(report.metrics)).not.toContain('near-duplicate-text');
    expect(rows).toBeGreaterThan(20_000);
    expect(rows).toBeLessThan(ROWS / 2);
    expect(Math.abs(ofAbout / ROWS - 1)).toBeLessThan(0.1);
    const last = dataset.rows({ kind: 'rows', rows: [rows - 1] }, 0, 1).rows[0]!;
    expect(last.cells).toEqual([
      String(rows - 1),
      `a, b\nc ${(rows - 1) % 97}`,
      (rows - 1) % 11 === 0 ? 'yes' : 'no',
    ]);
    // Two lines a row, one for the header, counted from 1.
    expect(last.line).toBe(2 * (rows - 1) + 2);
  });

  test('of JSON Lines', async () => {
    const lines = Array.from({ length: ROWS }, (_, i) => JSON.stringify({ id: i, label: 'no' }));
    const { dataset } = await firstRowsOf('rows.jsonl', `${lines.join('\n')}\n`);
    const { estimate, problems } = dataset.audit({ roles: {} });
    expect(problems).toEqual([]);
    expect(Math.abs(estimate!.ofAbout / ROWS - 1)).toBeLessThan(0.1);
  });

  test('are not written, and reading the file afterwards reads all of it', async () => {
    const { dataset, path } = await firstRowsOf('quoted.csv', text);
    const recipe = { seed: 0, steps: [{ method: 'random-oversample' }], roles: { label: 'label' } };
    expect(() => dataset.apply(recipe, { token: 'test' })).toThrow('Only the first rows');
    await dataset.open({ kind: 'file', path }, {});
    const report = dataset.audit({ roles: {} });
    expect([report.source.rows, report.estimate]).toEqual([ROWS, undefined]);
  });
});

test('a small file has no first rows: all of it is read as fast', async () => {
  expect((await firstRowsOf('small.csv', 'a,b\n1,2\n')).found).toBe(false);
});

test('a file without a complete row in its first megabytes has none', async () => {
  const endless = `a,b\n1,"${'x'.repeat(9 << 20)}\n`;
  expect((await firstRowsOf('endless.csv', endless)).found).toBe(false);
});
