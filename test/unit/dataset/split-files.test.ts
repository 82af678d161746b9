import { existsSync, readFileSync } from 'node:fs';
import { afterAll, expect, it } from 'vitest';
import type { Step } from '../../../src/engine/recipe/recipe';
import { pathsOf } from '../../../src/engine/recipe/written-paths';
import { Dataset } from '../../../src/files/dataset';
import { Folder } from './folder';

const folder = new Folder();
afterAll(() => {
  folder.remove();
});

const FILES = { output: 'files' };
const ROWS = Array.from({ length: 20 }, (_, i) => `"row ${i}",${i % 4 ? 'a' : 'b'}`);
const TEXT = `text,y\r\n${ROWS.join('\r\n')}\r\n`;

async function written(name: string, steps: readonly Step[], overrides: ['G-HALF'] | [] = []) {
  const dataset = new Dataset();
  await dataset.open({ kind: 'file', path: folder.file(name, TEXT) }, {});
  const recipe = { seed: 1, steps, roles: { label: 'y', text: 'text' }, overrides };
  const { written: names } = dataset.apply(recipe, { token: 't' });
  dataset.close();
  return names;
}
const linesOf = (path: string) => readFileSync(path, 'utf8').split('\r\n').slice(0, -1);

it('writes a file for each part, which together hold every row as it is', async () => {
  const names = await written('data.csv', [{ method: 'random-split', values: FILES }]);
  const paths = pathsOf(names).slice(0, 3);
  expect(paths.map((path) => path.replace(/^.*data\./, ''))).toEqual([
    'random-split.train.csv',
    'random-split.valid.csv',
    'random-split.test.csv',
  ]);
  const lines = paths.map(linesOf);
  expect(lines.map((own) => own[0])).toEqual(['text,y', 'text,y', 'text,y']);
  expect(lines.map((own) => own.length - 1)).toEqual([16, 2, 2]);
  expect(lines.flatMap((own) => own.slice(1)).sort()).toEqual([...ROWS].sort());
  for (const own of lines) {
    const places = own.slice(1).map((line) => ROWS.indexOf(line));
    expect(places).toEqual([...places].sort((a, b) => a - b));
  }
});

it('takes new names when one is taken, and puts what left beside the first part', async () => {
  const steps = [
    { method: 'exact-dedup', values: { columns: ['y'], keep: 'first' } },
    { method: 'random-split', values: { ...FILES, shares: { 'a/b': 0.5, '..': 0.5 } } },
  ];
  const copies = await written('again.csv', steps, ['G-HALF']);
  expect(copies.path).toMatch(/again\.random-split\.a_b\.csv$/);
  expect(copies.others![0]!.path).toMatch(/again\.random-split\.part\.csv$/);
  expect(linesOf(copies.removed!)).toHaveLength(19);
  const [first, second] = [copies.path, copies.others![0]!.path].map((path) => linesOf(path));
  expect(first!.length + second!.length).toBe(4);
  const next = await written('again.csv', [
    { method: 'random-split', values: { ...FILES, shares: { 'a/b': 1, c: 1 } } },
  ]);
  expect(next.path).toMatch(/again\.random-split-2\.a_b\.csv$/);
  for (const path of pathsOf(next)) expect(existsSync(path)).toBe(true);
});

it('a step after the split acts on train rows, and its rows go to that file', async () => {
  const names = await written('then.csv', [
    { method: 'stratified-split', values: { ...FILES, shares: { train: 0.8, test: 0.2 } } },
    { method: 'random-oversample' },
  ]);
  const [train, test] = [names.path, names.others![0]!.path].map((path) => linesOf(path).slice(1));
  expect(train!.filter((line) => line.includes(',a'))).toHaveLength(12);
  expect(train!.filter((line) => line.includes(',b'))).toHaveLength(12);
  expect(test!).toHaveLength(4);
  expect(new Set(test!).size).toBe(4);
  expect(test!.some((line) => train!.some((own) => own.startsWith(line)))).toBe(false);
});

it('several files are split by a column alone', async () => {
  const dataset = new Dataset();
  const paths = ['one.csv', 'two.csv'].map((name) => folder.file(name, TEXT));
  await dataset.open({ kind: 'files', path: folder.path, paths }, {});
  const recipe = { seed: 0, steps: [{ method: 'random-split', values: FILES }], roles: {} };
  expect(() => dataset.preview(recipe)).toThrow(expect.objectContaining({ code: 'bad-parameter' }));
  dataset.close();
});
