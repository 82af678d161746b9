import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
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

  test('are not written', async () => {
    const paths = ['a.csv', 'b.csv'].map((name) => folder.file(name, csv(HEADER, rowsOf(0, 9))));
    const { dataset } = await audited({ kind: 'files', path: 'both', paths });
    const before = folder.names;
    const recipe = { seed: 0, steps: [{ method: 'class-weights' }], roles: { label: 'label' } };
    const writing = () => dataset.apply(recipe, { token: 'test', out: join(folder.path, 'o.csv') });
    expect(writing).toThrow('balance each file by itself');
    expect(folder.names).toEqual(before);
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
