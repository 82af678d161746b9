import { WASM_BASE64 } from '../../kernels/json.wasm';
import { EngineError } from '../../engine/problems';
import type { Arrangement, JsonBatch, Stop } from './json-batch';
import { Before, LONGEST_KEY, RowKind } from './json-batch';
import type { JsonScanner } from './json-scanner';
import { KernelPaths } from './kernel-paths';
import type { PathKernel } from './kernel-paths';
import { PathNames } from './path-names';
import { ObjectWalker } from './walk-object';

/** What src/kernels/json.as.ts exports. */
interface Kernel extends PathKernel {
  layOut(address: number, rows: number, leaves: number): number;
  layOutPaths(address: number, capacity: number, bytes: number): number;
  layOutDepth(address: number): number;
  scan(
    loaded: number,
    origin: number,
    from: number,
    to: number,
    ended: boolean,
    arrangement: number,
  ): number;
  readonly rows: WebAssembly.Global;
  readonly line: WebAssembly.Global;
  readonly blankLines: WebAssembly.Global;
  readonly before: WebAssembly.Global;
  readonly stop: WebAssembly.Global;
}

const PAGE = 1 << 16;
const PADDING = 64;
/** Room for paths and for the bytes of their keys. */
const PATHS = 1 << 16;
const KEY_BYTES = 1 << 23;
const ARRANGEMENTS: readonly Arrangement[] = ['lines', 'list', 'sequence'];
/** In the order of the kernel. */
const STOPS: readonly Stop[] = ['end', 'full', 'closed', 'odd', 'crowded'];

/** Scans with the WebAssembly kernel, into arrays that lie in its memory. Holds one copy of what was loaded. */
export class JsonKernel implements JsonScanner {
  readonly paths: KernelPaths;
  readonly names: PathNames;
  readonly #kernel: Kernel;
  readonly #memory: WebAssembly.Memory;
  readonly #walker: ObjectWalker;
  readonly #arrangement: number;
  /** Where the arrays of the batch begin, and the loaded bytes. */
  readonly #arrays: number;
  #input = 0;
  #batch: JsonBatch;
  #bytes: Uint8Array = new Uint8Array(0);
  #first = 0;
  #to = 0;
  #ended = false;

  /** Batches have up to `rows` rows and `leaves` leaves, to begin with. */
  constructor(module: WebAssembly.Module, arrangement: Arrangement, rows: number, leaves: number) {
    this.#arrangement = ARRANGEMENTS.indexOf(arrangement);
    this.#memory = new WebAssembly.Memory({ initial: 1 });
    const env = { memory: this.#memory };
    this.#kernel = new WebAssembly.Instance<Kernel>(module, { env }).exports;
    const scratch = this.#kernel.layOutDepth(PADDING);
    const pathsStart = scratch + LONGEST_KEY + PADDING;
    // The table of paths is cleared when it is laid out.
    this.#grow(pathsStart + PATHS * 40 + KEY_BYTES + 2 * PADDING);
    this.#arrays = this.#kernel.layOutPaths(pathsStart, PATHS, KEY_BYTES);
    this.paths = new KernelPaths(this.#kernel, this.#memory, scratch);
    this.names = new PathNames(this.paths);
    this.#walker = new ObjectWalker(this.paths, this.names);
    this.#batch = this.#layOut(rows, leaves, 0);
  }

  get batch(): JsonBatch {
    return this.#batch;
  }

  load(bytes: Uint8Array, from: number, to: number, ended: boolean): void {
    this.#bytes = bytes;
    this.#first = from;
    this.#to = to;
    this.#ended = ended;
    if (to - from + PADDING > this.#batch.bytes.length) {
      const { rowStarts, leafPaths } = this.#batch;
      this.#relayOut(rowStarts.length, leafPaths.length, (to - from) * 1.25);
    }
    this.#copy(from);
  }

  scan(from: number): number {
    const kernel = this.#kernel;
    const batch = this.#batch;
    kernel.line.value = batch.line;
    kernel.before.value = batch.before;
    const origin = this.#input - this.#first;
    const done =
      kernel.scan(this.#input, origin, from, this.#to, this.#ended, this.#arrangement) >>> 0;
    batch.rows = kernel.rows.value;
    batch.line = kernel.line.value;
    batch.blankLines = kernel.blankLines.value;
    batch.before = kernel.before.value;
    batch.stop = STOPS[kernel.stop.value]!;
    this.#settleRows();
    // Strings behind `done` may have lost their escapes.
    if (batch.stop !== 'end') this.#copy(done);
    return done;
  }

  enlarge(): void {
    const { rowStarts, leafPaths, bytes } = this.#batch;
    this.#relayOut(rowStarts.length * 2, leafPaths.length * 2, bytes.length);
    this.#copy(this.#first);
  }

  /** Finds the leaves of rows with a repeated key again, one of each key. */
  #settleRows(): void {
    const batch = this.#batch;
    const { rowKinds, rowStarts, rowEnds, rowLeaves, leafPaths } = batch;
    for (let row = 0; row < batch.rows; row++) {
      if ((rowKinds[row]! & RowKind.repeatedKey) === 0) continue;
      const [start, end] = [rowStarts[row]!, rowEnds[row]!];
      const first = rowLeaves[row]!;
      rowKinds[row] = this.#walker.walk(this.#bytes, start, end, this.#first, batch, first);
      leafPaths.fill(0xffffffff, this.#walker.leaf, rowLeaves[row + 1]);
    }
  }

  #copy(from: number): void {
    const input = this.#batch.bytes;
    input.set(this.#bytes.subarray(from, this.#to), from - this.#first);
    input.fill(0, this.#to - this.#first, this.#to - this.#first + PADDING);
  }

  #relayOut(rows: number, leaves: number, bytes: number): void {
    const { line, before } = this.#batch;
    this.#batch = Object.assign(this.#layOut(rows, leaves, bytes), { line, before });
  }

  /** Lays out a batch and room for `bytes` bytes behind it; what was loaded is lost. */
  #layOut(rows: number, leaves: number, bytes: number): JsonBatch {
    const room = Math.ceil(bytes) + 2 * PADDING;
    this.#grow(this.#arrays + leaves * 13 + rows * 17 + 4 + room);
    this.#input = this.#kernel.layOut(this.#arrays, rows, leaves) >>> 0;
    const { buffer } = this.#memory;
    let at = this.#arrays;
    const words = (length: number) => {
      const start = at;
      at += length * 4;
      return new Uint32Array(buffer, start, length);
    };
    const octets = (length: number) => {
      const start = at;
      at += length;
      return new Uint8Array(buffer, start, length);
    };
    // The literal's order is the kernel's.
    return {
      leafPaths: words(leaves),
      leafStarts: words(leaves),
      leafEnds: words(leaves),
      rowLeaves: words(rows + 1),
      rowStarts: words(rows),
      rowEnds: words(rows),
      rowLines: words(rows),
      rowKinds: octets(rows),
      leafKinds: octets(leaves),
      bytes: new Uint8Array(buffer, this.#input, room),
      rows: 0,
      line: 0,
      blankLines: 0,
      before: Before.open,
      stop: 'end',
    };
  }

  #grow(bytes: number): void {
    const missing = Math.ceil(bytes / PAGE) - this.#memory.buffer.byteLength / PAGE;
    if (missing <= 0) return;
    try {
      this.#memory.grow(missing);
    } catch {
      throw new EngineError(
        'too-large',
        'There is not enough memory for a row of this file: a bracket or a quote is probably never closed.',
      );
    }
  }
}

let compiled: WebAssembly.Module | undefined;

/** The compiled kernel; undefined where there is no WebAssembly, or none with 128-bit SIMD. */
export function jsonKernelModule(): WebAssembly.Module | undefined {
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
