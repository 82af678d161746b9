import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { memorySource } from '../../../src/codecs/bytes';
import type { Recipe } from '../../../src/engine/recipe/recipe';
import { Dataset } from '../../../src/files/dataset';
import { packs } from '../../../src/files/packed/packing-sink';
import { unpack } from '../../../src/files/packed/unpack';
import { DATA, Folder } from './folder';

const PENGUINS = readFileSync(join(DATA, 'penguins.csv'));
const RECIPE: Recipe = {
  seed: 1,
  steps: [{ method: 'random-oversample' }],
  roles: { label: 'species' },
};
const DEDUPLICATE: Recipe = { seed: 1, steps: [{ method: 'exact-dedup' }], roles: {} };
const ALL_COPIES: Recipe = { ...DEDUPLICATE, overrides: ['G-HALF'] };

let folder: Folder;
const dataset = new Dataset();
beforeEach(() => {
  folder = new Folder();
});
afterEach(() => {
  dataset.close();
  folder.remove();
});

/** What a recipe writes for a file: names beside the source, and contents as they lie on the disk. */
async function written(name: string, bytes: Uint8Array, recipe: Recipe) {
  const path = folder.file(name, bytes);
  await dataset.open({ kind: 'file', path }, {});
  const { preview } = dataset.apply(recipe, { token: `${process.pid}-test` });
  const names = folder.names.filter((each) => each !== name);
  return { names, preview, read: (each: string) => readFileSync(join(folder.path, each)) };
}

async function unzstd(bytes: Uint8Array): Promise<string> {
  const source = await unpack(memorySource('x.zst', bytes), 'zstd', () => undefined);
  const content = Buffer.alloc(source.size);
  source.read(0, content);
  return content.toString();
}

describe('a compressed file', () => {
  it('is audited as its content is, under its own name, size and hash', async () => {
    const packed = gzipSync(PENGUINS);
    const path = folder.file('penguins.csv.gz', packed);
    await dataset.open({ kind: 'file', path }, {});
    const report = dataset.audit({ roles: {} });
    expect(report.source).toMatchObject({
      name: 'penguins.csv.gz',
      format: 'csv',
      compression: 'gzip',
      bytes: packed.length,
      rows: 344,
      sha256: createHash('sha256').update(packed).digest('hex'),
    });
    expect(report.problems.map(({ code }) => code)).not.toContain('other-extension');
    const page = dataset.rows({ kind: 'rows', rows: [343] }, 0, 10);
    expect(page.rows[0]).toMatchObject({
      line: 345,
      cells: expect.arrayContaining(['Gentoo', '5400', 'MALE']),
    });
  });

  it('is written compressed in the same way, with the same content as without', async () => {
    const plain = await written('penguins.csv', PENGUINS, RECIPE);
    const content = plain.read('penguins.random-oversample.csv').toString();
    const gz = await written('p.csv.gz', gzipSync(PENGUINS), RECIPE);
    expect(gunzipSync(gz.read('p.random-oversample.csv.gz')).toString()).toBe(content);
    const recipe = JSON.parse(gz.read('p.random-oversample.recipe.json').toString()) as {
      source: { path: string };
      written: object;
    };
    expect(recipe.source.path).toBe('p.csv.gz');
    expect(recipe.written).toMatchObject({
      path: 'p.random-oversample.csv.gz',
      recipe: 'p.random-oversample.recipe.json',
    });
  });

  it('is written as zstandard where Node can, else as gzip, which is said before', async () => {
    const packed = readFileSync(
      join(import.meta.dirname, '../../fixtures/packed/one-frame.csv.zst'),
    );
    const { names, preview, read } = await written('run.csv.zst', packed, ALL_COPIES);
    const extension = packs('zstd') ? 'zst' : 'gz';
    expect(names).toContain(`run.exact-dedup.csv.${extension}`);
    const output = read(`run.exact-dedup.csv.${extension}`);
    const content = packs('zstd') ? await unzstd(output) : gunzipSync(output).toString();
    const plain = await written('plain.csv', Buffer.from(await unzstd(packed)), ALL_COPIES);
    expect(content).toBe(plain.read('plain.exact-dedup.csv').toString());
    expect(preview.notices.filter((notice) => /compressed as gzip/.test(notice))).toHaveLength(
      packs('zstd') ? 0 : 1,
    );
  });

  it('writes removed rows in the same compression, and takes the next free names together', async () => {
    const rows = gzipSync('a,b\n1,2\n1,2\n3,4\n');
    folder.file('d.exact-dedup.removed.csv.gz', 'taken');
    const { names, read } = await written('d.csv.gz', rows, DEDUPLICATE);
    expect(names).toEqual([
      'd.exact-dedup-2.csv.gz',
      'd.exact-dedup-2.recipe.json',
      'd.exact-dedup-2.removed.csv.gz',
      'd.exact-dedup.removed.csv.gz',
    ]);
    expect(gunzipSync(read('d.exact-dedup-2.csv.gz')).toString()).toBe('a,b\n1,2\n3,4\n');
    expect(gunzipSync(read('d.exact-dedup-2.removed.csv.gz')).toString()).toMatch(/^a,b,_reason/);
  });

  it('is told by its content when its name does not say so, and gets a name that does', async () => {
    const jsonl = gzipSync('{"a":1}\n{"a":1}\n{"a":2}\n');
    const { names, read } = await written('rows.jsonl', jsonl, DEDUPLICATE);
    expect(names).toContain('rows.exact-dedup.jsonl.gz');
    expect(gunzipSync(read('rows.exact-dedup.jsonl.gz')).toString()).toBe('{"a":1}\n{"a":2}\n');
  });

  it('is refused when something else is in it, and when it is compressed twice', async () => {
    const tar = Buffer.alloc(1024);
    tar.write('a.csv', 0);
    tar.write('ustar', 257);
    const refuse = async (name: string, bytes: Uint8Array) => {
      const path = folder.file(name, bytes);
      await dataset.open({ kind: 'file', path }, {});
    };
    await expect(refuse('a.tar.gz', gzipSync(tar))).rejects.toThrow(/tar archive/);
    await expect(refuse('a.csv.gz', gzipSync(gzipSync('a,b\n')))).rejects.toThrow(/twice/);
    await expect(refuse('b.csv.gz', gzipSync('a,b\n1,2\n').subarray(0, 20))).rejects.toMatchObject({
      code: 'unreadable',
    });
    expect(() => dataset.columns).toThrow(/No dataset is open/);
  });

  it('that is large leaves no temporary file once it is closed', async () => {
    const mine = () =>
      readdirSync(tmpdir()).filter((name) => name.startsWith(`.ballast-${process.pid}-`));
    const rows = gzipSync(`a,b\n${`1,${'x'.repeat(1000)}\n`.repeat(40_000)}`, { level: 1 });
    const path = folder.file('large.csv.gz', rows);
    await dataset.open({ kind: 'file', path }, {});
    expect(mine()).toHaveLength(1);
    dataset.close();
    expect(mine()).toEqual([]);
  });
});
