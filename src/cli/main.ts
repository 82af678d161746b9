import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { bindProcess, type Start } from './process-binding';

// The core is synchronous, so it works in a thread of its own, `thread`, while this one listens for Ctrl+C. The thread is
// a bundle of its own, for what both would load takes longer than most small files.
const start: Start = { argv: process.argv.slice(2), cancel: new SharedArrayBuffer(4) };
bindProcess(new Worker(join(__dirname, 'cli-thread.js'), { workerData: start }), start);
