import { statSync } from 'node:fs';
import { basename } from 'node:path';
import { EngineError } from '../../engine/problems';
import { openFile, type FileSource } from './file-source';
import { sha256OfSource } from './hash';
import type { Opened } from './opened';
import { t } from '../../engine/language';

/** Size and time of a file; undefined when it is gone. */
export function stampOf(path: string): FileSource['stamp'] | undefined {
  const found = statSync(path, { throwIfNoEntry: false });
  return found && { size: found.size, mtimeMs: found.mtimeMs };
}

/** Refuses to work on what was read when the file is another by now. @throws EngineError source-changed; Cancelled */
export function refuseChanged(
  opened: Pick<Opened, 'path' | 'file' | 'sha256' | 'parts'>,
  tick: (done: number, total: number) => void,
): void {
  for (const part of opened.parts?.list ?? []) refuseChanged(part.opened, tick);
  const { path, file } = opened;
  if (!file) return;
  const now = stampOf(path);
  if (now?.size === file.stamp.size) {
    if (now.mtimeMs === file.stamp.mtimeMs) return;
    const again = openFile(path);
    try {
      if (sha256OfSource(again, tick) === opened.sha256) return;
    } finally {
      again.close();
    }
  }
  const what = now
    ? t('changed since it was read. Audit it again')
    : t('is no longer there. Put it back');
  throw new EngineError('source-changed', t`\`${basename(path)}\` ${what}, then repeat this step.`);
}
