// code-server's own command line, e.g. `node test/vscode/cli.mjs --list-extensions`.
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { serverEnvironment, serverNode } from './environment.mjs';
import { SERVER_ENTRY } from './paths.mjs';
import { temporaryFolder } from './temporary.mjs';

/**
 * Writes the configuration file without which code-server would make one in the home folder.
 * @param {string} folder
 * @returns {string} its path
 */
export function writeConfiguration(folder) {
  const file = path.join(folder, 'code-server.yaml');
  writeFileSync(file, 'auth: none\ncert: false\n');
  return file;
}

/**
 * Runs code-server with the arguments and waits for its end.
 * @param {readonly string[]} args
 * @param {import('node:child_process').StdioOptions} stdio
 */
export function codeServer(args, stdio = 'inherit') {
  const folder = temporaryFolder('bal-cli');
  try {
    return spawnSync(
      serverNode(),
      [SERVER_ENTRY, '--config', writeConfiguration(folder.path), ...args],
      { stdio, env: serverEnvironment(), encoding: 'utf8' },
    );
  } finally {
    folder.remove();
  }
}

/**
 * Installs packaged extensions into an extensions folder.
 * @param {readonly string[]} files .vsix files
 * @param {{ userData: string, extensions: string }} folders
 * @throws {Error} with code-server's words when one cannot be installed
 */
export function installExtensions(files, { userData, extensions }) {
  for (const file of files) {
    const place = ['--user-data-dir', userData, '--extensions-dir', extensions];
    const done = codeServer([...place, '--install-extension', file, '--force'], 'pipe');
    if (done.status !== 0) {
      throw new Error(`${file} could not be installed:\n${done.stdout}${done.stderr}`);
    }
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  process.exitCode = codeServer(process.argv.slice(2)).status ?? 1;
}
