import { t } from '../engine/language';

const REASONS: Readonly<Record<string, string>> = {
  EACCES: t('you may not write in this folder'),
  EPERM: t('you may not write in this folder'),
  EROFS: t('the disk is read-only'),
  ENOENT: t('there is no such folder'),
  ENAMETOOLONG: t('its name is too long'),
  EFBIG: t('it would be larger than this disk allows'),
  EISDIR: t('it is a folder'),
  ENOTDIR: t('a folder of its path is none'),
};

/** The code of a system error (ENOENT, ENOSPC ...), or what else is known about it. */
export function errorCode(error: unknown): string {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string')
    return error.code;
  return error instanceof Error ? error.message : String(error);
}

/** Why a file cannot be written, in words, from the code of a system error. */
export function whyUnwritable(code: string): string {
  return REASONS[code] ?? t`the system says ${code}`;
}
