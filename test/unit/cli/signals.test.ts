import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, watch, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { buildCli, temporaryFolder } from './cli';

const root = temporaryFolder();
let cli = '';
beforeAll(() => {
  cli = buildCli(root.path);
});
afterAll(() => {
  root.remove();
});

/** Starts a run that would write for long, and ends it with a signal once the first temporary file is there. */
async function endedWhileWriting(
  signal: NodeJS.Signals,
): Promise<{ code: number | null; cwd: string }> {
  const cwd = join(root.path, signal);
  mkdirSync(cwd);
  const cell = 'x'.repeat(2000);
  writeFileSync(join(cwd, 'big.csv'), `y,text\na,${cell}\nb,${cell}\n`);
  const started = new Promise<void>((resolve) => {
    const watcher = watch(cwd, (_, name) => {
      if (!name?.startsWith('.')) return;
      watcher.close();
      resolve();
    });
  });
  const many = '{"a":300000,"b":300000}';
  const args = [cli, 'balance', 'big.csv', '--label', 'y', '--method', 'random-oversample'];
  const guards = ['--override', 'G-REPEAT,G-SPLIT', '--set', `strategy=${many}`];
  const child = spawn(process.execPath, [...args, ...guards], { cwd, stdio: 'ignore' });
  const exit = once(child, 'exit') as Promise<[number | null]>;
  await started;
  child.kill(signal);
  const [code] = await exit;
  return { code, cwd };
}

it('Ctrl+C while writing exits with 130 and leaves nothing', async () => {
  const { code, cwd } = await endedWhileWriting('SIGINT');
  expect(code).toBe(130);
  expect(readdirSync(cwd)).toEqual(['big.csv']);
});

it('kill -9 while writing leaves nothing either, once what watches over the files has tidied', async () => {
  const { code, cwd } = await endedWhileWriting('SIGKILL');
  expect(code).toBeNull();
  await expect
    .poll(() => readdirSync(cwd), { timeout: 120_000, interval: 20 })
    .toEqual(['big.csv']);
});
