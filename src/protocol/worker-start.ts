import type { Bundle } from '../engine/language';

/** What a worker is started with (`workerData`). */
export interface WorkerStart {
  /** 32-bit flags, shared, one per `Flag`. */
  readonly flags: SharedArrayBuffer;
  /** Part of the name of every temporary file this worker makes: `<process id>-<random>`. */
  readonly token: string;
  /** Texts in the language of the editor; absent: English. */
  readonly texts?: Bundle;
}

/** Where the flags shared with a worker stand. */
export const Flag = {
  /** 1 asks the running request to stop. */
  cancel: 0,
  /** The worker sets 1 while written files get their names, which must not be interrupted. */
  publishing: 1,
} as const;
