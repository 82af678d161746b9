import { appendFileSync, copyFileSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Cancelled, type EngineErrorCode } from '../../../src/engine/problems';
import type { Recipe } from '../../../src/engine/recipe/recipe';
import type { RecipeFile } from '../../../src/engine/recipe/recipe-file';
import { reasonOf } from '../../../src/engine/plan/removed-rows';
import { Dataset } from '../../../src/files/dataset';
import type { Progress } from '../../../src/protocol/messages';
import { DATA, Folder } from './folder';

let folder: Folder;
let path: string;
beforeEach(() => {
  folder = new Folder();
  path = join(folder.path, 'titanic.csv');
  copyFileSync(join(DATA, 'titanic.csv'), path);
});
afterEach(() => {
  folder.remove();
});

const recipe = (method: string, seed = 0): Recipe => ({
  seed,
  steps: [{ method }],
  roles: { label: 'survived' },
});
const opened = async (file = path, shell = {}) => {
  const dataset = new Dataset(shell);
  await dataset.open({ kind: 'file', path: file }, {});
  return dataset;
};
const codeOf = (work: () => unknown): EngineErrorCode | string => {
  try {
    work();
  } catch (error) {
    return (error as { code?: string }).code ?? String(error);
  }
  return 'no error';
};
const read = (name: string) => readFileSync(join(folder.path, name), 'utf8');

describe('names', () => {
  it('writes output, removed rows and recipe beside the source', async () => {
    const { written } = (await opened()).apply(recipe('exact-dedup'), { token: 't' });
    expect(folder.names).toEqual([
      'titanic.csv',
      'titanic.exact-dedup.csv',
      'titanic.exact-dedup.recipe.json',
      'titanic.exact-dedup.removed.csv',
    ]);
    expect(basename(written.removed ?? '')).toBe('titanic.exact-dedup.removed.csv');
  });

  it('gives the whole group the same -2 when any name is taken, and takes over nothing', async () => {
    folder.file('titanic.exact-dedup.removed.csv', 'mine');
    const dataset = await opened();
    const { names } = dataset.preview(recipe('exact-dedup'));
    const { written } = dataset.apply(recipe('exact-dedup'), { token: 't' });
    expect(written).toEqual(names);
    expect(Object.values(written).map((name) => basename(name as string))).toEqual([
      'titanic.exact-dedup-2.csv',
      'titanic.exact-dedup-2.removed.csv',
      'titanic.exact-dedup-2.recipe.json',
    ]);
    expect(read('titanic.exact-dedup.removed.csv')).toBe('mine');
    const again = dataset.apply(recipe('exact-dedup'), { token: 't' });
    expect(basename(again.written.path)).toBe('titanic.exact-dedup-3.csv');
  });

  it('writes to a given path without overwriting it', async () => {
    const out = folder.file('out.csv', 'mine');
    const { written } = (await opened()).apply(recipe('random-oversample'), { token: 't', out });
    expect(basename(written.path)).toBe('out-2.csv');
    expect(written.removed).toBeNull();
    expect(read('out.csv')).toBe('mine');
  });
});

describe('what is written', () => {
  it('is the same for the same source, recipe and seed, and another for another seed', async () => {
    const other = new Folder();
    try {
      const copy = join(other.path, 'titanic.csv');
      copyFileSync(path, copy);
      const id = 'random-undersample';
      (await opened()).apply(recipe(id, 5), { token: 'one' });
      (await opened(copy)).apply(recipe(id, 5), { token: 'two' });
      expect(other.names).toEqual(folder.names);
      for (const name of folder.names)
        expect(
          readFileSync(join(other.path, name)).equals(readFileSync(join(folder.path, name))),
        ).toBe(true);
      const again = await opened();
      const third = again.apply(recipe(id, 6), { token: 't' }).written.path;
      expect(readFileSync(third)).not.toEqual(readFileSync(join(folder.path, `titanic.${id}.csv`)));
    } finally {
      other.remove();
    }
  });

  it('removed rows say why, what was kept and where they stood', async () => {
    const dataset = await opened();
    const { plan } = dataset.plan(recipe('exact-dedup'));
    const { written } = dataset.apply(recipe('exact-dedup'), { token: 't' });
    const lines = readFileSync(written.removed ?? '', 'utf8')
      .trimEnd()
      .split('\n');
    const source = readFileSync(path, 'utf8').trimEnd().split('\n');
    expect(lines[0]).toBe(`${source[0]!},_reason,_kept_as,_row`);
    expect(lines).toHaveLength(108);
    const { rows, keptAs } = plan.removed;
    expect(lines.slice(1)).toEqual(
      [...rows].map(
        (row, at) => `${source[row + 1]!},${reasonOf(plan.removed, at)},${keptAs![at]!},${row}`,
      ),
    );
    for (const [at, row] of rows.entries()) expect(source[keptAs![at]! + 1]).toBe(source[row + 1]);
  });

  it('the recipe file is a receipt without time or folder', async () => {
    const dataset = await opened();
    const { written } = dataset.apply(recipe('random-undersample', 3), { token: 't' });
    const text = readFileSync(written.recipe, 'utf8');
    const file = JSON.parse(text) as RecipeFile;
    expect(text).not.toContain(folder.path);
    expect(file).toMatchObject({
      ballast: 1,
      generator: 'ballast/1',
      seed: 3,
      source: { path: 'titanic.csv', rows: 891, sha256: dataset.sha256, bytes: 57018 },
      roles: { label: 'survived' },
      rows: { kept: 684, repeated: 0, made: 0, removed: 207 },
      written: { path: 'titanic.random-undersample.csv' },
    });
    expect(Object.keys(file.steps[0]!.values)).toContain('strategy');
    expect(file.before.classes.map(({ count }) => count)).toEqual([549, 342]);
    expect(file.after.classes.map(({ count }) => count)).toEqual([342, 342]);
  });
});

describe('a source that changed', () => {
  it('is refused by size, by content, and when it is gone; a new time alone is no change', async () => {
    const dataset = await opened();
    utimesSync(path, new Date(0), new Date(0));
    dataset.apply(recipe('exact-dedup'), { token: 't' });
    const before = readFileSync(path);
    const names = folder.names;
    const changed = Buffer.from(before);
    changed[changed.length - 2]! ^= 1;
    writeFileSync(path, changed);
    utimesSync(path, new Date(1000), new Date(1000));
    expect(codeOf(() => dataset.apply(recipe('exact-dedup'), { token: 't' }))).toBe(
      'source-changed',
    );
    writeFileSync(path, before);
    appendFileSync(path, 'x');
    expect(codeOf(() => dataset.apply(recipe('exact-dedup'), { token: 't' }))).toBe(
      'source-changed',
    );
    expect(folder.names).toEqual(names);
  });

  it('is refused although nothing was asked of it before it changed', async () => {
    const dataset = await opened();
    const changed = readFileSync(path);
    changed[changed.length - 2]! ^= 1;
    writeFileSync(path, changed);
    utimesSync(path, new Date(1000), new Date(1000));
    expect(codeOf(() => dataset.apply(recipe('exact-dedup'), { token: 't' }))).toBe(
      'source-changed',
    );
  });

  it('is read again when it is opened again, and only then', async () => {
    const dataset = await opened();
    const { sha256 } = dataset;
    await dataset.open({ kind: 'file', path }, {});
    expect(dataset.sha256).toBe(sha256);
    appendFileSync(path, readFileSync(path, 'utf8').split('\n')[1]!);
    await dataset.open({ kind: 'file', path }, {});
    expect(dataset.sha256).not.toBe(sha256);
    expect(dataset.audit({ roles: {} }).source.rows).toBe(892);
  });
});

describe('rows', () => {
  const text = `id,note\n1,"two\nlines"\n2,${'x'.repeat(400)}\n3,\n4,a\n5,a\n`;

  it('pages rows with their lines in the file and long cells cut', async () => {
    const dataset = await opened(folder.file('notes.csv', text));
    const page = dataset.rows({ kind: 'rows', rows: [0, 1, 2, 99] }, 1, 10);
    expect(page.total).toBe(3);
    expect(page.rows.map(({ row, line }) => [row, line])).toEqual([
      [1, 4],
      [2, 5],
    ]);
    expect(page.rows[0]!.cells[1]).toHaveLength(300);
    expect(page.rows[1]!.cells).toEqual(['3', '']);
  });

  it('finds rows by value, and empty ones', async () => {
    const dataset = await opened(folder.file('notes.csv', text));
    const where = (value: string) =>
      dataset
        .rows({ kind: 'where', cells: [{ column: 1, value }] }, 0, 10)
        .rows.map(({ row }) => row);
    expect(where('a')).toEqual([3, 4]);
    expect(where('')).toEqual([2]);
    expect(where('nowhere')).toEqual([]);
    const cells = [{ column: 9, value: 'a' }];
    expect(codeOf(() => dataset.rows({ kind: 'where', cells }, 0, 1))).toBe('unknown-column');
  });

  it('gives the evidence of every alert that has some', async () => {
    const dataset = await opened();
    const report = dataset.audit({ roles: { label: 'survived' } });
    const proven = report.alerts.filter(({ evidence }) => evidence !== undefined);
    expect(proven.length).toBeGreaterThan(0);
    for (const { metric, evidence, rows } of proven) {
      const page = dataset.rows({ kind: 'evidence', metric, key: evidence! }, 0, 100);
      expect(page.rows.map(({ row }) => row)).toEqual(rows);
    }
  });
});

describe('cancel and progress', () => {
  it('a cancel at any tick throws Cancelled and leaves nothing', async () => {
    let ticks = 0;
    const count = await opened(path, { cancelled: () => ++ticks < 0 });
    count.audit({ roles: {} });
    count.apply(recipe('random-oversample'), { token: 't' });
    const all = ticks;
    for (const name of folder.names) if (name !== 'titanic.csv') folder.delete(name);
    const stops = new Set([1, 2, Math.floor(all / 2), all - 2, all - 1, all]);
    for (const stop of stops) {
      let at = 0;
      const run = async () => {
        const dataset = await opened(path, { cancelled: () => ++at >= stop });
        dataset.audit({ roles: {} });
        dataset.apply(recipe('random-oversample'), { token: 't' });
      };
      await expect(run()).rejects.toThrow(Cancelled);
      expect(folder.names).toEqual(['titanic.csv']);
    }
  });

  it('reports at most ten times a second for one thing, and each new thing at once', async () => {
    let now = 0;
    const heard: { at: number; progress: Progress }[] = [];
    const dataset = await opened(path, {
      now: () => (now += 7),
      onProgress: (progress: Progress) => heard.push({ at: now, progress }),
    });
    dataset.audit({ roles: {} });
    expect(new Set(heard.map(({ progress }) => progress.phase))).toEqual(
      new Set(['read', 'hash', 'profile', 'audit']),
    );
    heard.slice(1).forEach(({ at, progress }, index) => {
      const before = heard[index]!;
      if (before.progress.what === progress.what)
        expect(at - before.at).toBeGreaterThanOrEqual(100);
    });
  });
});

describe('editor text', () => {
  it('is read as UTF-8 and written beside its path', async () => {
    const dataset = new Dataset();
    const text = 'a,b\n1,\u00e9\n1,\u00e9\n2,x\n';
    const file = join(folder.path, 'unsaved.csv');
    await dataset.open({ kind: 'text', path: file, text }, { encoding: 'windows-1252' });
    const { written } = dataset.apply(
      { seed: 0, steps: [{ method: 'exact-dedup' }], roles: { label: null } },
      { token: 't' },
    );
    expect(readFileSync(written.path, 'utf8')).toBe('a,b\n1,\u00e9\n2,x\n');
  });
});

describe('guards', () => {
  it('a blocking guard stops apply until it is overridden, and the recipe file says so', async () => {
    const rows = Array.from(
      { length: 40 },
      (_, i) => `${i},${i % 5 === 0 ? 'rare' : 'common'},${i < 30 ? 'train' : 'test'}`,
    );
    const file = folder.file('split.csv', `x,y,split\n${rows.join('\n')}\n`);
    const dataset = await opened(file);
    const over: Recipe = {
      seed: 0,
      steps: [{ method: 'random-oversample', values: { scope: 'all' } }],
      roles: { label: 'y', others: { split: 'split' } },
    };
    expect(codeOf(() => dataset.apply(over, { token: 't' }))).toBe('guard-blocked');
    expect(folder.names).toEqual(['split.csv', 'titanic.csv']);
    const passed = { ...over, overrides: ['G-SPLIT' as const] };
    const { written } = dataset.apply(passed, { token: 't' });
    const receipt = JSON.parse(readFileSync(written.recipe, 'utf8')) as RecipeFile;
    expect(receipt.overrides).toEqual(['G-SPLIT']);
    expect(receipt.guards.find(({ code }) => code === 'G-SPLIT')?.level).toBe('block');
  });
});

it('requests before open are refused', () => {
  expect(codeOf(() => new Dataset().audit({ roles: {} }))).toBe('unreadable');
});
