import { countWords } from '../../engine/cells/text-lengths';
import { WASM_BASE64 } from '../../kernels/delimited.wasm';
import type { Charset } from '../charset';

/** What src/kernels/delimited.as.ts exports. Addresses are positions in its memory; columns are addresses. */
export interface Kernel {
  startHeap(): void;
  take(bytes: number): number;
  give(block: number, bytes: number): void;
  setUtf8(on: boolean): void;
  layOut(address: number, fields: number): number;
  scan(
    origin: number,
    from: number,
    to: number,
    ended: boolean,
    delimiter: number,
    quote: number,
    skipInitialSpace: boolean,
    capacity: number,
    firstLine: number,
  ): number;
  readonly rows: WebAssembly.Global;
  readonly line: WebAssembly.Global;
  readonly blankLines: WebAssembly.Global;
  readonly full: WebAssembly.Global;
  readonly textAfterQuote: WebAssembly.Global;
  readonly textAfterQuoteRow: WebAssembly.Global;
  readonly unclosed: WebAssembly.Global;
  survey(from: number, to: number): void;
  readonly multibyte: WebAssembly.Global;
  readonly malformed: WebAssembly.Global;
  readonly firstMalformed: WebAssembly.Global;
  readonly hasNul: WebAssembly.Global;
  makeColumn(): number;
  takeCodes(
    column: number,
    origin: number,
    field: number,
    from: number,
    to: number,
    quote: number,
    codes: number,
    most: number,
    mostBytes: number,
  ): number;
  codesOf(column: number): number;
  arenaOf(column: number): number;
  offsetsOf(column: number): number;
  open(
    column: number,
    expects: number,
    measuresText: boolean,
    inKeys: boolean,
    byValue: boolean,
    shift: number,
  ): void;
  watch(column: number, at: number, length: number): void;
  openWith(
    column: number,
    index: number,
    counts: number,
    low: number,
    high: number,
    odd: number,
  ): void;
  takeCells(
    column: number,
    index: number,
    origin: number,
    field: number,
    from: number,
    to: number,
    quote: number,
    firstRow: number,
    low: number,
    high: number,
    empty: number,
  ): number;
  sketchOf(column: number): number;
  listOf(column: number, which: number, into: number): number;
}

const MOST_PAGES = 65_536;

/** A kernel with a memory of its own. Views of the memory are stale once `memory.buffer` is another. */
export interface KernelInstance {
  readonly kernel: Kernel;
  readonly memory: WebAssembly.Memory;
}

let compiled: WebAssembly.Module | undefined;

/** The compiled kernel; undefined where there is no WebAssembly, or none with 128-bit SIMD. */
export function kernelModule(): WebAssembly.Module | undefined {
  if (compiled === undefined && typeof WebAssembly !== 'undefined') {
    try {
      const binary = atob(WASM_BASE64);
      compiled = new WebAssembly.Module(Uint8Array.from(binary, (char) => char.charCodeAt(0)));
    } catch {
      return undefined;
    }
  }
  return compiled;
}

/** An instance for text in one charset; what it cannot measure itself it asks back. */
export function instantiate(module: WebAssembly.Module, charset: Charset): KernelInstance {
  const memory = new WebAssembly.Memory({ initial: 1, maximum: MOST_PAGES });
  const textAt = (at: number, length: number) =>
    charset.decode(new Uint8Array(memory.buffer, at >>> 0, length >>> 0));
  const host = {
    readNumber: (at: number, length: number) => Number(textAt(at, length)),
    countCharacters: (at: number, length: number) => textAt(at, length).length,
    countWords: (at: number, length: number) => countWords(textAt(at, length)),
  };
  const kernel = new WebAssembly.Instance<Kernel>(module, {
    env: { memory },
    'host.as': host,
  }).exports;
  kernel.startHeap();
  kernel.setUtf8(charset.name === 'utf-8');
  return { kernel, memory };
}
