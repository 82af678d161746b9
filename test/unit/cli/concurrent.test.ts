import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { buildCli, DATA, temporaryFolder } from './cli';

const root = temporaryFolder();
let cli = '';
beforeAll(() => {
  cli = buildCli(root.path);
});
afterAll(() => {
  root.remove();
});

it('programs that write beside the same file at once all get names of their own', async () => {
  cpSync(join(DATA, 'penguins.csv'), join(root.path, 'p.csv'));
  const args = [cli, 'balance', 'p.csv', '--label', 'species', '--method', 'random-oversample'];
  const ends = Array.from({ length: 4 }, () =>
    once(spawn(process.execPath, args, { cwd: root.path, stdio: 'ignore' }), 'exit'),
  );
  expect((await Promise.all(ends)).map(([code]) => code as number)).toEqual([0, 0, 0, 0]);
  const outputs = readdirSync(root.path).filter((name) => name.endsWith('.recipe.json'));
  expect(outputs).toHaveLength(4);
  for (const name of outputs) {
    const recipe = JSON.parse(readFileSync(join(root.path, name), 'utf8')) as {
      written: { path: string; recipe: string };
    };
    expect(recipe.written.recipe).toBe(name);
    expect(readFileSync(join(root.path, recipe.written.path), 'utf8')).toContain('Chinstrap');
  }
});
