import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { searchWith } from '../engine/kernels/search-threads';
import { partThreads, readers } from '../files/reading/part-threads';
import { searchThreads } from '../files/threads/search-threads';
import type { Said, Start } from './process-binding';
import { runCli } from './run-cli';

// The program itself, which `thread` runs in a thread of its own.
const { argv, cancel } = workerData as Start;
const flag = new Int32Array(cancel);
const say = (said: Said) => {
  parentPort?.postMessage(said);
};
searchWith(searchThreads(join(__dirname, 'search.js'), readers() - 1));
void runCli(argv, {
  // The owner comes first: a later run removes what a killed process left.
  token: `${process.pid}-${randomBytes(6).toString('hex')}`,
  out: (text) => {
    say({ kind: 'out', text });
  },
  err: (line) => {
    say({ kind: 'err', line });
  },
  onProgress: (progress) => {
    say({ kind: 'progress', progress });
  },
  cancelled: () => Atomics.load(flag, 0) === 1,
  now: () => performance.now(),
  parts: { runner: partThreads(join(__dirname, 'part.js')), workers: readers() },
  hashScript: join(__dirname, 'hash.js'),
}).then((code) => {
  say({ kind: 'exit', code });
});
