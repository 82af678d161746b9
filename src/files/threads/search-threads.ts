import { existsSync } from 'node:fs';
import type { Worker } from 'node:worker_threads';
import type { SearchJob } from '../../engine/kernels/search-job';
import type { SearchThreads } from '../../engine/kernels/search-threads';
import { IdleThreads } from './idle-threads';

/** What a thread that helps with searches is sent. */
export interface SearchHelp {
  readonly job: SearchJob;
  /** Which of the threads of the job it is, from 1. */
  readonly thread: number;
}

/** Threads that were given more memory than this are let go: an idle one does not look what it still needs. */
const MOST_HELD = 1 << 26;

/** Up to `most` threads that run the bundle `script`; none where it is missing. */
export function searchThreads(script: string, most: number): SearchThreads {
  const idle = new IdleThreads(script);
  let workers: Worker[] = [];
  let last: { readonly memory: WeakRef<object>; readonly bytes: number } | undefined;
  let held = 0;
  return {
    start() {
      const helpers = existsSync(script) ? most : 0;
      workers = Array.from({ length: helpers }, () => idle.take());
      return helpers;
    },
    help(job) {
      const { memory } = job;
      // Searches one after the other have the same, which may have grown.
      const bytes = memory.buffer.byteLength;
      held += bytes - (last?.memory.deref() === memory ? last.bytes : 0);
      last = { memory: new WeakRef(memory), bytes };
      workers.forEach((worker, at) => {
        worker.postMessage({ job, thread: at + 1 } satisfies SearchHelp);
      });
    },
    rest() {
      for (const worker of workers) {
        if (held <= MOST_HELD) idle.keep(worker);
        else void worker.terminate();
      }
      if (held > MOST_HELD) {
        held = 0;
        last = undefined;
      }
      workers = [];
    },
  };
}
