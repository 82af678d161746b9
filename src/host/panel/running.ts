import * as vscode from 'vscode';

/** The requests that run for a source: each can be stopped alone, all can be stopped together. */
export class Running implements vscode.Disposable {
  readonly #all = new Set<AbortController>();
  readonly #busyChanged = new vscode.EventEmitter<void>();

  /** Fired when work starts or the last of it ends. */
  readonly onDidChangeBusy = this.#busyChanged.event;

  /** Whether anything runs. */
  get busy(): boolean {
    return this.#all.size > 0;
  }

  /** Runs one request that `signal` or `cancel()` stops. @throws what `work` throws */
  async run<T>(
    signal: AbortSignal | undefined,
    work: (running: AbortController) => Promise<T>,
  ): Promise<T> {
    const running = new AbortController();
    const stop = () => {
      running.abort();
    };
    if (signal?.aborted) stop();
    signal?.addEventListener('abort', stop, { once: true });
    this.#all.add(running);
    if (this.#all.size === 1) this.#busyChanged.fire();
    try {
      return await work(running);
    } finally {
      signal?.removeEventListener('abort', stop);
      this.#all.delete(running);
      if (this.#all.size === 0) this.#busyChanged.fire();
    }
  }

  /** Resolves when nothing runs. */
  idle(): Promise<void> {
    if (!this.busy) return Promise.resolve();
    return new Promise((resolve) => {
      const listening = this.onDidChangeBusy(() => {
        if (this.busy) return;
        listening.dispose();
        resolve();
      });
    });
  }

  /** Stops everything that runs. */
  cancel(): void {
    for (const running of this.#all) running.abort();
  }

  dispose(): void {
    this.#busyChanged.dispose();
  }
}
