import { setTimeout as delay } from 'node:timers/promises';
import type { AuditReport } from '../../engine/audit';
import type { WorkerRequests } from '../../protocol/messages';
import { EngineClient } from '../sessions/engine-client';
import type { OnScreen } from '../sources/source';

/** What is read in this time needs no first figures (milliseconds). */
const PATIENCE = 150;
/** What is smaller is read in no time, in any format (bytes). */
const SMALL = 1 << 20;
/** What is larger takes so long to read that the first figures go first, for no longer than this (bytes, milliseconds). */
const HUGE = 192 << 20;
const HEAD_START = 1000;

/**
 * A second worker for as long as a large source is being read: it audits the first rows at once and answers for them,
 * while the first worker, which is busy, answers nothing.
 */
export class FirstRows {
  readonly #workerPath: string;
  #engine: EngineClient | undefined;
  #shown = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(workerPath: string) {
    this.#workerPath = workerPath;
  }

  /** The engine that answers for what is on screen, while that is the first rows. */
  get shown(): EngineClient | undefined {
    return this.#shown ? this.#engine : undefined;
  }

  /**
   * Audits the first rows of a source unless it is small; `show` is given the report and says whether it is shown. A
   * failure is not told: reading all of the source meets it too. Resolves when that should begin: at once, but that a
   * huge file waits for its first figures, which would come late beside threads that are all busy.
   */
  open(
    { stamp }: OnScreen,
    params: WorkerRequests['head']['params'],
    signal: AbortSignal,
    show: (report: AuditReport) => boolean,
  ): Promise<void> {
    this.close();
    const size = stamp.kind === 'disk' || stamp.kind === 'several' ? stamp.size : 0;
    if (size < SMALL) return Promise.resolve();
    if (size < HUGE) {
      this.#timer = setTimeout(() => void this.#read(params, signal, show), PATIENCE);
      return Promise.resolve();
    }
    return Promise.race([
      this.#read(params, signal, show),
      delay(HEAD_START, undefined, { ref: false }),
    ]);
  }

  async #read(
    params: WorkerRequests['head']['params'],
    signal: AbortSignal,
    show: (report: AuditReport) => boolean,
  ): Promise<void> {
    const engine = new EngineClient({ workerPath: this.#workerPath });
    this.#engine = engine;
    const report = await engine.request('head', params, signal).catch(() => null);
    if (this.#engine !== engine) return;
    this.#shown = report !== null && show(report);
    if (!this.#shown) this.close();
  }

  /** Ends the worker: the report of all rows is there, or none will be. */
  close(): void {
    clearTimeout(this.#timer);
    const engine = this.#engine;
    this.#engine = undefined;
    this.#shown = false;
    void engine?.release();
  }
}
