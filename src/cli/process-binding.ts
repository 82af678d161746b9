import type { Worker } from 'node:worker_threads';
import type { Progress } from '../protocol/messages';

/** What the main thread gives to the thread that works. */
export interface Start {
  readonly argv: readonly string[];
  /** One Int32: 1 cancels. */
  readonly cancel: SharedArrayBuffer;
}

/** What the working thread says. */
export type Said =
  | { readonly kind: 'out'; readonly text: string }
  | { readonly kind: 'err'; readonly line: string }
  | { readonly kind: 'progress'; readonly progress: Progress }
  | { readonly kind: 'exit'; readonly code: number };

const CLEAR_LINE = '\r\u001b[K';

/**
 * Carries what the working thread says to this process and the signals of this process to the thread. The first
 * signal asks it to stop, which removes its temporary files; a second one leaves that to their hidden names.
 */
export function bindProcess(worker: Worker, start: Start): void {
  const { stdout, stderr } = process;
  const shows = stderr.isTTY && !start.argv.includes('--quiet');
  const flag = new Int32Array(start.cancel);
  const clear = () => {
    if (shows) stderr.write(CLEAR_LINE);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (Atomics.exchange(flag, 0, 1) === 1) process.exit(130);
    });
  }
  // A reader such as head may close the pipe before all is said.
  stdout.on('error', () => process.exit());
  worker.on('message', (said: Said) => {
    switch (said.kind) {
      case 'out':
        clear();
        stdout.write(said.text);
        break;
      case 'err':
        clear();
        stderr.write(`${said.line}\n`);
        break;
      case 'progress':
        if (shows) stderr.write(CLEAR_LINE + progressText(said.progress));
        break;
      case 'exit':
        clear();
        process.exitCode = said.code;
        break;
    }
  });
  worker.on('error', (error) => {
    clear();
    const memory = 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
    const why = memory ? 'there is not enough memory for this file' : error.message;
    stderr.write(`ballast: ${why.replace(/\s+/g, ' ')}\n`);
    process.exitCode = 2;
  });
}

/** `Reading: 38%`, of all there is to do. */
function progressText({ what, share }: Progress): string {
  return `${what}: ${Math.floor(100 * share)}%`;
}
