/** What a worker is started with (`workerData`). */
export interface WorkerStart {
  /** One 32-bit flag, shared: 1 asks the running request to stop. */
  readonly cancel: SharedArrayBuffer;
  /** Part of the name of every temporary file this worker makes: `<process id>-<random>`. */
  readonly token: string;
}
