import { countWords } from '../../engine/cells/text-lengths';
import type { Charset } from '../encodings/charset';

/**
 * What every kernel that takes cells column by column exports: src/kernels/parts/columns.as.ts, heap.as.ts and
 * survey.as.ts. Addresses are positions in its memory; columns are addresses.
 */
export interface ColumnKernel {
  startHeap(): void;
  take(bytes: number): number;
  give(block: number, bytes: number): void;
  setUtf8(on: boolean): void;
  survey(from: number, to: number): void;
  readonly multibyte: WebAssembly.Global;
  readonly malformed: WebAssembly.Global;
  readonly firstMalformed: WebAssembly.Global;
  readonly hasNul: WebAssembly.Global;
  makeColumn(): number;
  codesOf(column: number): number;
  arenaOf(column: number): number;
  offsetsOf(column: number): number;
  tagsOf(column: number): number;
  open(
    column: number,
    expects: number,
    measuresText: boolean,
    inKeys: boolean,
    byValue: boolean,
    shift: number,
  ): void;
  watch(column: number, at: number, length: number, tag: number): void;
  openWith(
    column: number,
    number: number,
    counts: number,
    low: number,
    high: number,
    odd: number,
  ): void;
  sketchOf(column: number): number;
  listOf(column: number, which: number, into: number): number;
}

const MOST_PAGES = 65_536;

/** A kernel with a memory of its own. Views of the memory are stale once `memory.buffer` is another. */
export interface KernelInstance<K> {
  readonly kernel: K;
  readonly memory: WebAssembly.Memory;
}

/** An instance for text in one charset; what it cannot measure itself it asks back. */
export function instantiate<K extends ColumnKernel>(
  module: WebAssembly.Module,
  charset: Charset,
): KernelInstance<K> {
  const memory = new WebAssembly.Memory({ initial: 1, maximum: MOST_PAGES });
  const textAt = (at: number, length: number) =>
    charset.decode(new Uint8Array(memory.buffer, at >>> 0, length >>> 0));
  const host = {
    readNumber: (at: number, length: number) => Number(textAt(at, length)),
    countCharacters: (at: number, length: number) => textAt(at, length).length,
    countWords: (at: number, length: number) => countWords(textAt(at, length)),
  };
  const kernel = new WebAssembly.Instance<K>(module, { env: { memory }, 'host.as': host }).exports;
  kernel.startHeap();
  kernel.setUtf8(charset.name === 'utf-8');
  return { kernel, memory };
}
