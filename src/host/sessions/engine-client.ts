import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import type { AuditReport } from '../../engine/audit';
import { spoken } from '../../engine/language';
import { Cancelled, type EngineErrorCode } from '../../engine/problems';
import { Endpoint, RequestFailed, toFailure } from '../../protocol/endpoint';
import type { Progress, WireFailure, WorkerEvents, WorkerRequests } from '../../protocol/messages';
import { threadPort } from '../../protocol/ports';
import { Flag, type WorkerStart } from '../../protocol/worker-start';
import { removeLeftovers } from './leftovers';
import { l10n } from '../l10n';

type None = Record<never, never>;
type AuditParams = WorkerRequests['audit']['params'];

/** A worker that was asked to stop and still works after this time is ended (milliseconds). */
const PATIENCE = 150;

/** One running worker and what the host shares with it. */
interface Thread {
  readonly worker: Worker;
  readonly endpoint: Endpoint<WorkerRequests, None, None, WorkerEvents>;
  /** A busy worker reads no message: see `Flag`. */
  readonly flags: Int32Array;
  readonly exited: Promise<void>;
  /** It holds the table that the last audit read. */
  opened: boolean;
}

/** What an EngineClient needs from its surroundings. */
export interface EngineOptions {
  /** The bundled worker. */
  readonly workerPath: string;
  readonly onProgress?: (progress: Progress) => void;
  /** A worker ended without being asked to. */
  readonly onDeath?: (failure: WireFailure) => void;
  /** Milliseconds in which a worker may stop by itself when its request is cancelled; 150 when absent. */
  readonly patience?: number;
}

/**
 * The engine of one source, in a worker thread of its own. Requests are answered one after the other. A worker that
 * dies fails its request with `worker-died`; the next request starts another, which reads the source again first.
 */
export class EngineClient {
  readonly #options: EngineOptions;
  #thread: Thread | undefined;
  #last: Promise<void> = Promise.resolve();
  /** What the report on screen was made from. */
  #audited: { readonly params: AuditParams; readonly sha256: string } | undefined;

  constructor(options: EngineOptions) {
    this.#options = options;
  }

  /** Whether a worker is alive. */
  get running(): boolean {
    return this.#thread !== undefined;
  }

  /**
   * Asks the worker, after the requests before it.
   * @throws RequestFailed with an EngineErrorCode, `cancelled` or `internal`
   */
  async request<K extends keyof WorkerRequests>(
    name: K,
    params: WorkerRequests[K]['params'],
    signal?: AbortSignal,
  ): Promise<WorkerRequests[K]['answer']> {
    const before = this.#last;
    let finish: () => void = () => undefined;
    const finished = new Promise<void>((resolve) => (finish = resolve));
    this.#last = before.then(() => finished);
    try {
      await untilAborted(before, signal);
      if (name === 'audit') return await this.#audit(params as AuditParams, signal);
      const thread = this.#thread ?? this.#start();
      if (name === 'head') thread.opened = true;
      if (name !== 'methods' && !thread.opened) await this.#readAgain(signal);
      return await this.#ask(thread, name, params, signal);
    } finally {
      finish();
    }
  }

  /**
   * Ends the worker at once and frees its memory; the pending request fails with `why`, and what it was writing is
   * removed. The next request starts another worker.
   */
  async release(
    why: WireFailure = { code: 'cancelled', message: l10n.t('Cancelled.') },
  ): Promise<void> {
    const thread = this.#thread;
    if (!thread) return;
    this.#thread = undefined;
    thread.endpoint.close(why);
    await thread.worker.terminate();
    await thread.exited;
  }

  /** Kills the worker as a crash would: a test's stand-in for a dying thread. */
  async kill(): Promise<void> {
    await this.#thread?.worker.terminate();
  }

  async #audit(params: AuditParams, signal?: AbortSignal): Promise<AuditReport> {
    const thread = this.#thread ?? this.#start();
    thread.opened = false;
    const report = await this.#ask(thread, 'audit', params, signal).catch(
      async (error: unknown) => {
        await this.#keepHeld(thread);
        throw error;
      },
    );
    thread.opened = true;
    this.#audited = { params, sha256: report.source.sha256 };
    return report;
  }

  /** An audit that was cancelled or refused need not have lost the table of the one before. */
  async #keepHeld(thread: Thread): Promise<void> {
    if (this.#thread !== thread || !this.#audited) return;
    const held = await thread.endpoint.request('held', {}).catch(() => null);
    thread.opened = held === this.#audited.sha256;
  }

  /** A new worker knows nothing: it reads what the report on screen was made from, if that is still there. */
  async #readAgain(signal?: AbortSignal): Promise<void> {
    const audited = this.#audited;
    if (!audited) throw failed('unreadable', l10n.t('The file has not been audited yet.'));
    const report = await this.#audit(audited.params, signal);
    if (report.source.sha256 === audited.sha256) return;
    this.#audited = audited;
    if (this.#thread) this.#thread.opened = false;
    throw failed(
      'source-changed',
      l10n.t('`{0}` changed since it was audited. Audit it again.', report.source.name),
    );
  }

  async #ask<K extends keyof WorkerRequests>(
    thread: Thread,
    name: K,
    params: WorkerRequests[K]['params'],
    signal?: AbortSignal,
  ): Promise<WorkerRequests[K]['answer']> {
    if (signal?.aborted) throw new RequestFailed(toFailure(new Cancelled()));
    Atomics.store(thread.flags, Flag.cancel, 0);
    let waiting: NodeJS.Timeout | undefined;
    const stop = () => {
      Atomics.store(thread.flags, Flag.cancel, 1);
      waiting = setInterval(() => {
        // Files that are appearing appear together; it is a matter of moments.
        if (Atomics.load(thread.flags, Flag.publishing) === 1 || this.#thread !== thread) return;
        void this.release();
      }, this.#options.patience ?? PATIENCE);
    };
    signal?.addEventListener('abort', stop, { once: true });
    try {
      return await thread.endpoint.request(name, params);
    } finally {
      clearInterval(waiting);
      signal?.removeEventListener('abort', stop);
    }
  }

  #start(): Thread {
    const texts = spoken();
    const start: WorkerStart = {
      flags: new SharedArrayBuffer(Object.keys(Flag).length * Int32Array.BYTES_PER_ELEMENT),
      token: `${process.pid}-${randomBytes(6).toString('hex')}`,
      ...(texts && { texts }),
    };
    const worker = new Worker(this.#options.workerPath, {
      workerData: start,
      // A worker that runs out of memory ends alone, and not together with the host of all extensions.
      resourceLimits: { maxOldGenerationSizeMb: 4096 },
    });
    const endpoint = new Endpoint<WorkerRequests, None, None, WorkerEvents>(
      threadPort(worker),
      {},
      { progress: (progress) => this.#options.onProgress?.(progress) },
    );
    let error: Error | undefined;
    worker.on('error', (thrown: Error) => (error = thrown));
    const exited = new Promise<void>((resolve) => {
      worker.once('exit', () => {
        const asked = this.#thread !== thread;
        if (!asked) this.#thread = undefined;
        const swept = Promise.all(
          this.#folders.map((folder) => removeLeftovers(folder, start.token)),
        );
        void swept.then(() => {
          const death = deathOf(error);
          if (!asked) this.#options.onDeath?.(death);
          endpoint.close(death);
          resolve();
        });
      });
    });
    const flags = new Int32Array(start.flags);
    const thread: Thread = { worker, endpoint, flags, exited, opened: false };
    this.#thread = thread;
    return thread;
  }

  /** Where the worker writes: beside the source or each of several, and in a source that is a folder. */
  get #folders(): readonly string[] {
    if (!this.#audited) return [];
    const { source } = this.#audited.params;
    const paths = source.kind === 'files' ? source.paths : [source.path];
    return [...new Set([source.path, ...paths.map((file) => path.dirname(file))])];
  }
}

function failed(code: EngineErrorCode, message: string): RequestFailed {
  return new RequestFailed({ code, message });
}

/** The failure of the request that was running when the worker ended. */
function deathOf(error: (Error & { readonly code?: unknown }) | undefined): WireFailure {
  const memory = error?.code === 'ERR_WORKER_OUT_OF_MEMORY';
  const message = memory
    ? l10n.t('The reading process ran out of memory. Try again.')
    : error
      ? l10n.t('The reading process stopped: {0}. Try again.', error.message)
      : l10n.t('The reading process stopped. Try again.');
  return { code: 'worker-died', message };
}

/** Waits for `turn`, but no longer than until `signal` aborts. @throws RequestFailed cancelled */
function untilAborted(turn: Promise<void>, signal: AbortSignal | undefined): Promise<void> {
  if (!signal) return turn;
  return new Promise((resolve, reject) => {
    const cancel = () => {
      reject(new RequestFailed(toFailure(new Cancelled())));
    };
    if (signal.aborted) cancel();
    signal.addEventListener('abort', cancel, { once: true });
    void turn.then(() => {
      signal.removeEventListener('abort', cancel);
      resolve();
    });
  });
}
