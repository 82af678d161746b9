import './language';
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { searchWith } from '../engine/kernels/search-threads';
import { METHODS } from '../engine/methods';
import { Dataset } from '../files/dataset';
import { partThreads, readers } from '../files/reading/part-threads';
import { searchThreads } from '../files/threads/search-threads';
import { Endpoint } from '../protocol/endpoint';
import type { WorkerEvents, WorkerRequests } from '../protocol/messages';
import { threadPort } from '../protocol/ports';
import { Flag, type WorkerStart } from '../protocol/worker-start';
import { answersOf } from './answers';

// The worker's entry: one dataset, asked over the wire of its parent.
if (!parentPort) throw new Error('This file runs as a worker thread.');
const start = workerData as WorkerStart;
const flags = new Int32Array(start.flags);

searchWith(searchThreads(join(__dirname, 'search.js'), readers() - 1));
const dataset = new Dataset({
  onProgress: (progress) => {
    wire.send('progress', progress);
  },
  cancelled: () => Atomics.load(flags, Flag.cancel) !== 0,
  now: () => performance.now(),
  parts: { runner: partThreads(join(__dirname, 'part.js')), workers: readers() },
  hashScript: join(__dirname, 'hash.js'),
  publish(work) {
    Atomics.store(flags, Flag.publishing, 1);
    try {
      work();
    } finally {
      Atomics.store(flags, Flag.publishing, 0);
    }
  },
});

const wire = new Endpoint<Record<never, never>, WorkerRequests, WorkerEvents, Record<never, never>>(
  threadPort(parentPort),
  answersOf(dataset, METHODS, start.token),
);
