import type { SearchJob } from './search-job';

/** Threads that help with a search while the one that calls works on it too. */
export interface SearchThreads {
  /** Starts those that are not up, and answers how many may help: from 0. */
  start(): number;
  /** Has each help (`helpSearch`), the first as thread 1, and returns at once. */
  help(job: SearchJob): void;
  /** Lets them wait for the next search. */
  rest(): void;
}

let threads: SearchThreads | undefined;

/** From now on large searches are helped by these; by none without. Results are the same. */
export function searchWith(helpers: SearchThreads | undefined): void {
  threads = helpers;
}

/** What was given to `searchWith`. */
export function searchThreads(): SearchThreads | undefined {
  return threads;
}
