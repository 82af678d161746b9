import type { TableTick } from '../table/table';
import { everyRow } from '../ticks';

/**
 * A running sum whose error does not grow with the number of terms (Neumaier 1974), so that results do not depend on
 * how rows were cut into chunks.
 */
export class Sum {
  #total = 0;
  #lost = 0;

  add(value: number): void {
    const total = this.#total + value;
    this.#lost +=
      Math.abs(this.#total) >= Math.abs(value)
        ? this.#total - total + value
        : value - total + this.#total;
    this.#total = total;
  }

  get value(): number {
    return this.#total + this.#lost;
  }
}

/** Compensated sum of `value(i)` for i = 0 .. n-1. @throws Cancelled (from tick) */
export function sumOf(n: number, value: (i: number) => number, tick?: TableTick): number {
  const sum = new Sum();
  const ticked = everyRow(tick);
  for (let i = 0; i < n; i++) {
    ticked(i, n);
    sum.add(value(i));
  }
  return sum.value;
}
