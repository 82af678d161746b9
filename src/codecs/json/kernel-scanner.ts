import { EngineError } from '../../engine/problems';
import { UTF8 } from '../encodings/charset';
import { instantiate, type KernelInstance } from '../columns/column-kernel';
import type { Arrangement, JsonBatch, Stop } from './json-batch';
import { Before, LONGEST_KEY, NO_PATH, RowKind } from './json-batch';
import type { JsonScanner } from './json-scanner';
import type { JsonKernel } from './kernel';
import { KernelPaths } from './kernel-paths';
import { PathNames } from './path-names';
import { ObjectWalker } from './walk-object';
import { t } from '../../engine/language';

const PADDING = 64;
/** Room for paths and for the bytes of their keys. */
const PATHS = 1 << 16;
const KEY_BYTES = (1 << 23) - 64;
const ARRANGEMENTS: readonly Arrangement[] = ['lines', 'list', 'sequence'];
/** In the order of the kernel. */
const STOPS: readonly Stop[] = ['end', 'full', 'closed', 'odd', 'crowded'];

/** Scans with the WebAssembly kernel, into arrays that lie in its memory. Holds one copy of what was loaded. */
export class KernelScanner implements JsonScanner {
  readonly instance: KernelInstance<JsonKernel>;
  readonly paths: KernelPaths;
  readonly names: PathNames;
  wellFormed = false;
  readonly #walker: ObjectWalker;
  readonly #arrangement: number;
  #rows: number;
  #leaves: number;
  #arrays = 0;
  #input = 0;
  #inputRoom = 0;
  #batch: JsonBatch;
  #bytes: Uint8Array = new Uint8Array(0);
  #first = 0;
  #to = 0;
  #ended = false;

  /** Batches have up to `rows` rows and `leaves` leaves, to begin with. */
  constructor(module: WebAssembly.Module, arrangement: Arrangement, rows: number, leaves: number) {
    this.#arrangement = ARRANGEMENTS.indexOf(arrangement);
    this.instance = instantiate(module, UTF8);
    const { kernel } = this.instance;
    kernel.startJson(PATHS, KEY_BYTES);
    this.paths = new KernelPaths(this.instance, kernel.take(LONGEST_KEY + PADDING) >>> 0);
    this.names = new PathNames(this.paths);
    this.#walker = new ObjectWalker(this.paths, this.names);
    this.#rows = rows;
    this.#leaves = leaves;
    this.#layOut();
    const bytes = new Uint8Array(0);
    const found = { rows: 0, line: 0, blankLines: 0, before: Before.open, stop: 'end' } as const;
    this.#batch = { ...this.#views(), bytes, ...found };
  }

  /** The arrays are views of the kernel's memory, made again when it grew. */
  get batch(): JsonBatch {
    const batch = this.#batch;
    if (batch.leafPaths.buffer !== this.instance.memory.buffer) Object.assign(batch, this.#views());
    return batch;
  }

  load(bytes: Uint8Array, from: number, to: number, ended: boolean): void {
    this.#bytes = bytes;
    this.#first = from;
    this.#to = to;
    this.#ended = ended;
    const length = to - from;
    if (length + PADDING > this.#inputRoom) {
      const { kernel } = this.instance;
      if (this.#inputRoom > 0) kernel.give(this.#input, this.#inputRoom);
      this.#inputRoom = length + PADDING;
      this.#input = this.#taken(this.#inputRoom);
    }
    Object.assign(this.#batch, this.#views());
    this.#copy(from);
    this.wellFormed = this.#isWellFormed();
  }

  scan(from: number): number {
    const { kernel } = this.instance;
    const { batch } = this;
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
    this.instance.kernel.give(this.#arrays, bytesOf(this.#rows, this.#leaves));
    this.#rows *= 2;
    this.#leaves *= 2;
    this.#layOut();
    Object.assign(this.#batch, this.#views());
    this.#copy(this.#first);
  }

  /** Finds the leaves of rows with a repeated key again, one of each key. */
  #settleRows(): void {
    const { batch } = this;
    const { rowKinds, rowStarts, rowEnds, rowLeaves, leafPaths } = batch;
    for (let row = 0; row < batch.rows; row++) {
      if ((rowKinds[row]! & RowKind.repeatedKey) === 0) continue;
      const [start, end] = [rowStarts[row]!, rowEnds[row]!];
      const first = rowLeaves[row]!;
      rowKinds[row] = this.#walker.walk(this.#bytes, start, end, this.#first, batch, first);
      leafPaths.fill(NO_PATH, this.#walker.leaf, rowLeaves[row + 1]);
    }
  }

  #copy(from: number): void {
    const input = this.batch.bytes;
    input.set(this.#bytes.subarray(from, this.#to), from - this.#first);
    input.fill(0, this.#to - this.#first, this.#to - this.#first + PADDING);
  }

  /** Whether what was loaded is UTF-8, but for a character that its end may cut. */
  #isWellFormed(): boolean {
    const { kernel } = this.instance;
    const bytes = this.#bytes;
    let to = this.#to;
    if (!this.#ended) {
      while (to > this.#first && this.#to - to < 3 && (bytes[to - 1]! & 0xc0) === 0x80) to--;
      if (to > this.#first && bytes[to - 1]! >= 0xc0) to--;
    }
    kernel.survey(this.#input, this.#input + to - this.#first);
    return kernel.malformed.value === 0;
  }

  #layOut(): void {
    this.#arrays = this.#taken(bytesOf(this.#rows, this.#leaves));
    this.instance.kernel.layOut(this.#arrays, this.#rows, this.#leaves);
  }

  #taken(bytes: number): number {
    try {
      return this.instance.kernel.take(bytes) >>> 0;
    } catch {
      throw new EngineError(
        'too-large',
        t(
          'There is not enough memory for a row of this file: a bracket or a quote is probably never closed.',
        ),
      );
    }
  }

  #views() {
    const { buffer } = this.instance.memory;
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
      leafPaths: words(this.#leaves),
      leafStarts: words(this.#leaves),
      leafEnds: words(this.#leaves),
      rowLeaves: words(this.#rows + 1),
      rowStarts: words(this.#rows),
      rowEnds: words(this.#rows),
      rowLines: words(this.#rows),
      rowKinds: octets(this.#rows),
      leafKinds: octets(this.#leaves),
      bytes: new Uint8Array(buffer, this.#input, this.#inputRoom),
    };
  }
}

/** Bytes of the arrays of a batch. */
const bytesOf = (rows: number, leaves: number) => leaves * 13 + rows * 17 + 4;
