import { spawnSync } from 'node:child_process';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { removeAbandoned } from '../../../src/files/writing/abandoned';
import { removeLeftovers } from '../../../src/host/sessions/leftovers';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'ballast-left-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function put(...names: string[]): Promise<void> {
  for (const name of names) await writeFile(path.join(folder, name), 'x');
}

test('leftovers of one token go, all else stays', async () => {
  await put('.ballast-7-abc-1.tmp', '.ballast-7-abc-2.tmp', '.ballast-7-def-1.tmp', '7-abc.csv');
  await removeLeftovers(folder, '7-abc');
  expect(await readdir(folder)).toEqual(['.ballast-7-def-1.tmp', '7-abc.csv']);
});

test('a folder that is gone has no leftovers', async () => {
  await expect(removeLeftovers(path.join(folder, 'gone'), '7-abc')).resolves.toBeUndefined();
});

test('temporary files of dead processes are removed, those of living ones stay', async () => {
  const dead = spawnSync(process.execPath, ['-e', '']).pid;
  const abandoned = `.ballast-${dead}-abc-1.tmp`;
  const living = `.ballast-${process.pid}-abc-1.tmp`;
  await put(abandoned, living, `.ballast-notes.tmp`, 'data.csv');
  expect(removeAbandoned(folder)).toEqual([abandoned]);
  expect(await readdir(folder)).toEqual([living, '.ballast-notes.tmp', 'data.csv'].sort());
  expect(removeAbandoned(path.join(folder, 'gone'))).toEqual([]);
});
