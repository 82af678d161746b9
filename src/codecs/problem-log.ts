import { SEVERITIES } from '../engine/problems';
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

  /** Worst first, then by line, whatever the order in which they were met. */
  list(): Problem[] {
    const problems = Array.from(this.#first.values(), (problem) => {
      const more = this.#more.get(problem.code);
      return more === undefined ? problem : { ...problem, more };
    });
    const line = ({ place }: Problem) => place?.line ?? Infinity;
    return problems.sort(
      (a, b) =>
        SEVERITIES.indexOf(b.severity) - SEVERITIES.indexOf(a.severity) ||
        compare(line(a), line(b)) ||
        compare(a.code, b.code),
    );
  }
}

function compare<T extends number | string>(a: T, b: T): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
