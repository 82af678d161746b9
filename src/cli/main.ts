import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { partThreads, readers } from '../files/part-threads';
import { bindProcess, type Said } from './process-binding';
import { runCli } from './run-cli';

/** What the main thread gives to the thread that works. */
interface Start {
  readonly argv: readonly string[];
  readonly token: string;
  /** One Int32: 1 cancels. */
  readonly cancel: SharedArrayBuffer;
}

// The core is synchronous, so it works in a thread of its own while this one listens for Ctrl+C.
if (isMainThread) {
  const start: Start = {
    argv: process.argv.slice(2),
    // The owner comes first: a later run removes what a killed process left.
    token: `${process.pid}-${randomBytes(6).toString('hex')}`,
    cancel: new SharedArrayBuffer(4),
  };
  bindProcess(new Worker(__filename, { workerData: start }), start);
} else {
  const { argv, token, cancel } = workerData as Start;
  const flag = new Int32Array(cancel);
  const say = (said: Said) => {
    parentPort?.postMessage(said);
  };
  void runCli(argv, {
    token,
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
}
