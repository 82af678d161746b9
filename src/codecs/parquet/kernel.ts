import { compiled } from '../../kernels/compiled';
import { WASM_BASE64 } from '../../kernels/parquet.wasm';
import { countWords } from '../../engine/cells/text-lengths';
import { UTF8 } from '../encodings/charset';
import { decimalsOf } from './number-sketch';

/** What src/kernels/parquet.as.ts exports. Addresses are positions in its memory. */
export interface Kernel {
  startHeap(): void;
  take(bytes: number): number;
  give(block: number, bytes: number): void;
  startColumn(form: number, floating: number, power: number, scale: number): void;
  setValues(at: number, width: number, starts: number, ends: number): void;
  setIndices(at: number, entries: number): void;
  setLevels(at: number, present: number): void;
  readonly taken: WebAssembly.Global;
  readonly nans: WebAssembly.Global;
  readonly firstNan: WebAssembly.Global;
  takeCodes(
    from: number,
    to: number,
    value: number,
    codes: number,
    most: number,
    mostBytes: number,
  ): number;
  codesOf(): number;
  arenaOf(): number;
  offsetsOf(): number;
  open(
    expects: number,
    measuresText: boolean,
    inKeys: boolean,
    byValue: boolean,
    shift: number,
  ): void;
  watch(at: number, length: number, value: number): void;
  openWith(index: number, counts: number, low: number, high: number, known: number): void;
  takeCells(
    index: number,
    from: number,
    to: number,
    value: number,
    firstRow: number,
    low: number,
    high: number,
    empty: number,
  ): number;
  endEntries(count: number): void;
  sketchOf(): number;
  listOf(which: number, into: number): number;
}

/** Writes a value that is no plain number as text into the bytes from `into` on and returns its length. */
export type WriteText = (bytes: Uint8Array, at: number, length: number, into: number) => number;

const MOST_PAGES = 65_536;

/** A kernel with a memory of its own, for one column after the other. */
export class KernelInstance {
  readonly kernel: Kernel;
  readonly memory = new WebAssembly.Memory({ initial: 1, maximum: MOST_PAGES });
  /** Set before a column is started. */
  writeText: WriteText = () => 0;
  #bytes = new Uint8Array(0);

  constructor(module: WebAssembly.Module) {
    const textAt = (at: number, length: number) =>
      UTF8.decode(this.bytes.subarray(at >>> 0, (at >>> 0) + (length >>> 0)));
    const host = {
      readNumber: (at: number, length: number) => Number(textAt(at, length)),
      countCharacters: (at: number, length: number) => textAt(at, length).length,
      countWords: (at: number, length: number) => countWords(textAt(at, length)),
      writeText: (at: number, length: number, into: number) =>
        this.writeText(this.bytes, at >>> 0, length, into >>> 0),
      decimalsOf,
    };
    this.kernel = new WebAssembly.Instance<Kernel>(module, {
      env: { memory: this.memory },
      'host.as': host,
    }).exports;
  }

  /** All of its memory; another view once it grew. */
  get bytes(): Uint8Array {
    if (this.#bytes.buffer !== this.memory.buffer) this.#bytes = new Uint8Array(this.memory.buffer);
    return this.#bytes;
  }

  /** Address of a block of at least `bytes` bytes. */
  take(bytes: number): number {
    return this.kernel.take(bytes) >>> 0;
  }

  /** A view of `length` words; stale once memory is taken. */
  words(at: number, length: number): Uint32Array {
    return new Uint32Array(this.memory.buffer, at, length);
  }
}

/** A kernel of its own; undefined where there is no WebAssembly, or none with 128-bit SIMD. */
export function startKernel(): KernelInstance | undefined {
  const module = compiled(WASM_BASE64);
  return module && new KernelInstance(module);
}
