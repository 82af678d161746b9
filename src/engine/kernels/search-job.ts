/** Queries of a block: they lie near each other, and go through the tree together. */
export const BLOCK = 16;
/** Blocks that a thread takes at a time: the nearest of one tell how far those of the next are at most. */
const CHUNK = 8;

/** What src/kernels/neighbours.as.ts exports. */
export interface SearchKernel {
  setSpace(...space: readonly number[]): void;
  setTree(...tree: readonly number[]): void;
  setQueries(...queries: readonly number[]): void;
  setBlock(...block: readonly number[]): void;
  setLocated(at: number): void;
  placeTree(from: number, to: number): void;
  run(from: number, queries: number): void;
  measuredPoints(): number;
}

/** A search as each of its threads is given it: one memory and what lies where in it, as the kernel's setters take it. */
export interface SearchJob {
  readonly module: WebAssembly.Module;
  /** Shared by all threads. */
  readonly memory: WebAssembly.Memory;
  readonly space: readonly number[];
  readonly tree: readonly number[];
  readonly queries: readonly number[];
  /** Per thread the room that it has for itself. */
  readonly rooms: readonly {
    readonly block: readonly number[];
    readonly located: number;
  }[];
  /** Queries in all. */
  readonly total: number;
  /** Words of `SearchState`, then one for each block: 1 when its queries are answered. */
  readonly state: SharedArrayBuffer;
}

/** Words that the threads of a search share. */
export const SearchState = {
  /** The chunk that is taken next. */
  next: 0,
  /** Blocks that were searched; one that two threads search counts twice. */
  done: 1,
  /** Of these, blocks that helpers searched. */
  helped: 2,
  /** 1: helpers are to stop. */
  stop: 3,
  /** Helpers that may touch the memory. */
  inside: 4,
} as const;

const FIRST_BLOCK = Object.keys(SearchState).length;

/** The words of a search for so many queries. */
export function searchState(total: number): SharedArrayBuffer {
  return new SharedArrayBuffer(4 * (FIRST_BLOCK + Math.ceil(total / BLOCK)));
}

/** The kernel on the memory of a search, in the room of a thread: 0 is who began it. */
export function searchKernel(job: SearchJob, thread: number): SearchKernel {
  const { exports } = new WebAssembly.Instance(job.module, { env: { memory: job.memory } });
  // The web view's types are those of the DOM, whose instances do not say what they export.
  const kernel = exports as object as SearchKernel;
  const { block, located } = job.rooms[thread]!;
  kernel.setSpace(...job.space);
  kernel.setTree(...job.tree);
  kernel.setQueries(...job.queries);
  kernel.setBlock(...block);
  kernel.setLocated(located);
  return kernel;
}

/**
 * Searches blocks that no other thread took, and then, from the end, those that others took and have not answered: two
 * threads that search a block write the same. So nobody waits for a thread, and one that dies leaves nothing undone.
 * Answers whether all are answered: not if `go`, which is told before each block how many were searched, says no.
 */
export function searchBlocks(
  kernel: SearchKernel,
  { total, state }: Pick<SearchJob, 'total' | 'state'>,
  go: (done: number) => boolean,
): boolean {
  const words = new Int32Array(state);
  const blocks = words.length - FIRST_BLOCK;
  const search = (block: number) => {
    if (Atomics.load(words, FIRST_BLOCK + block) === 1) return true;
    if (!go(Atomics.load(words, SearchState.done))) return false;
    searchBlock(kernel, total, words, block);
    return true;
  };
  for (;;) {
    const from = Atomics.add(words, SearchState.next, 1) * CHUNK;
    if (from >= blocks) break;
    for (let block = from; block < Math.min(blocks, from + CHUNK); block++) {
      if (!search(block)) return false;
    }
  }
  for (let block = blocks - 1; block >= 0; block--) if (!search(block)) return false;
  return true;
}

function searchBlock(kernel: SearchKernel, total: number, words: Int32Array, block: number): void {
  kernel.run(block * BLOCK, Math.min(BLOCK, total - block * BLOCK));
  Atomics.store(words, FIRST_BLOCK + block, 1);
  Atomics.add(words, SearchState.done, 1);
}

/** Searches `count` blocks spread evenly over all, and answers the places of their queries in the order of asking. */
export function searchSome(
  kernel: SearchKernel,
  { total, state }: Pick<SearchJob, 'total' | 'state'>,
  count: number,
  tick: () => void,
): Uint32Array {
  const words = new Int32Array(state);
  // Of the last block, which may have fewer queries, none is taken.
  const step = Math.floor(total / BLOCK) / count;
  const places = new Uint32Array(count * BLOCK);
  for (let nth = 0; nth < count; nth++) {
    tick();
    const block = Math.floor(nth * step);
    searchBlock(kernel, total, words, block);
    for (let i = 0; i < BLOCK; i++) places[nth * BLOCK + i] = block * BLOCK + i;
  }
  return places;
}

/** What a thread does that is to help with a search. It leaves the memory alone once the search is stopped. */
export function helpSearch(job: SearchJob, thread: number): void {
  const words = new Int32Array(job.state);
  const goes = () => Atomics.load(words, SearchState.stop) === 0;
  Atomics.add(words, SearchState.inside, 1);
  try {
    // Who stops the search looks who is inside after it said so: one of the two sees the other.
    if (!goes()) return;
    searchBlocks(searchKernel(job, thread), job, () => {
      Atomics.add(words, SearchState.helped, 1);
      return goes();
    });
  } finally {
    Atomics.sub(words, SearchState.inside, 1);
    Atomics.notify(words, SearchState.inside);
  }
}

/** Milliseconds that are waited for helpers to leave: a block takes less. */
const LEAVING_MS = 20;

/** Stops those that help with a search; answers whether all have left its memory. */
export function stopSearch({ state }: Pick<SearchJob, 'state'>, wait: boolean): boolean {
  const words = new Int32Array(state);
  Atomics.store(words, SearchState.stop, 1);
  for (;;) {
    const inside = Atomics.load(words, SearchState.inside);
    if (inside === 0) return true;
    const { wait: sleep } = Atomics;
    if (!wait || sleep(words, SearchState.inside, inside, LEAVING_MS) === 'timed-out') return false;
  }
}
