import { alike, asEnglish, remember } from '../engine/language';
import { SEVERITIES } from '../engine/problems';
import type { Place, Problem, Severity } from '../engine/problems';

/** Stands in a message for the number of the line of its place, which a part of a file does not know. */
export const LINE = '\u0001';

/**
 * Problems of a part of a file: rows and lines count from the part's first, and messages hold `LINE`. Threads do not know
 * each other's sentences, so that each brings its English along.
 */
export type PartProblems = readonly (Problem & { readonly english: string })[];

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

  /** Adds the problems of the next part of the file, which begins with row `row` on line `line`. */
  append(problems: PartProblems, row: number, line: number): void {
    for (const { code, severity, message, english, place, more } of problems) {
      this.add(
        code,
        severity,
        () => remember(message, english),
        place && shifted(place, row, line),
        1 + (more ?? 0),
      );
    }
  }

  /** The problems in the order in which they were met, for `append`. */
  get part(): PartProblems {
    return Array.from(this.#first.values(), (problem) => {
      const more = this.#more.get(problem.code);
      const english = asEnglish(problem.message);
      return { ...problem, english, ...(more !== undefined && { more }) };
    });
  }

  /** Worst first, then by line, whatever the order in which they were met. */
  list(): Problem[] {
    const line = ({ place }: Problem) => place?.line ?? Infinity;
    return this.part
      .map(({ code, severity, message, place, more }) => ({
        code,
        severity,
        message: alike(message, (said) => said.replaceAll(LINE, String((place?.line ?? 0) + 1))),
        ...(place !== undefined && { place }),
        ...(more !== undefined && { more }),
      }))
      .sort(
        (a, b) =>
          SEVERITIES.indexOf(b.severity) - SEVERITIES.indexOf(a.severity) ||
          compare(line(a), line(b)) ||
          compare(a.code, b.code),
      );
  }
}

/** A place in a part of the file that begins at row `row` and line `line`, as a place in the file. */
export function shifted<P extends Place>(place: P, row: number, line: number): P {
  return {
    ...place,
    ...(place.row !== undefined && { row: place.row + row }),
    ...(place.line !== undefined && { line: place.line + line }),
  };
}

function compare<T extends number | string>(a: T, b: T): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
