import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';

/**
 * Removes the hidden files that a dead worker left in `folder`. Its token is random and part of every temporary name,
 * so nobody else's file can carry it. A folder that cannot be read has nothing to remove.
 */
export async function removeLeftovers(folder: string, token: string): Promise<void> {
  const names = await readdir(folder).catch((): string[] => []);
  const left = names.filter((name) => name.startsWith('.') && name.includes(token));
  await Promise.all(left.map((name) => rm(path.join(folder, name), { force: true })));
}
