// `npm start`: a VS Code with Ballast in it, at an address of this machine, until Ctrl+C.
// `npm start -- --desktop` opens the installed VS Code (`code`) instead.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { packageExtension } from './extension.mjs';
import { ensureInstalled } from './install.mjs';
import { PROJECT } from './paths.mjs';
import { makeSampleWorkspace } from './sample-workspace.mjs';
import { startServer } from './server.mjs';
import { temporaryFolder } from './temporary.mjs';

const NEXT = 'Right-click penguins.csv in the explorer, then Ballast > Audit Dataset. Ctrl+C ends.';

/** Resolves at Ctrl+C, or when something asks this process to end. */
function interrupted() {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, resolve);
  });
}

/**
 * Opens the folder in a window of the installed VS Code, and waits until it is closed.
 * @param {string} workspace
 */
async function showOnDesktop(workspace) {
  const args = ['--new-window', '--wait', `--extensionDevelopmentPath=${PROJECT}`, workspace];
  const code = spawn('code', args, { stdio: 'inherit', shell: process.platform === 'win32' });
  const ended = new Promise((resolve, reject) => {
    code.once('exit', resolve);
    code.once('error', () =>
      reject(new Error("There is no command 'code'. Install VS Code and its shell command.")),
    );
  });
  console.log(`Ballast runs in a window of VS Code.\n${NEXT}`);
  await Promise.race([ended, interrupted()]);
}

/**
 * Serves the folder to any browser of this machine.
 * @param {string} workspace
 * @param {string} folder for the packaged extension
 */
async function showInBrowser(workspace, folder) {
  ensureInstalled();
  const stopped = interrupted();
  const server = await startServer({ extensions: [packageExtension(folder)] });
  try {
    const address = `${server.url}/?folder=${encodeURIComponent(workspace)}`;
    console.log(`\nBallast runs in VS Code at\n\n  ${address}\n\n${NEXT}`);
    const reason = await Promise.race([stopped, server.ended.then(() => 'the server ended')]);
    if (reason === 'the server ended') throw new Error('The VS Code server ended by itself.');
  } finally {
    await server.stop();
  }
}

const folder = temporaryFolder('bal-start');
try {
  const workspace = makeSampleWorkspace(folder.path);
  if (process.argv.includes('--desktop')) await showOnDesktop(workspace);
  else await showInBrowser(workspace, path.join(folder.path, 'package'));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  folder.remove();
}
