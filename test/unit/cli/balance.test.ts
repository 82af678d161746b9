import { createHash } from 'node:crypto';
import {
  appendFileSync,
  cpSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildCli, DATA, runBuilt, runHere, temporaryFolder, type Ran } from './cli';

interface Result {
  version: number;
  method: string;
  params: Record<string, unknown>;
  seed: number;
  written: { path: string | null; removed: string | null; recipe: string | null };
  before: { imbalanceRatio: number; classes: { value: string; count: number }[] };
  after: { imbalanceRatio: number; classes: { value: string; count: number }[] };
  rows: { kept: number; repeated: number; made: number; removed: number };
  indices?: number[];
}

const root = temporaryFolder();
let cli = '';
let turn = 0;
beforeAll(() => {
  cli = buildCli(root.path);
});
afterAll(() => {
  root.remove();
});

/** A fresh folder with a copy of one data set. */
function place(name: string): {
  cwd: string;
  run: (...args: string[]) => Ran;
  names: () => string[];
} {
  const cwd = join(root.path, `run-${++turn}`);
  mkdirSync(cwd);
  cpSync(join(DATA, name), join(cwd, name));
  return {
    cwd,
    run: (...args) => runBuilt(cli, args, cwd),
    names: () => readdirSync(cwd).sort(),
  };
}
const parse = (ran: Ran): Result => {
  expect(ran.err).toBe('');
  expect(ran.code).toBe(0);
  return JSON.parse(ran.out) as Result;
};
const sha256 = (path: string) => createHash('sha256').update(readFileSync(path)).digest('hex');

describe('ballast balance', () => {
  it('writes beside the source, says what it wrote, and leaves the source as it was', () => {
    const { cwd, run, names } = place('mammography.csv');
    const before = sha256(join(cwd, 'mammography.csv'));
    const args = ['balance', 'mammography.csv', '--no-header', '--method', 'random-undersample'];
    const result = parse(run(...args, '--seed', '9', '--set', 'strategy=0.5', '--format', 'json'));
    expect(result).toMatchObject({ version: 1, method: 'random-undersample', seed: 9 });
    expect(result.params['strategy']).toBe(0.5);
    expect(result.before.classes).toEqual([
      { value: "'-1'", count: 10923 },
      { value: "'1'", count: 260 },
    ]);
    expect(result.after.classes.map(({ count }) => count)).toEqual([520, 260]);
    expect(result.rows).toEqual({ kept: 780, repeated: 0, made: 0, removed: 10403 });
    expect(sha256(join(cwd, 'mammography.csv'))).toBe(before);
    expect(names()).toEqual([
      'mammography.csv',
      'mammography.random-undersample.csv',
      'mammography.random-undersample.recipe.json',
      'mammography.random-undersample.removed.csv',
    ]);
    expect(result.written.path).toBe('mammography.random-undersample.csv');
    const lines = readFileSync(join(cwd, result.written.path!), 'utf8').trimEnd().split(/\r?\n/);
    expect(lines).toHaveLength(780);
  });

  it('--dry-run writes nothing and gives the indices that a run then writes', () => {
    const { cwd, run, names } = place('glass.csv');
    const args = ['balance', 'glass.csv', '--no-header', '--label', '#10', '--method'];
    const more = ['random-undersample', '--seed', '4', '--format', 'json'];
    const dry = parse(run(...args, ...more, '--dry-run'));
    expect(names()).toEqual(['glass.csv']);
    expect(dry.written).toEqual({ path: null, removed: null, recipe: null });
    const done = parse(run(...args, ...more));
    expect(done.indices).toBeUndefined();
    const source = readFileSync(join(cwd, 'glass.csv'), 'utf8').split(/\r?\n/);
    const output = readFileSync(join(cwd, done.written.path!), 'utf8').trimEnd().split(/\r?\n/);
    expect(output).toEqual(dry.indices!.map((row) => source[row]));
    expect({ ...dry, indices: null, written: null }).toEqual({
      ...done,
      indices: null,
      written: null,
    });
  });

  it('gives a taken name -2, for the whole group', () => {
    const { run, names } = place('penguins.csv');
    for (let time = 0; time < 2; time++)
      expect(run('balance', 'penguins.csv', '--method', 'random-oversample').code).toBe(0);
    expect(names()).toEqual([
      'penguins.csv',
      'penguins.random-oversample-2.csv',
      'penguins.random-oversample-2.recipe.json',
      'penguins.random-oversample.csv',
      'penguins.random-oversample.recipe.json',
    ]);
  });

  it.each([
    [['--method', 'nope'], 'nope'],
    [[], '--method'],
    [['--method', 'smote', '--method', 'smote'], 'one method'],
    [['--method', 'smote', '--set', 'k=0'], '`k`'],
    [['--method', 'smote', '--set', 'nope=1'], 'nope'],
    [['--method', 'smote', '--seed', '-1'], '--seed'],
    [['--method', 'smote', '--set', 'k'], 'name=value'],
    [['--method', 'smote', '--override', 'G-NOPE'], "'G-NOPE' is none of G-SPLIT"],
    [
      ['--method', 'random-oversample', '--label', 'sex', '--out', 'no/such/x.csv'],
      'x.csv` cannot be written',
    ],
  ])('%j exits with 2, one line, and no file', async (args, words) => {
    const { cwd, names } = place('penguins.csv');
    const ran = await runHere(['balance', join(cwd, 'penguins.csv'), ...args]);
    expect([ran.code, ran.out]).toEqual([2, '']);
    expect(ran.err).toMatch(/^ballast: [^\n]+\n$/);
    expect(ran.err).toContain(words);
    expect(names()).toEqual(['penguins.csv']);
  });
});

describe('ballast run', () => {
  it('repeats a recipe: other names, the same bytes', () => {
    const { cwd, run } = place('glass.csv');
    const roles = ['--no-header', '--label', '#10', '--method', 'smote', '--seed', '3'];
    const args = ['balance', 'glass.csv', ...roles, '--set', 'k=3', '--format', 'json'];
    const first = parse(run(...args));
    const again = parse(run('run', first.written.recipe!, '--format', 'json'));
    expect(again.written.path).toBe('glass.smote-2.csv');
    expect(again.params).toEqual(first.params);
    const [a, b] = [first, again].map(({ written }) => sha256(join(cwd, written.path!)));
    expect(a).toBe(b);
    const largest = 76;
    expect(first.rows.made).toBe([70, 17, 13, 9, 29].reduce((sum, n) => sum + largest - n, 0));
  });

  it('warns when the file is another, and runs', () => {
    const { cwd, run } = place('penguins.csv');
    run('balance', 'penguins.csv', '--method', 'random-oversample');
    const text = readFileSync(join(cwd, 'penguins.csv'), 'utf8');
    writeFileSync(join(cwd, 'other.csv'), text.split('\n').slice(0, 300).join('\n'));
    const ran = run('run', 'penguins.random-oversample.recipe.json', 'other.csv');
    expect(ran.code).toBe(0);
    expect(ran.err).toBe('warning: other.csv is not the file this recipe was made from.\n');
    expect(readFileSync(join(cwd, 'other.random-oversample.csv'), 'utf8')).toContain('Chinstrap');
  });

  it('refuses the file it names when that changed, and leaves it as it is', async () => {
    const { cwd, run, names } = place('penguins.csv');
    run('balance', 'penguins.csv', '--method', 'random-oversample');
    const before = names();
    appendFileSync(join(cwd, 'penguins.csv'), 'Adelie,Dream,1,1,1,1,MALE\n');
    const ran = await runHere(['run', join(cwd, 'penguins.random-oversample.recipe.json')]);
    expect([ran.code, ran.out]).toEqual([2, '']);
    expect(ran.err).toMatch(/^ballast: penguins\.csv changed since this recipe[^\n]+\n$/);
    expect(names()).toEqual(before);
  });

  it.each([
    ['{', 'JSON'],
    ['[]', 'object'],
    ['{"sedd": 1, "steps": [{"method": "exact-dedup"}]}', 'unknown key `sedd`'],
    ['{"steps": [{"method": "exact-dedup", "params": {}}]}', 'unknown key `params`'],
    ['{"source": {"path": "none.csv"}, "steps": [{"method": "exact-dedup"}]}', 'no such file'],
    ['{"steps": []}', 'steps'],
    ['{"steps": [{"method": "exact-dedup"}]}', 'names no source'],
    ['{"ballast": 2, "steps": [{"method": "exact-dedup"}]}', 'ballast'],
  ])('refuses %s', async (text, words) => {
    const { cwd, names } = place('penguins.csv');
    writeFileSync(join(cwd, 'r.json'), text);
    const ran = await runHere(['run', join(cwd, 'r.json')]);
    expect(ran.code).toBe(2);
    expect(ran.err).toContain(words);
    expect(names()).toEqual(['penguins.csv', 'r.json']);
  });
});
