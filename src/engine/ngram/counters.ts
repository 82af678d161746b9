/** Counts by number, 0 where none was counted yet; room is made as numbers come. */
export class Counters {
  #counts = new Uint32Array(1024);

  at(number: number): number {
    return number < this.#counts.length ? this.#counts[number]! : 0;
  }

  /** The sum must not fall below 0. */
  add(number: number, more: number): void {
    if (number >= this.#counts.length) {
      const longer = new Uint32Array(Math.max(number + 1, 2 * this.#counts.length));
      longer.set(this.#counts);
      this.#counts = longer;
    }
    this.#counts[number]! += more;
  }

  /** How many numbers were counted so often, for `count` from 1. */
  having(count: number): number {
    let found = 0;
    for (const each of this.#counts) if (each === count) found++;
    return found;
  }
}
