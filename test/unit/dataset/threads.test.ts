import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { afterAll, describe, expect, it } from 'vitest';
import { Cancelled } from '../../../src/engine/problems';
import { Dataset } from '../../../src/files/dataset';
import { partThreads } from '../../../src/files/reading/part-threads';
import type { Progress } from '../../../src/protocol/messages';

const folder = mkdtempSync(join(tmpdir(), 'ballast-threads-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const build = (name: string) => {
  const outfile = join(folder, `${name}.js`);
  const entry = join(import.meta.dirname, '../../../src/worker', `${name}.ts`);
  buildSync({ entryPoints: [entry], bundle: true, platform: 'node', format: 'cjs', outfile });
  return outfile;
};
const [part, hash] = [build('part'), build('hash')];

/** About 21 MB, with a line end within quotes now and then. */
const path = join(folder, 'large.csv');
const text = `id,price,note,label\n${Array.from(
  { length: 500_000 },
  (_, i) =>
    `${i},${((i * 7919) % 1_000_003) / 100},${i % 9 === 0 ? `"two\nlines, ${i % 70}"` : 'some words that repeat'},${i % 5 === 0 ? 'rare' : 'common'}`,
).join('\n')}\n`;
writeFileSync(path, text);

/** About 14 MB in six row groups; two columns are open, one is held in some groups and open in the whole. */
const parquet = join(folder, 'large.parquet');
const rows = Array.from({ length: 600_000 }, (_, i) => (i % 20 === 19 ? i - 5000 : i));
const mixed = (i: number) => Math.imul(i, 2_654_435_761) >>> 0;
writeFileSync(
  parquet,
  new Uint8Array(
    parquetWriteBuffer({
      columnData: [
        { name: 'price', data: rows.map((i) => mixed(i) / 1000), type: 'DOUBLE' },
        { name: 'note', data: rows.map((i) => `note ${mixed(i)}`), type: 'STRING' },
        { name: 'batch', data: rows.map((i) => Math.floor(i / 8)), type: 'INT32' },
        { name: 'label', data: rows.map((i) => (i % 5 === 0 ? 'rare' : 'common')), type: 'STRING' },
      ],
      rowGroupSize: 100_000,
    }),
  ),
);

/** About 25 MB of texts of a kilobyte, every third nearly that before it. */
const texts = join(folder, 'texts.csv');
const words = (from: number, count: number) =>
  Array.from({ length: count }, (_, i) => `w${from + i}`).join(' ');
writeFileSync(
  texts,
  `id,text\n${Array.from({ length: 24_000 }, (_, i) => {
    const own = words((i % 3 === 2 ? i - 1 : i) * 200, 160);
    return `${i},${own}${i % 3 === 2 ? ' and more' : ''}`;
  }).join('\n')}\n`,
);

const open = async (workers: number, shell = {}, file = path) => {
  const parts = { runner: partThreads(part), workers };
  const dataset = new Dataset({ parts, hashScript: hash, ...shell });
  await dataset.open({ kind: 'file', path: file }, {});
  return dataset;
};

describe('a large file read by threads', () => {
  it('gives the same report as read by one, with the hash of its bytes', async () => {
    const one = new Dataset();
    await one.open({ kind: 'file', path }, {});
    const expected = one.audit({ roles: {} });
    expect(expected.source.sha256).toBe(createHash('sha256').update(text).digest('hex'));
    for (const workers of [2, 4]) {
      const many = await open(workers);
      expect(many.audit({ roles: {} })).toEqual(expected);
      many.close();
    }
    one.close();
  });

  it('gives the same report of a Parquet file by any number of threads', async () => {
    const one = new Dataset();
    await one.open({ kind: 'file', path: parquet }, {});
    const expected = one.audit({ roles: {} });
    expect(one.columns).toHaveLength(4);
    for (const workers of [2, 3, 7]) {
      const many = await open(workers, {}, parquet);
      expect(many.audit({ roles: {} })).toEqual(expected);
      many.close();
    }
    one.close();
    await expect(open(3, { cancelled: () => true }, parquet)).rejects.toThrow(Cancelled);
  });

  it('is read by a thread that read another file, unless that one was cancelled', async () => {
    // Threads that are started are told of in a turn of their own.
    const turn = () => new Promise(setImmediate);
    await turn();
    let started = 0;
    const count = () => started++;
    process.on('worker', count);
    const parts = { runner: partThreads(part), workers: 2 };
    const audited = async (file: string, shell = {}) => {
      const dataset = new Dataset({ parts, ...shell });
      await dataset.open({ kind: 'file', path: file }, {});
      dataset.close();
      await turn();
      return started;
    };
    expect(await audited(path)).toBe(1);
    expect(await audited(path)).toBe(1);
    expect(await audited(parquet)).toBe(1);
    // In the middle of the parts, when both are being read.
    let half = false;
    const cancelled = audited(path, {
      cancelled: () => half,
      onProgress: ({ phase, done, total }: Progress) => {
        half ||= phase === 'read' && 2 * done > total;
      },
    });
    await expect(cancelled).rejects.toThrow(Cancelled);
    expect(await audited(path)).toBe(2);
    process.off('worker', count);
  });

  it('stops when it is cancelled, and can be read again', async () => {
    let asked = 0;
    await expect(open(3, { cancelled: () => ++asked > 5 })).rejects.toThrow(Cancelled);
    const again = await open(3);
    expect(again.columns).toHaveLength(4);
    again.close();
  });

  it('has the same nearly equal texts for any number of threads, and stops when it is cancelled', async () => {
    const asked = {
      roles: { others: { text: 'text' } },
      only: ['near-duplicate-text'],
    } as const;
    const reports = [];
    for (const workers of [1, 2, 3]) {
      const dataset = await open(workers, {}, texts);
      reports.push(dataset.audit(asked).metrics);
      dataset.close();
    }
    expect(reports[0]).toMatchObject({ 'near-duplicate-text': { rows: 24_000, copies: 8000 } });
    expect(reports[1]).toEqual(reports[0]);
    expect(reports[2]).toEqual(reports[0]);
    let cancelled = false;
    const dataset = await open(3, { cancelled: () => cancelled }, texts);
    cancelled = true;
    expect(() => dataset.audit(asked)).toThrow(Cancelled);
    cancelled = false;
    expect(dataset.audit(asked).metrics).toEqual(reports[0]);
    dataset.close();
  });

  it('is read without threads where their bundles are missing', async () => {
    const missing = join(folder, 'missing.js');
    const parts = { runner: partThreads(missing), workers: 3 };
    const dataset = new Dataset({ parts, hashScript: missing });
    await dataset.open({ kind: 'file', path }, {});
    expect(dataset.sha256).toBe(createHash('sha256').update(text).digest('hex'));
    dataset.close();
  });
});
