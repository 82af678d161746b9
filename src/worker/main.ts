import { parentPort, workerData } from 'node:worker_threads';
import { METHODS } from '../engine/methods';
import { Dataset } from '../files/dataset';
import { Endpoint } from '../protocol/endpoint';
import type { WorkerEvents, WorkerRequests } from '../protocol/messages';
import { threadPort } from '../protocol/ports';
import type { WorkerStart } from '../protocol/worker-start';
import { answersOf } from './answers';

// The worker's entry: one dataset, asked over the wire of its parent.
if (!parentPort) throw new Error('This file runs as a worker thread.');
const start = workerData as WorkerStart;
const cancel = new Int32Array(start.cancel);

const dataset = new Dataset({
  onProgress: (progress) => {
    wire.send('progress', progress);
  },
  cancelled: () => Atomics.load(cancel, 0) !== 0,
  now: () => performance.now(),
});

const wire = new Endpoint<Record<never, never>, WorkerRequests, WorkerEvents, Record<never, never>>(
  threadPort(parentPort),
  answersOf(dataset, METHODS, start.token),
);
