import { workerData } from 'node:worker_threads';
import { speak } from '../engine/language';
import type { WorkerStart } from '../protocol/worker-start';

// Imported first by a thread's entry: constants of other modules are texts too.
speak((workerData as Partial<Pick<WorkerStart, 'texts'>> | null)?.texts);
