import type { Phase } from '../../protocol/messages';

/**
 * What the phases cost relative to each other: time of 1M and 10M rows x 12 columns with two threads, in hundredths of a
 * full audit (`npm run bench -- cancel` prints how far the bar is off). Only the bar's evenness depends on it.
 */
const COSTS: Readonly<Record<Phase, number>> = {
  unpack: 40,
  read: 50,
  hash: 1,
  profile: 6,
  audit: 43,
  plan: 40,
  evaluate: 400,
  write: 25,
};

/** Nothing is said about the time left before this much is known (milliseconds, share). */
const SETTLED = { after: 800, share: 0.02 };
/** How much of a new estimate of the time left counts at once. */
const TRUST = 0.2;

/**
 * One piece of work made of phases, as one number that never goes back. Phases that turn out to be done already (the
 * first that is heard of is a later one) do not count.
 */
export class Course {
  readonly #phases: readonly Phase[];
  #first: number | undefined;
  #share = 0;
  #started: number | undefined;
  #left: { readonly at: number; readonly ms: number } | undefined;

  constructor(phases: readonly Phase[]) {
    this.#phases = phases;
  }

  /** The share of the course that is done, 0..1, with `done` of `total` of a phase. */
  reach(phase: Phase, done: number, total: number): number {
    const at = this.#phases.indexOf(phase);
    if (at < 0) return this.#share;
    this.#first ??= at;
    const cost = (from: number, to: number) =>
      this.#phases.slice(from, to).reduce((sum, each) => sum + COSTS[each], 0);
    const within = total > 0 ? Math.min(1, Math.max(0, done / total)) : 0;
    const share =
      (cost(this.#first, at) + COSTS[phase] * within) / cost(this.#first, this.#phases.length);
    this.#share = Math.max(this.#share, share);
    return this.#share;
  }

  /** Seconds that are left, as far as the time until `now` (milliseconds) tells; undefined when it tells nothing yet. */
  left(now: number): number | undefined {
    this.#started ??= now;
    if (this.#share === 1) return 0;
    const elapsed = now - this.#started;
    if (!(elapsed >= SETTLED.after) || this.#share < SETTLED.share) return undefined;
    const fresh = (elapsed * (1 - this.#share)) / this.#share;
    const before = this.#left;
    const expected = before ? Math.max(0, before.ms - (now - before.at)) : fresh;
    const ms = expected + TRUST * (fresh - expected);
    this.#left = { at: now, ms };
    return ms / 1000;
  }
}
