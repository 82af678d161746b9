import { homedir } from 'node:os';
import { join } from 'node:path';

/**
 * The folder that keeps compiled code: where the system keeps what may be deleted at any time. Undefined where
 * `BALLAST_NO_CODE_CACHE` says that none is wanted.
 */
export function codeFolder(
  platform: NodeJS.Platform,
  env: Readonly<Record<string, string | undefined>>,
): string | undefined {
  if (env['BALLAST_NO_CODE_CACHE']) return undefined;
  return join(cacheFolder(platform, env), 'ballast');
}

function cacheFolder(
  platform: NodeJS.Platform,
  env: Readonly<Record<string, string | undefined>>,
): string {
  switch (platform) {
    case 'win32':
      return env['LOCALAPPDATA'] ?? join(homedir(), 'AppData', 'Local');
    case 'darwin':
      return join(homedir(), 'Library', 'Caches');
    default:
      return env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache');
  }
}
