import { join } from 'node:path';
import { workerData } from 'node:worker_threads';
import { codeFolder } from './code-folder';
import type { Start } from './process-binding';
import { runBundle } from './run-bundle';

// The entry of the thread that works: it runs the program with what an earlier run compiled of it.
const [command = '', ...options] = (workerData as Start).argv;
const method = options.indexOf('--method') + 1;
runBundle(join(__dirname, 'cli-program.js'), {
  folder: codeFolder(process.platform, process.env),
  topic: method > 0 ? `${command} ${options[method] ?? ''}` : command,
});
