import { LONGEST_KEY, MOST_PATH, NO_PATH } from './json-batch';
import type { PathTable } from './path-table';

/** The part of the kernel that keeps paths. */
export interface PathKernel {
  readonly pathCount: WebAssembly.Global;
  parentOf(path: number): number;
  keyOf(path: number): number;
  keyLengthOf(path: number): number;
  depthOf(path: number): number;
  closePath(path: number): void;
  isClosed(path: number): boolean | number;
  pathOf(parent: number, start: number, length: number): number;
}

/** The paths of the kernel. */
export class KernelPaths implements PathTable {
  readonly #kernel: PathKernel;
  readonly #memory: WebAssembly.Memory;
  readonly #scratch: number;

  /** `scratch`: the address of room for a key. */
  constructor(kernel: PathKernel, memory: WebAssembly.Memory, scratch: number) {
    this.#kernel = kernel;
    this.#memory = memory;
    this.#scratch = scratch;
  }

  get count(): number {
    return this.#kernel.pathCount.value;
  }

  parent(path: number): number {
    return this.#kernel.parentOf(path);
  }

  key(path: number): Uint8Array {
    const start = this.#kernel.keyOf(path) >>> 0;
    return new Uint8Array(this.#memory.buffer, start, this.#kernel.keyLengthOf(path)).slice();
  }

  pathOf(parent: number, bytes: Uint8Array, start: number, end: number): number {
    const length = end - start;
    if (length > LONGEST_KEY) return NO_PATH;
    new Uint8Array(this.#memory.buffer, this.#scratch, length).set(bytes.subarray(start, end));
    return this.#kernel.pathOf(parent, this.#scratch, length) || NO_PATH;
  }

  close(path: number): void {
    this.#kernel.closePath(path);
  }

  isOpen(path: number): boolean {
    return !this.#kernel.isClosed(path);
  }

  isDeep(path: number): boolean {
    return this.#kernel.depthOf(path) >= MOST_PATH;
  }
}
