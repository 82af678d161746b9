import type { KernelInstance } from '../columns/column-kernel';
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
  readonly #instance: KernelInstance<PathKernel>;
  readonly #scratch: number;

  /** `scratch`: the address of room for a key. */
  constructor(instance: KernelInstance<PathKernel>, scratch: number) {
    this.#instance = instance;
    this.#scratch = scratch;
  }

  get count(): number {
    return this.#instance.kernel.pathCount.value;
  }

  parent(path: number): number {
    return this.#instance.kernel.parentOf(path);
  }

  key(path: number): Uint8Array {
    const start = this.#instance.kernel.keyOf(path) >>> 0;
    return new Uint8Array(
      this.#instance.memory.buffer,
      start,
      this.#instance.kernel.keyLengthOf(path),
    ).slice();
  }

  pathOf(parent: number, bytes: Uint8Array, start: number, end: number): number {
    const length = end - start;
    if (length > LONGEST_KEY) return NO_PATH;
    new Uint8Array(this.#instance.memory.buffer, this.#scratch, length).set(
      bytes.subarray(start, end),
    );
    return this.#instance.kernel.pathOf(parent, this.#scratch, length) || NO_PATH;
  }

  close(path: number): void {
    this.#instance.kernel.closePath(path);
  }

  isOpen(path: number): boolean {
    return !this.#instance.kernel.isClosed(path);
  }

  isDeep(path: number): boolean {
    return this.#instance.kernel.depthOf(path) >= MOST_PATH;
  }
}
