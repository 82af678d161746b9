import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { errorCode } from '../error-code';

/** Temporary files of AtomicFiles whose token begins with the process id of its owner. */
const TEMPORARY = /^\.ballast-(\d+)-.*\.tmp$/;

/**
 * Removes what killed processes left in a folder: temporary files whose owner is no longer alive. Returns the names. A
 * folder that cannot be read or changed is left as it is: this is tidying, and never a reason to refuse work.
 */
export function removeAbandoned(folder: string): string[] {
  const removed: string[] = [];
  try {
    for (const name of readdirSync(folder)) {
      const owner = TEMPORARY.exec(name)?.[1];
      if (owner === undefined || isAlive(Number(owner))) continue;
      rmSync(join(folder, name), { force: true });
      removed.push(name);
    }
  } catch {
    return removed;
  }
  return removed;
}

/** A process of another user answers EPERM and is alive. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errorCode(error) !== 'ESRCH';
  }
}
