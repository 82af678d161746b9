import { parentPort } from 'node:worker_threads';
import { helpSearch } from '../engine/kernels/search-job';
import type { SearchHelp } from '../files/threads/search-threads';

// The entry of a thread that helps with searches of nearest neighbours, one after the other.
parentPort?.on('message', ({ job, thread }: SearchHelp) => {
  helpSearch(job, thread);
});
