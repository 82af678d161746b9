import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { EngineError } from '../../engine/problems';
import { errorCode, whyUnwritable } from '../error-code';
import { t } from '../../engine/language';

/**
 * Writes a text under a name that may be taken: the old file stands until the new one is whole. For reports, which are
 * made anew each time; datasets go through AtomicFiles. @throws EngineError unwritable, disk-full
 */
export function replaceFile(path: string, text: string, token: string): void {
  const temporary = join(dirname(path), `.ballast-${token}-report.tmp`);
  try {
    const file = openSync(temporary, 'wx');
    try {
      writeFileSync(file, text);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    const code = errorCode(error);
    const full = code === 'ENOSPC' || code === 'EDQUOT';
    throw new EngineError(
      full ? 'disk-full' : 'unwritable',
      t`\`${basename(path)}\` cannot be written: ${full ? t('the disk is full') : whyUnwritable(code)}.`,
    );
  }
}
