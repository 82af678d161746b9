import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import type { Recipe } from '../../../src/engine/recipe/recipe';
import { commandLine } from '../../../src/host/panel/command-line';
import { RequestFailed } from '../../../src/protocol/endpoint';

const base = { files: ["/data/it's here.csv"], read: {}, recipeFile: undefined };

/** The words as a shell splits them. */
function wordsOf(line: string): string[] {
  const shown = execFileSync('sh', ['-c', `ballast() { printf '%s\\n' "$@"; }; ${line}`]);
  return shown.toString().split('\n').slice(0, -1);
}

test('one step is said in full, and a shell reads back what was meant', () => {
  const recipe: Recipe = {
    seed: 7,
    steps: [{ method: 'smote', values: { k: 3, strategy: { 'a b': 10 }, note: '$HOME' } }],
    roles: { label: 'the label', groups: ['sex', 'age'], others: { 'a=b': 'ignored' } },
    overrides: ['G-SPLIT'],
  };
  expect(
    wordsOf(commandLine({ ...base, recipe, read: { delimiter: ';', header: false } })),
  ).toEqual([
    ...['balance', "/data/it's here.csv", '--method', 'smote'],
    ...['--set', 'k=3', '--set', 'strategy={"a b":10}', '--set', 'note=$HOME'],
    ...['--label', 'the label', '--group', 'sex', '--group', 'age', '--role', 'a=b=ignored'],
    ...['--seed', '7', '--override', 'G-SPLIT', '--delimiter', ';', '--no-header'],
  ]);
});

test('several steps are run from the recipe file, once there is one', () => {
  const recipe: Recipe = { seed: 0, steps: [{ method: 'a' }, { method: 'b' }], roles: {} };
  expect(() => commandLine({ ...base, recipe })).toThrow(RequestFailed);
  expect(wordsOf(commandLine({ ...base, recipe, recipeFile: '/data/x.recipe.json' }))).toEqual([
    'run',
    '/data/x.recipe.json',
    "/data/it's here.csv",
  ]);
});

test('names each of several files', () => {
  const recipe = { seed: 0, steps: [{ method: 'exact-dedup' }], roles: {} };
  const files = ['/data/train.csv', '/data/test.csv'];
  expect(wordsOf(commandLine({ ...base, files, recipe }))).toEqual([
    'balance',
    ...files,
    '--method',
    'exact-dedup',
  ]);
});
