import { spawn } from 'node:child_process';

/** Waits until its standard input ends, which it does when whoever started it is done or dead, and then tidies. */
const SCRIPT = `
const { readdirSync, rmSync } = require('node:fs');
const { join } = require('node:path');
const [folder, token] = process.argv.slice(1);
process.stdin.resume().on('error', () => {}).on('close', () => {
  for (const name of readdirSync(folder)) {
    if (name.startsWith('.ballast-' + token + '-') && name.endsWith('.tmp')) {
      rmSync(join(folder, name), { force: true });
    }
  }
});
`;

/** The same for a shell, which takes a megabyte where Node takes forty-five. */
const SHELL_SCRIPT = 'read -r _; rm -f -- "$1"/.ballast-"$2"-*.tmp';

/**
 * Starts a small process that outlives this one and removes the temporary files of `token` in `folder` when this process
 * or thread ends, however it ends: a kill leaves nothing behind. Returns what lets it go once the files are committed or
 * discarded. Without it (a process that may start no other) leftovers wait for the next audit in the folder.
 */
export function guardTemporaryFiles(folder: string, token: string): () => void {
  try {
    const [program, script]: [string, string[]] =
      process.platform === 'win32'
        ? [process.execPath, ['-e', SCRIPT]]
        : ['/bin/sh', ['-c', SHELL_SCRIPT, 'sh']];
    const child = spawn(program, [...script, folder, token], {
      stdio: ['pipe', 'ignore', 'ignore'],
      detached: true,
      windowsHide: true,
      env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
    });
    child.on('error', () => undefined);
    child.unref();
    const input = child.stdin;
    input.on('error', () => undefined);
    if ('unref' in input && typeof input.unref === 'function') input.unref();
    return () => {
      input.end();
    };
  } catch {
    return () => undefined;
  }
}
