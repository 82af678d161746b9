import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parseRecipeFile } from '../../../src/engine/recipe/recipe-file';
import { Dataset } from '../../../src/files/dataset';
import { partColumns } from '../../../src/files/several/part-columns';
import type { SourceRef } from '../../../src/protocol/messages';
import { Folder } from './folder';

let folder: Folder;
beforeEach(() => {
  folder = new Folder();
});
afterEach(() => {
  folder.remove();
});

async function audited(ref: SourceRef) {
  const dataset = new Dataset();
  await dataset.open(ref, {});
  return { dataset, report: dataset.audit({ roles: { label: 'label' } }) };
}

/** `rows` rows whose cells tell where they are from; the last repeats the first. */
const rowsOf = (from: number, rows: number) => [
  ...Array.from(
    { length: rows - 1 },
    (_, i) => `${from + i},word ${(from + i) % 7},${i % 2 ? 'a' : 'b'}`,
  ),
  `${from},word ${from % 7},b`,
];
const csv = (header: string, rows: readonly string[]) => [header, ...rows, ''].join('\n');
const HEADER = 'size,text,label';

describe('several files as one dataset', () => {
  test('have the figures of one file with all their rows', async () => {
    const [first, second] = [rowsOf(0, 60), rowsOf(30, 50)];
    const paths = [
      folder.file('part-2.csv', csv(HEADER, first)),
      folder.file('part-10.csv', csv(HEADER, second)),
    ];
    const whole = folder.file('whole.csv', csv(HEADER, [...first, ...second]));
    const { report, dataset } = await audited({ kind: 'files', path: 'parts', paths });
    const { report: expected } = await audited({ kind: 'file', path: whole });
    for (const id of ['class-imbalance', 'conflicting-labels']) {
      expect(report.metrics[id], id).toEqual(expected.metrics[id]);
    }
    const copies = 'exact-duplicate-rows';
    expect(report.metrics[copies]).toEqual(expected.metrics[copies]);
    expect(report.columns.slice(0, 3)).toEqual(expected.columns);
    expect(report.columns[3]).toMatchObject({ name: '_file', role: 'ignored' });
    const { rows } = dataset.rows({ kind: 'rows', rows: [59, 60] }, 0, 2);
    expect(rows.map(({ cells, line }) => [cells[3], line])).toEqual([
      ['part-2.csv', 61],
      ['part-10.csv', 2],
    ]);
  });

  test('of a folder come in the order of their names, with numbers by value', async () => {
    mkdirSync(join(folder.path, 'data'));
    for (const n of [10, 2, 1]) folder.file(`data/part-${n}.csv`, csv(HEADER, rowsOf(n, 3)));
    folder.file('data/.hidden.csv', 'a\n1\n');
    folder.file('data/part-1.smote.removed.csv', 'a\n1\n');
    folder.file('data/notes.jsonl', '{}\n');
    const { report, dataset } = await audited({ kind: 'file', path: join(folder.path, 'data') });
    const { rows } = dataset.rows({ kind: 'rows', rows: [0, 3, 6] }, 0, 3);
    expect(rows.map(({ cells }) => cells[3])).toEqual(['part-1.csv', 'part-2.csv', 'part-10.csv']);
    expect(report.source).toMatchObject({ name: 'data', rows: 9, files: 3 });
    expect(report.problems.map(({ code }) => code)).toEqual(['other-files']);
  });

  test('with other columns are joined by name, and what is lacking is said', async () => {
    const paths = [
      folder.file('a.csv', 'size,label\n1,x\n'),
      folder.file('b.csv', 'label,colour\ny,red\n'),
    ];
    const { report, dataset } = await audited({ kind: 'files', path: 'both', paths });
    expect(report.columns.map(({ name }) => name)).toEqual(['size', 'label', 'colour', '_file']);
    const { rows } = dataset.rows({ kind: 'rows', rows: [0, 1] }, 0, 2);
    expect(rows.map(({ cells }) => cells)).toEqual([
      ['1', 'x', '', 'a.csv'],
      ['', 'y', 'red', 'b.csv'],
    ]);
    expect(report.problems.map(({ code, message }) => [code, message.slice(0, 32)])).toEqual([
      ['different-columns', '`a.csv` lacks `colour`: these ce'],
      ['different-columns', '`b.csv` lacks `size`: these cell'],
    ]);
  });

  test('keep the place of a problem: the row of all, the line of its own file', async () => {
    const paths = [
      folder.file('a.csv', csv(HEADER, rowsOf(0, 4))),
      folder.file('b.csv', `${csv(HEADER, rowsOf(0, 2))}1,2\n`),
    ];
    const { report } = await audited({ kind: 'files', path: 'both', paths });
    const [problem] = report.problems;
    expect(problem).toMatchObject({ place: { row: 6, line: 3 } });
    expect(problem!.message).toMatch(/^`b\.csv`: /);
  });

  test('are read again when one of them changed, and only then', async () => {
    const paths = ['a.csv', 'b.csv'].map((name) => folder.file(name, csv(HEADER, rowsOf(0, 4))));
    const ref = { kind: 'files', path: 'both', paths } as const;
    const phases = new Set<string>();
    const dataset = new Dataset({ onProgress: ({ phase }) => phases.add(phase) });
    await dataset.open(ref, {});
    phases.clear();
    await dataset.open(ref, {});
    expect(phases.has('read')).toBe(false);
    folder.file('b.csv', csv(HEADER, rowsOf(0, 9)));
    await dataset.open(ref, {});
    expect(dataset.audit({ roles: {} }).source.rows).toBe(13);
  });

  test('a folder without data files is refused with a reason', async () => {
    await expect(audited({ kind: 'file', path: folder.path })).rejects.toMatchObject({
      code: 'unreadable',
    });
  });
});

test('copies between train and test are found: where a row comes from is never compared', async () => {
  const train = rowsOf(0, 40);
  const paths = [
    folder.file('train.csv', csv(HEADER, train)),
    folder.file('test.csv', csv(HEADER, [...rowsOf(100, 20), train[5]!])),
  ];
  const { report } = await audited({ kind: 'files', path: 'both', paths });
  expect(report.columns.at(-1)).toMatchObject({ name: '_split', role: 'split' });
  // One in each file, and one between them.
  expect(report.metrics['exact-duplicate-rows']).toMatchObject({ duplicateRows: 3 });
});

describe('results of several files', () => {
  const recipeOf = (method: string, values = {}) => ({
    seed: 3,
    steps: [{ method, values }],
    roles: { label: 'label' },
  });
  const read = (name: string) => readFileSync(join(folder.path, name), 'utf8');
  const linesOf = (name: string) => read(name).trimEnd().split('\n');
  /** Ten rows of class a and two of class b per file, no two alike. */
  const few = (from: number) =>
    Array.from({ length: 12 }, (_, i) => `${from + i},word ${from + i},${i < 10 ? 'a' : 'b'}`);

  test('lie beside each, and rows go where they came from', async () => {
    mkdirSync(join(folder.path, 'more'));
    const paths = [
      folder.file('one.csv', csv(HEADER, few(0))),
      folder.file('more/two.csv', csv(HEADER, few(100))),
    ];
    const { dataset } = await audited({ kind: 'files', path: 'both', paths });
    const { written } = dataset.apply(recipeOf('random-oversample'), { token: 'test' });
    expect(written).toEqual({
      path: join(folder.path, 'one.random-oversample.csv'),
      removed: null,
      recipe: join(folder.path, 'one.random-oversample.recipe.json'),
      others: [{ path: join(folder.path, 'more/two.random-oversample.csv'), removed: null }],
    });
    for (const [name, from] of [
      ['one', 0],
      ['more/two', 100],
    ] as const) {
      const rows = linesOf(`${name}.random-oversample.csv`).slice(1);
      expect(rows.slice(0, 12).map((row) => row.split(',').slice(0, 3).join())).toEqual(few(from));
      // The sixteen repeats of all go to the file of their row.
      for (const row of rows.slice(12))
        expect(few(from).slice(10)).toContain(row.split(',').slice(0, 3).join());
    }
    const all = ['one', 'more/two'].flatMap((name) =>
      linesOf(`${name}.random-oversample.csv`).slice(1),
    );
    expect(all).toHaveLength(40);
  });

  test('made rows go where their parent is, in columns of that file', async () => {
    const header = 'label,text,size';
    const turned = few(100).map((row) => row.split(',').reverse().join());
    const paths = [
      folder.file('one.csv', csv(HEADER, few(0))),
      folder.file('two.csv', csv(header, turned)),
    ];
    const { dataset } = await audited({ kind: 'files', path: 'both', paths });
    dataset.apply(
      {
        ...recipeOf('smote', { k: 2 }),
        roles: { label: 'label', features: ['size'] },
        overrides: ['G-DUP'],
      },
      { token: 'test' },
    );
    const made = ['one', 'two'].map((name) =>
      linesOf(`${name}.smote.csv`)
        .slice(13)
        .map((line) => line.split(',')),
    );
    expect(made.flat()).toHaveLength(16);
    for (const [label, size] of [
      [made[0]!.map((row) => row[2]), made[0]!.map((row) => Number(row[0]))],
      [made[1]!.map((row) => row[0]), made[1]!.map((row) => Number(row[2]))],
    ] as const) {
      expect(new Set(label)).toEqual(new Set(['b']));
      expect(size.every((value) => value >= 10 && value <= 111)).toBe(true);
    }
  });

  test('are none where nothing changes, and the recipe repeats them', async () => {
    const train = few(0);
    const paths = [
      folder.file('train.csv', csv(HEADER, [...train, train[3]!])),
      folder.file('test.csv', csv(HEADER, [train[5]!, ...few(50)])),
    ];
    const { dataset, report } = await audited({ kind: 'files', path: 'both', paths });
    const leak = report.alerts.find(({ code }) => code === 'rows-in-two-parts')!;
    expect(leak).toMatchObject({ severity: 'error', rowCount: 1, rows: [5, 13] });
    expect(leak.title).toBe('1 row of `test` is also in `train`');
    const { written, preview } = dataset.apply(recipeOf('exact-dedup'), { token: 'test' });
    expect(written).toMatchObject({
      path: join(folder.path, 'train.exact-dedup.csv'),
      removed: join(folder.path, 'train.exact-dedup.removed.csv'),
      others: [],
    });
    expect(preview.notices.at(-1)).toBe(
      '`test.csv` stays as it is, and nothing is written for it.',
    );
    const kept = train.filter((_, i) => i !== 5);
    expect(linesOf('train.exact-dedup.csv').slice(1)).toEqual(kept);
    // The row of the test part is named with its file.
    expect(linesOf('train.exact-dedup.removed.csv').slice(1)).toEqual([
      `${train[5]!},exact,test.csv:0,5`,
      `${train[3]!},exact,3,12`,
    ]);
    const { source, recipe } = parseRecipeFile(read('train.exact-dedup.recipe.json'));
    expect(source!.files).toEqual(['train.csv', 'test.csv']);
    const again = new Dataset();
    const files = source!.files!.map((name) => join(folder.path, name));
    await again.open({ kind: 'files', path: 'both', paths: files }, {});
    expect(again.sha256).toBe(source!.sha256);
    again.apply(recipe, { token: 'test' });
    expect(read('train.exact-dedup-2.csv')).toBe(read('train.exact-dedup.csv'));
    expect(folder.names.filter((name) => name.startsWith('.'))).toEqual([]);
  });

  test('are refused when one of them changed meanwhile, and nothing is written', async () => {
    const paths = ['a.csv', 'b.csv'].map((name, i) => folder.file(name, csv(HEADER, few(i * 50))));
    const { dataset } = await audited({ kind: 'files', path: 'both', paths });
    folder.file('b.csv', csv(HEADER, few(7)));
    const before = folder.names;
    const writing = () => dataset.apply(recipeOf('class-weights'), { token: 'test' });
    expect(writing).toThrow('`b.csv` changed since it was read');
    expect(folder.names).toEqual(before);
  });

  test('of a folder are not read as further files of it', async () => {
    mkdirSync(join(folder.path, 'data'));
    for (const n of [1, 2]) folder.file(`data/part-${n}.csv`, csv(HEADER, few(n * 50)));
    const ref = { kind: 'file', path: join(folder.path, 'data') } as const;
    const { dataset } = await audited(ref);
    const { written } = dataset.apply(recipeOf('class-weights'), { token: 'test' });
    expect(written.recipe).toBe(join(folder.path, 'data/data.class-weights.recipe.json'));
    const { report } = await audited(ref);
    expect(report.source).toMatchObject({ files: 2, rows: 24 });
    expect(report.problems.map(({ code }) => code)).toEqual(['written-files']);
  });
});

describe('the columns that say where rows come from', () => {
  const of = (...names: string[]) => partColumns(names).map(({ name, values }) => [name, values]);

  test('are the split where all names say it, and the file where that does not tell files apart', () => {
    expect(of('train.csv', 'test.csv')).toEqual([['_split', ['train', 'test']]]);
    expect(of('data/train-00000-of-00002.parquet', 'data/train-00001-of-00002.parquet')).toEqual([
      ['_file', ['data/train-00000-of-00002.parquet', 'data/train-00001-of-00002.parquet']],
    ]);
    expect(of('train-0.csv', 'train-1.csv', 'dev.csv').map(([name]) => name)).toEqual([
      '_split',
      '_file',
    ]);
    expect(of('train/a.csv', 'val/a.csv')).toEqual([['_split', ['train', 'validation']]]);
  });

  test('are the file where a name says nothing', () => {
    expect(of('train.csv', 'more.csv').map(([name]) => name)).toEqual(['_file']);
    expect(of('contest.csv', 'training_data.csv').map(([name]) => name)).toEqual(['_file']);
  });
});
