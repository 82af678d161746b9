import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { basename } from 'node:path';
import type { ByteSource } from '../../codecs/bytes';
import { EngineError } from '../../engine/problems';
import { errorCode } from '../error-code';
import { t } from '../../engine/language';

/** A file open for reading. */
export interface FileSource extends ByteSource {
  /** Size and time of last change when it was opened, to notice later that it changed. */
  readonly stamp: { readonly size: number; readonly mtimeMs: number };
  close(): void;
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: t('there is no such file'),
  EACCES: t('you may not read it'),
  EPERM: t('you may not read it'),
  EISDIR: t('it is a folder'),
  EMFILE: t('too many files are open'),
};

/** Waiting for someone to write into a named pipe would never end; Windows has neither. */
const READ_AT_ONCE = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

/** Opens a file for reading. @throws EngineError unreadable, with the reason */
export function openFile(path: string): FileSource {
  const name = basename(path);
  const refuse = (error: unknown): never => {
    const code = errorCode(error);
    throw new EngineError(
      'unreadable',
      t`\`${name}\` cannot be read: ${REASONS[code] ?? t`the system says ${code}`}.`,
    );
  };
  const attempt = <T>(work: () => T): T => {
    try {
      return work();
    } catch (error) {
      return refuse(error);
    }
  };
  const file = attempt(() => openSync(path, READ_AT_ONCE));
  const stats = attempt(() => fstatSync(file));
  if (!stats.isFile()) {
    closeSync(file);
    const what = stats.isDirectory()
      ? t('it is a folder')
      : t('it is a pipe or a device; save it as a file first');
    throw new EngineError('unreadable', t`\`${name}\` cannot be read: ${what}.`);
  }
  return {
    name,
    size: stats.size,
    descriptor: file,
    stamp: { size: stats.size, mtimeMs: stats.mtimeMs },
    changed: () => {
      const { size, mtimeMs } = attempt(() => fstatSync(file));
      return size !== stats.size || mtimeMs !== stats.mtimeMs;
    },
    read: (position, into) => attempt(() => readSync(file, into, 0, into.length, position)),
    close: () => {
      closeSync(file);
    },
  };
}
