import { createHash } from 'node:crypto';
import { copyFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { GuardCode } from '../../../src/engine/guards/guard';
import { METHODS } from '../../../src/engine/methods';
import { EngineError } from '../../../src/engine/problems';
import type { Values } from '../../../src/engine/params/params';
import type { Recipe } from '../../../src/engine/recipe/recipe';
import { Dataset } from '../../../src/files/dataset';
import { DATA, Folder } from './folder';
import { hasBom, recordsOf } from './records';

const folder = new Folder();
afterAll(() => {
  folder.remove();
});

/** Weights keep every row, whatever the file: two data sets are enough for them. */
const SMALL = ['penguins.csv', 'titanic.csv'];
/** More rows than buffers hold: one method that keeps most of them and lets many go is enough. */
const LARGE = ['adult-train.csv', 'adult-test.csv', 'diamonds.csv', 'compas.csv'];
/** Refusals that a data set can earn: it has no group column, nothing to interpolate, or classes that never meet. */
const REFUSALS = [
  'missing-role',
  'no-numeric-feature',
  'no-nominal-feature',
  'no-border',
  'too-few-rows',
];

const SETS = [
  { name: 'penguins.csv', header: true, label: 'species' },
  { name: 'titanic.csv', header: true, label: 'survived' },
  { name: 'adult-train.csv', header: false, label: '#15' },
  { name: 'adult-test.csv', header: false, label: '#15' },
  { name: 'mammography.csv', header: false, label: '#7' },
  { name: 'german.csv', header: false, label: '#21' },
  { name: 'glass.csv', header: false, label: '#10' },
  { name: 'diamonds.csv', header: true, label: 'cut' },
  { name: 'compas.csv', header: true, label: 'two_year_recid' },
];

const MADE = [
  '\ufeffid,"na""me",label',
  '1,"a,b",x',
  '2,"line one\r\nline two",y',
  '3,"say ""hi""",x',
  '3,"say ""hi""",x',
  '4,,x',
  '5, caf\u00e9 ,y',
  '6,last,x',
].join('\r\n');

const GUARDS: GuardCode[] = METHODS.flatMap(({ guards }) => guards);
const sha256 = (path: string) => createHash('sha256').update(readFileSync(path)).digest('hex');
/** What methods that need another column are given: one of the file, whatever it is. */
const NAMED: Readonly<Record<string, Values>> = {
  'cluster-size-weights': { column: '#1' },
  'key-dedup': { key: ['#1', '#2'] },
  'near-dedup': { textColumn: '#1', shingle: 1 },
  'template-dedup': { textColumn: '#1', t: 3 },
  'strip-boilerplate': { textColumn: '#1', minChars: 3 },
  'cut-substrings': { textColumn: '#1', minLength: 20 },
  decontaminate: { partColumn: '#3' },
  'remove-leaks': { partColumn: '#3' },
  'cross-file-dedup': { partColumn: '#3' },
  rehydrate: { sizeColumn: '#4', quality: '#4', least: 2 },
  'loss-weights': { loss: '#4' },
  'time-split': { time: '#5' },
  'soft-dedup-weights': { textColumn: '#1' },
};
/** Methods that need a column in the role of texts: the first, whatever it is. */
const OF_TEXTS = ['decontaminate'];
const recipeOf = (method: string, label: string): Recipe => ({
  seed: 7,
  steps: [{ method, ...(NAMED[method] && { values: NAMED[method] }) }],
  roles: { label, ...(OF_TEXTS.includes(method) && { text: '#1' }) },
  overrides: GUARDS,
});

async function check(path: string, header: boolean, label: string, method: string): Promise<void> {
  const before = sha256(path);
  const dataset = new Dataset();
  await dataset.open({ kind: 'file', path }, { header });
  const recipe = recipeOf(method, label);
  const { plan } = dataset.plan(recipe);
  const { written } = dataset.apply(recipe, { token: 't' });
  dataset.close();
  expect(sha256(path)).toBe(before);

  const [source, output] = [readFileSync(path), readFileSync(written.path)];
  const [from, to] = [recordsOf(source), recordsOf(output)];
  const skip = header ? 1 : 0;
  const [head, headBefore] = [String(to[0]), String(from[0])];
  if (header)
    expect(plan.columns.length > 0 ? head.slice(0, headBefore.length) : head).toBe(headBefore);
  const rows = from.slice(skip);
  expect(to.length - skip).toBe(plan.rows.length + (plan.made?.count ?? 0));
  const added = plan.columns.length > 0;
  const same = (row: Buffer, output: Buffer) =>
    added ? output.subarray(0, row.length + 1).equals(withDelimiter(row)) : output.equals(row);
  const place = new Map(Array.from(plan.order ?? [], (output, at) => [output, at]));
  const wrong = [...plan.rows].findIndex(
    (row, output) => !same(rows[row]!, to[(place.get(output) ?? output) + skip]!),
  );
  expect(wrong).toBe(-1);
  expect(hasBom(output)).toBe(hasBom(source));

  if (written.removed === null) expect(plan.removed.rows).toHaveLength(0);
  else {
    const removed = recordsOf(readFileSync(written.removed)).slice(skip);
    expect(removed).toHaveLength(plan.removed.rows.length);
    plan.removed.rows.forEach((row, at) => {
      expect(removed[at]!.subarray(0, rows[row]!.length).equals(rows[row]!)).toBe(true);
    });
  }
}

const withDelimiter = (row: Buffer) => Buffer.concat([row, Buffer.from(',')]);

describe.each(METHODS)('$id keeps the bytes of kept rows', ({ id, changes }) => {
  const sets = SETS.filter(({ name }) => {
    if (changes === 'weights') return SMALL.includes(name);
    return id === 'exact-dedup' || !LARGE.includes(name);
  });

  it('on every data set that it does not refuse', async () => {
    const kept: string[] = [];
    for (const { name, header, label } of sets) {
      const path = join(folder.path, `${id}-${name}`);
      copyFileSync(join(DATA, name), path);
      try {
        await check(path, header, label, id);
        kept.push(name);
      } catch (error) {
        if (error instanceof EngineError && REFUSALS.includes(error.code)) continue;
        throw error;
      }
    }
    expect(kept).not.toEqual([]);
  });
});

/** Methods whose output is rows of the source and nothing else. */
const SELECTING = ['random-oversample', 'random-undersample', 'exact-dedup'];

describe.each(SELECTING)('%s copies rows byte for byte', (method) => {
  it('a file with a byte order mark, CRLF, quotes, line ends in cells and no final line end', async () => {
    await check(folder.file(`${method}-made.csv`, MADE), true, 'label', method);
    const output = readFileSync(join(folder.path, `${method}-made.${method}.csv`), 'utf8');
    expect(output.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    expect(output.endsWith('\r\n')).toBe(false);
  });

  it('JSON Lines', async () => {
    const lines = [
      '{"n": 1e3, "a":"x" , "nested":{"k":[1,  2]}}',
      '{"a":"y","big":12345678901234567890}',
      '{"a":"y","big":12345678901234567890}',
      '{"a":"y"}',
    ];
    const path = folder.file(`${method}.jsonl`, lines.join('\n'));
    const dataset = new Dataset();
    await dataset.open({ kind: 'file', path }, {});
    const recipe = recipeOf(method, 'a');
    const { plan } = dataset.plan(recipe);
    const { written } = dataset.apply(recipe, { token: 't' });
    dataset.close();
    const output = readFileSync(written.path, 'utf8').split('\n').filter(Boolean);
    expect(output).toEqual([...plan.rows].map((row) => lines[row]));
  });
});
