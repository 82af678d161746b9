import { compiled } from '../../kernels/compiled';
import { WASM_BASE64 } from '../../kernels/plain-numbers.wasm';
import type { DictionaryBytes } from '../table/table';

/** Stands for the kind of a value that only a longer look tells. */
export const OPEN_KIND = 0xff;

/** Values that are read at a time, and the bytes of them for which there is room. */
export const NUMBERS_AT_ONCE = 4096;
const VALUE_BYTES = 1 << 16;

/** What src/kernels/plain-numbers.as.ts exports. */
interface Kernel {
  readNumbers(
    bytes: number,
    offsets: number,
    counts: number,
    codes: number,
    numbers: number,
    kinds: number,
    sums: number,
  ): number;
}

const PAGE = 1 << 16;
/** Where the kernel has room: the first page is left to it. */
const COUNTS_AT = PAGE;
const NUMBERS_AT = COUNTS_AT + 8 * NUMBERS_AT_ONCE;
const SUMS_AT = NUMBERS_AT + 8 * NUMBERS_AT_ONCE;
const OFFSETS_AT = SUMS_AT + 64;
const KINDS_AT = OFFSETS_AT + 4 * (NUMBERS_AT_ONCE + 1);
const BYTES_AT = KINDS_AT + NUMBERS_AT_ONCE;
const PAGES = Math.ceil((BYTES_AT + VALUE_BYTES) / PAGE);

/**
 * Reads the plain numbers of dictionaries, some thousand values at a time: what `CellReader` says of each alone. The fields
 * hold what the last call read.
 */
export class PlainNumbers {
  /** Per value read: the number, or NaN. */
  readonly numbers: Float64Array;
  /** Per value read: `integer` or `float` as in `KINDS`, 0 without cells, else `OPEN_KIND`. */
  readonly kinds: Uint8Array;
  /** Cells of integers, cells of floats, values of integers, values of floats, most decimals of floats. */
  readonly sums: Float64Array;
  readonly #kernel: Kernel;
  readonly #counts: Float64Array;
  readonly #offsets: Uint32Array;
  readonly #bytes: Uint8Array;

  constructor(module: WebAssembly.Module) {
    const memory = new WebAssembly.Memory({ initial: PAGES, maximum: PAGES });
    const { exports } = new WebAssembly.Instance(module, { env: { memory } });
    // The web view's types are those of the DOM, whose instances do not say what they export.
    this.#kernel = exports as object as Kernel;
    const { buffer } = memory;
    this.numbers = new Float64Array(buffer, NUMBERS_AT, NUMBERS_AT_ONCE);
    this.kinds = new Uint8Array(buffer, KINDS_AT, NUMBERS_AT_ONCE);
    this.sums = new Float64Array(buffer, SUMS_AT, 5);
    this.#counts = new Float64Array(buffer, COUNTS_AT, NUMBERS_AT_ONCE);
    this.#offsets = new Uint32Array(buffer, OFFSETS_AT, NUMBERS_AT_ONCE + 1);
    this.#bytes = new Uint8Array(buffer, BYTES_AT, VALUE_BYTES);
  }

  /**
   * Reads the values [from, to), at most `NUMBERS_AT_ONCE`, of which `counts` are the cells. Returns how many stay open;
   * undefined where their bytes are too many to look at: they are no numbers.
   */
  read(
    { arena, offsets }: DictionaryBytes,
    counts: Float64Array,
    from: number,
    to: number,
  ): number | undefined {
    const [start, end] = [offsets[from]!, offsets[to]!];
    if (end - start > VALUE_BYTES) return undefined;
    this.#bytes.set(arena.subarray(start, end));
    this.#offsets.set(offsets.subarray(from, to + 1));
    this.#counts.set(counts.subarray(from, to));
    return this.#kernel.readNumbers(
      BYTES_AT,
      OFFSETS_AT,
      COUNTS_AT,
      to - from,
      NUMBERS_AT,
      KINDS_AT,
      SUMS_AT,
    );
  }
}

let shared: PlainNumbers | undefined;

/** The reader that all columns share; undefined where there is no WebAssembly. */
export function plainNumbers(): PlainNumbers | undefined {
  const module = compiled(WASM_BASE64);
  if (!module) return undefined;
  return (shared ??= new PlainNumbers(module));
}
