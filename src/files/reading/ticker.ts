import { Cancelled } from '../../engine/problems';
import type { Phase, Progress } from '../../protocol/messages';
import type { PartRunner } from '../../codecs/parts/part-runner';
import { Course } from './course';

/** What a session may ask of the program around it: report progress, ask for cancel, read a clock. */
export interface SessionShell {
  onProgress?(progress: Progress): void;
  /** Asked often and must be cheap: a shared flag, since a busy thread reads no message. */
  cancelled?(): boolean;
  /** Milliseconds that never go back; without it every tick is reported. */
  now?(): number;
  /** Reads the parts of a large file at the same time, `workers` of them. */
  readonly parts?: { readonly runner: PartRunner; readonly workers: number };
  /** The bundle of the thread that hashes large files while they are audited. */
  readonly hashScript?: string;
  /** false: nobody looks at the picture of a preview. */
  readonly pictures?: boolean;
  /** Does `work`, which is over in a moment, without being killed in the middle of it. */
  publish?(work: () => void): void;
}

/** At most ten reports a second. */
const REPORT_EVERY_MS = 100;

/** Turns the engine's ticks into progress and cancel. */
export class Ticker {
  readonly #shell: SessionShell;
  #course = new Course([]);
  #reported = -Infinity;
  #what = '';

  constructor(shell: SessionShell) {
    this.#shell = shell;
  }

  get hashScript(): string | undefined {
    return this.#shell.hashScript;
  }

  /** Who reads parts of a file, if the program can. */
  get parts(): SessionShell['parts'] {
    return this.#shell.parts;
  }

  /** Whether previews are to have their picture. */
  get pictures(): boolean {
    return this.#shell.pictures !== false;
  }

  /** Milliseconds that never go back; undefined without a clock. */
  now(): number | undefined {
    return this.#shell.now?.();
  }

  /** What follows is one piece of work of these phases, in this order. */
  begin(...phases: readonly Phase[]): void {
    this.#course = new Course(phases);
    this.#what = '';
  }

  /** Gives written files their names, all or none. @throws Cancelled before any has its name */
  readonly publish = (work: () => void): void => {
    const attempt = () => {
      if (this.#shell.cancelled?.()) throw new Cancelled();
      work();
    };
    if (this.#shell.publish) this.#shell.publish(attempt);
    else attempt();
  };

  /** A tick for one phase under one name. */
  for(phase: Phase, what: string): (done: number, total: number) => void {
    return (done, total) => {
      this.tick(phase, what, done, total);
    };
  }

  /** Reports when the name changed or a tenth of a second has passed. @throws Cancelled */
  tick(phase: Phase, what: string, done: number, total: number): void {
    if (this.#shell.cancelled?.()) throw new Cancelled();
    const now = this.#shell.now?.();
    if (what === this.#what && (now ?? Infinity) - this.#reported < REPORT_EVERY_MS) return;
    this.#what = what;
    this.#reported = now ?? Infinity;
    const share = this.#course.reach(phase, done, total);
    const left = now === undefined ? undefined : this.#course.left(now);
    this.#shell.onProgress?.({
      phase,
      done,
      total,
      what,
      share,
      ...(left !== undefined && { left }),
    });
  }
}
