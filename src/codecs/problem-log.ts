import type { Place, Problem, Severity } from '../engine/problems';

/** Collects problems: the first of each code is kept with its place, the rest are counted. */
export class ProblemLog {
  readonly #first = new Map<string, Omit<Problem, 'more'>>();
  readonly #more = new Map<string, number>();

  /** `message` is called for the first of a code only; `count` > 1 adds several at once. */
  add(code: string, severity: Severity, message: () => string, place?: Place, count = 1): void {
    if (this.#first.has(code)) this.#more.set(code, (this.#more.get(code) ?? 0) + count);
    else {
      this.#first.set(code, {
        code,
        severity,
        message: message(),
        ...(place !== undefined && { place }),
      });
      if (count > 1) this.#more.set(code, count - 1);
    }
  }

  has(code: string): boolean {
    return this.#first.has(code);
  }

  /** In order of first appearance. */
  list(): Problem[] {
    return Array.from(this.#first.values(), (problem) => {
      const more = this.#more.get(problem.code);
      return more === undefined ? problem : { ...problem, more };
    });
  }
}
