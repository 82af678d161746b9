import { Cancelled } from '../engine/problems';
import type { Phase, Progress } from '../protocol/messages';

/** What a session may ask of the program around it: report progress, ask for cancel, read a clock. */
export interface SessionShell {
  onProgress?(progress: Progress): void;
  /** Asked often and must be cheap: a shared flag, since a busy thread reads no message. */
  cancelled?(): boolean;
  /** Milliseconds that never go back; without it every tick is reported. */
  now?(): number;
}

/** At most ten reports a second. */
const REPORT_EVERY_MS = 100;

/** Turns the engine's ticks into progress and cancel. */
export class Ticker {
  readonly #shell: SessionShell;
  #reported = -Infinity;
  #what = '';

  constructor(shell: SessionShell) {
    this.#shell = shell;
  }

  /** A tick for one phase under one name. */
  for(phase: Phase, what: string): (done: number, total: number) => void {
    return (done, total) => {
      this.tick(phase, what, done, total);
    };
  }

  /** Reports when the name changed or a tenth of a second has passed. @throws Cancelled */
  tick(phase: Phase, what: string, done: number, total: number): void {
    if (this.#shell.cancelled?.()) throw new Cancelled();
    const now = this.#shell.now?.() ?? Infinity;
    if (what === this.#what && now - this.#reported < REPORT_EVERY_MS) return;
    this.#what = what;
    this.#reported = now;
    this.#shell.onProgress?.({ phase, done, total, what });
  }
}
