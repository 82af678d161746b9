// The environment and the Node that code-server runs with.
import { existsSync } from 'node:fs';
import { BUNDLED_NODE } from './paths.mjs';

/** Variables of an editor, npm or code-server around us that would change the one we start. */
const FOREIGN =
  /^(VSCODE_(?!TEST)|ELECTRON_|npm_|CODE_SERVER_|(HASHED_)?PASSWORD$|NODE_OPTIONS$|XDG_RUNTIME_DIR$)/i;

/**
 * The environment for code-server: ours without what other tools put there, and with no extension gallery.
 * @param {Record<string, string | undefined>} extra
 * @returns {Record<string, string>}
 */
export function serverEnvironment(extra = {}) {
  const all = { ...process.env, EXTENSIONS_GALLERY: '{"serviceUrl":""}', ...extra };
  return Object.fromEntries(
    Object.entries(all).filter(([name, value]) => value !== undefined && !FOREIGN.test(name)),
  );
}

/**
 * The Node for code-server, which asks for version 24.
 * @throws {Error} when there is none for this machine
 */
export function serverNode() {
  if (existsSync(BUNDLED_NODE)) return BUNDLED_NODE;
  if (process.versions.node.startsWith('24.')) return process.execPath;
  throw new Error(
    'The VS Code in the browser needs Node 24 on this machine: run the command with Node 24, or use an installed ' +
      'VS Code (npm start -- --desktop; VSCODE_UNDER_TEST=desktop npm run test:editor).',
  );
}
