const PAGE = 1 << 16;
/** Memory that a kernel may have, as src/kernels/build.mjs says: all that it can address. */
const MOST_PAGES = 65_535;

/** One stretch of a kernel's memory after another. */
export class Layout {
  #end = PAGE;

  /** Where `bytes` bytes lie. */
  take(bytes: number): number {
    const at = this.#end;
    this.#end += Math.ceil(bytes / 64) * 64;
    return at;
  }

  get pages(): number {
    return Math.ceil((this.#end + 64) / PAGE);
  }
}

/**
 * The memory of the last search, unless it was collected. The engine does not count shared memory as its own, so that
 * searches one after the other would each leave theirs until it comes by.
 */
let spare: WeakRef<WebAssembly.Memory> | undefined;

/** Shared memory of at least so many pages, not empty. @throws RangeError where there is not so much */
export function takeMemory(pages: number): WebAssembly.Memory {
  if (pages > MOST_PAGES) throw new RangeError('The points do not fit the memory of a kernel.');
  const kept = spare?.deref();
  spare = undefined;
  if (!kept) {
    return new WebAssembly.Memory({ initial: pages, maximum: MOST_PAGES, shared: true });
  }
  const missing = pages - kept.buffer.byteLength / PAGE;
  if (missing > 0) kept.grow(missing);
  return kept;
}

/** Leaves memory that nobody uses any more to the next search. */
export function giveMemory(memory: WebAssembly.Memory): void {
  spare = new WeakRef(memory);
}
