/**
 * Loops that follow each other, how many is not known, as one share that never goes back: one that starts again (its
 * own share falls) has half of what is left.
 */
export class LoopShare {
  #base = 0;
  #room = 0.5;
  #last = 0;

  /** The share of all loops, 0..1, with `done` of `total` of the present one. */
  reach(done: number, total: number): number {
    const share = total > 0 ? Math.min(1, done / total) : 0;
    if (share < this.#last) {
      this.#base += this.#room * this.#last;
      this.#room = (1 - this.#base) / 2;
    }
    this.#last = share;
    return this.#base + this.#room * share;
  }
}
