import { compiled } from '../../kernels/compiled';
import { WASM_BASE64 } from '../../kernels/hash-rows.wasm';
import type { Codes } from '../table/table';

/** Rows whose keys are summed at a time: their keys stay in the first-level cache. */
export const CHUNK = 4096;

/** Keys of up to `CHUNK` rows: two 32-bit lanes each, the lower one first, to which hashes of cells are added. */
export interface KeySums {
  readonly keys: Uint32Array;
  /** Adds the hash of each row's code, at most `CHUNK`, by the hashes with which a column was given. */
  add(column: number, codes: Codes): void;
}

/** The kernel where there is WebAssembly, else its twin. `hashes`: per column two lanes per code, the lower one first. */
export function keySums(hashes: readonly Uint32Array[]): KeySums {
  const module = compiled(WASM_BASE64);
  return module ? new KernelSums(module, hashes) : new TwinSums(hashes);
}

/** What src/kernels/hash-rows.as.ts exports. */
type Add = (codes: number, hashes: number, keys: number, rows: number) => void;
interface Kernel {
  readonly add8: Add;
  readonly add16: Add;
  readonly add32: Add;
}

const PAGE = 1 << 16;
/** Where the kernel has room: the first page is left to it, then come keys, codes and the columns' hashes. */
const KEYS_AT = PAGE;
const CODES_AT = KEYS_AT + 8 * CHUNK;
const HASHES_AT = CODES_AT + 4 * CHUNK;

/** Sums with the WebAssembly kernel, in keys that lie in its memory with a copy of all hashes. */
export class KernelSums implements KeySums {
  readonly keys: Uint32Array;
  readonly #kernel: Kernel;
  readonly #hashesAt: readonly number[];
  readonly #codes8: Uint8Array;
  readonly #codes16: Uint16Array;
  readonly #codes32: Uint32Array;

  constructor(module: WebAssembly.Module, hashes: readonly Uint32Array[]) {
    let end = HASHES_AT;
    this.#hashesAt = hashes.map((of) => {
      end += of.byteLength;
      return end - of.byteLength;
    });
    const pages = Math.ceil(end / PAGE);
    const memory = new WebAssembly.Memory({ initial: pages, maximum: pages });
    const { exports } = new WebAssembly.Instance(module, { env: { memory } });
    // The web view's types are those of the DOM, whose instances do not say what they export.
    this.#kernel = exports as object as Kernel;
    const { buffer } = memory;
    hashes.forEach((of, column) => {
      new Uint32Array(buffer, this.#hashesAt[column], of.length).set(of);
    });
    this.keys = new Uint32Array(buffer, KEYS_AT, 2 * CHUNK);
    this.#codes8 = new Uint8Array(buffer, CODES_AT, CHUNK);
    this.#codes16 = new Uint16Array(buffer, CODES_AT, CHUNK);
    this.#codes32 = new Uint32Array(buffer, CODES_AT, CHUNK);
  }

  add(column: number, codes: Codes): void {
    const hashes = this.#hashesAt[column]!;
    if (codes instanceof Uint8Array) {
      this.#codes8.set(codes);
      this.#kernel.add8(CODES_AT, hashes, KEYS_AT, codes.length);
    } else if (codes instanceof Uint16Array) {
      this.#codes16.set(codes);
      this.#kernel.add16(CODES_AT, hashes, KEYS_AT, codes.length);
    } else {
      this.#codes32.set(codes);
      this.#kernel.add32(CODES_AT, hashes, KEYS_AT, codes.length);
    }
  }
}

/** The same without WebAssembly. */
export class TwinSums implements KeySums {
  readonly keys = new Uint32Array(2 * CHUNK);
  readonly #hashes: readonly Uint32Array[];

  constructor(hashes: readonly Uint32Array[]) {
    this.#hashes = hashes;
  }

  add(column: number, codes: Codes): void {
    const hashes = this.#hashes[column]!;
    const { keys } = this;
    for (let row = 0; row < codes.length; row++) {
      const at = codes[row]! << 1;
      keys[2 * row]! += hashes[at]!;
      keys[2 * row + 1]! += hashes[at + 1]!;
    }
  }
}
