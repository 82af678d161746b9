/** Running mean and population variance (Welford 1962). */
export class Moments {
  #n = 0;
  #squares = 0;
  mean = 0;

  add(value: number): void {
    const before = value - this.mean;
    this.mean += before / ++this.#n;
    this.#squares += before * (value - this.mean);
  }

  get variance(): number {
    return this.#n ? this.#squares / this.#n : 0;
  }
}
