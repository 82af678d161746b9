import type { KernelInstance } from './kernel';
import type { PlainValues } from './page-values';

/** Behind every block that the kernel reads eight bytes at a time. */
const PADDING = 16;
/** Bytes of an entry of a dictionary in the kernel: of a held column, and of an open one. */
const ENTRY = { held: 4, open: 16 } as const;

/** Memory of the kernel that grows when more is asked of it; what was in it is lost. */
export class KernelBlock {
  readonly #instance: KernelInstance;
  #address = 0;
  #room = 0;

  constructor(instance: KernelInstance) {
    this.#instance = instance;
  }

  /** The address of at least `bytes` bytes. */
  reserve(bytes: number): number {
    if (bytes + PADDING <= this.#room) return this.#address;
    if (this.#room > 0) this.#instance.kernel.give(this.#address, this.#room);
    this.#room = bytes + PADDING;
    return (this.#address = this.#instance.take(this.#room));
  }
}

/** Values of a page or a dictionary, copied to the kernel. */
export class KernelValues {
  readonly #instance: KernelInstance;
  readonly #bytes: KernelBlock;
  readonly #places: KernelBlock;
  #args: readonly [at: number, width: number, starts: number, ends: number] = [0, 0, 0, 0];

  constructor(instance: KernelInstance) {
    this.#instance = instance;
    this.#bytes = new KernelBlock(instance);
    this.#places = new KernelBlock(instance);
  }

  /** Copies the values [from, to), the first of them as value 0. */
  copy(values: PlainValues, from: number, to: number): void {
    const instance = this.#instance;
    if (values.kind === 'fixed') {
      const { width } = values;
      const at = this.#bytes.reserve((to - from) * width);
      instance.bytes.set(values.bytes.subarray(from * width, to * width), at);
      this.#args = [at, width, 0, 0];
      return;
    }
    const count = to - from;
    const first = count > 0 ? values.starts[from]! : 0;
    const last = count > 0 ? values.ends[to - 1]! : 0;
    const at = this.#bytes.reserve(last - first);
    const places = this.#places.reserve(8 * count);
    instance.bytes.set(values.bytes.subarray(first, last), at);
    const starts = instance.words(places, count);
    const ends = instance.words(places + 4 * count, count);
    for (let i = 0; i < count; i++) {
      starts[i] = values.starts[from + i]! - first;
      ends[i] = values.ends[from + i]! - first;
    }
    this.#args = [at, 0, places, places + 4 * count];
  }

  /** Makes the kernel read these values. */
  use(): void {
    this.#instance.kernel.setValues(...this.#args);
  }
}

/** The dictionary of a chunk in the kernel, and what the column knows of its entries. */
export class KernelDictionary {
  readonly #instance: KernelInstance;
  readonly #copied: KernelValues;
  readonly #entries: KernelBlock;
  #values: PlainValues | undefined;
  #isOpen = false;
  #address = 0;

  constructor(instance: KernelInstance) {
    this.#instance = instance;
    this.#copied = new KernelValues(instance);
    this.#entries = new KernelBlock(instance);
  }

  /** Makes the kernel read positions at address `indices` in this dictionary. */
  use(values: PlainValues, indices: number, isOpen: boolean): void {
    if (values !== this.#values || isOpen !== this.#isOpen) {
      this.end();
      this.#copied.copy(values, 0, values.count);
      const bytes = values.count * ENTRY[isOpen ? 'open' : 'held'];
      this.#address = this.#entries.reserve(bytes);
      this.#instance.bytes.fill(0, this.#address, this.#address + bytes);
      this.#values = values;
      this.#isOpen = isOpen;
    }
    this.#copied.use();
    this.#instance.kernel.setIndices(indices, this.#address);
  }

  /** Adds the cells of an open column that came by this dictionary; it is not used any more. */
  end(): void {
    if (this.#values && this.#isOpen) {
      this.#copied.use();
      this.#instance.kernel.setIndices(0, this.#address);
      this.#instance.kernel.endEntries(this.#values.count);
    }
    this.#values = undefined;
  }
}
