import { Worker } from 'node:worker_threads';

/** Threads wait so long for more work: to start one and to compile its code takes as long as to read some 20 MB. */
const IDLE_MS = 30_000;

/** Threads that run the bundle `script`, have done their work and wait for more. */
export class IdleThreads {
  readonly #waiting = new Map<Worker, NodeJS.Timeout>();
  readonly #start: () => unknown;

  /** `start` is what a thread is told when it starts. */
  constructor(
    readonly script: string,
    start: () => unknown = () => undefined,
  ) {
    this.#start = start;
  }

  /** One that waits, or a new one. */
  take(): Worker {
    for (const [worker, timer] of this.#waiting) {
      clearTimeout(timer);
      this.#waiting.delete(worker);
      return worker;
    }
    const worker = new Worker(this.script, { workerData: this.#start() });
    // What goes wrong in a thread shows as work that is not done.
    worker.on('error', () => undefined);
    worker.on('exit', () => this.#waiting.delete(worker));
    worker.unref();
    return worker;
  }

  keep(worker: Worker): void {
    const timer = setTimeout(() => {
      this.#waiting.delete(worker);
      void worker.terminate();
    }, IDLE_MS);
    timer.unref();
    this.#waiting.set(worker, timer);
  }
}
