import { compiled } from '../../kernels/compiled';
import { WASM_BASE64 } from '../../kernels/near-text.wasm';
import { EngineError } from '../problems';
import { TextNormaliser } from './normal-text';
import type { SketchSettings, TextBytes, TextSketcher } from './sketcher';
import type { ShingleSets } from './shingle-sets';
import { t } from '../language';

/** What src/kernels/near-text.as.ts exports. */
interface Kernel {
  setUp(width: number, bins: number, bands: number, rows: number): void;
  input(length: number): number;
  isAscii(length: number): number;
  sketch(length: number, characters: boolean): number;
  shingleSet(length: number, characters: boolean): number;
  keysAt(): number;
  bytesAt(): number;
  lowAt(): number;
  highAt(): number;
  textHashLow(): number;
  textHashHigh(): number;
  shingleCount(): number;
}

/** Sketches with the WebAssembly kernel. */
export class KernelSketcher implements TextSketcher {
  readonly settings: SketchSettings;
  readonly #kernel: Kernel;
  readonly #memory: WebAssembly.Memory;
  #bytes: Uint8Array;
  #words: Uint32Array;
  readonly #normaliser = new TextNormaliser();
  /** Of the text in the kernel's memory. */
  #length = 0;
  #characters = false;

  /** The sketcher, or undefined where there is no WebAssembly. */
  static create(settings: SketchSettings): KernelSketcher | undefined {
    const module = compiled(WASM_BASE64);
    return module && new KernelSketcher(module, settings);
  }

  private constructor(module: WebAssembly.Module, settings: SketchSettings) {
    this.#memory = new WebAssembly.Memory({ initial: 1 });
    const { exports } = new WebAssembly.Instance(module, { env: { memory: this.#memory } });
    this.#kernel = exports as unknown as Kernel;
    this.settings = settings;
    this.#kernel.setUp(settings.width, settings.bins, settings.bands, settings.rows);
    this.#bytes = new Uint8Array(this.#memory.buffer);
    this.#words = new Uint32Array(this.#memory.buffer);
  }

  get shingles(): number {
    return this.#kernel.shingleCount() >>> 0;
  }

  get textLow(): number {
    return this.#kernel.textHashLow() >>> 0;
  }

  get textHigh(): number {
    return this.#kernel.textHashHigh() >>> 0;
  }

  sketch(
    text: TextBytes,
    keys: Uint32Array,
    keysAt: number,
    bins: Uint8Array,
    binsAt: number,
  ): number {
    this.#putNormal(text);
    const units = this.#kernel.sketch(this.#length, this.#characters) >>> 0;
    if (units === 0) return 0;
    const { bands, bins: count } = this.settings;
    const from = this.#kernel.keysAt() >>> 2;
    keys.set(this.#words.subarray(from, from + bands), keysAt);
    const at = this.#kernel.bytesAt();
    bins.set(this.#bytes.subarray(at, at + count), binsAt);
    return units;
  }

  addSet(text: TextBytes, sets: ShingleSets): void {
    this.#putNormal(text);
    const count = this.#kernel.shingleSet(this.#length, this.#characters) >>> 0;
    const low = this.#kernel.lowAt() >>> 2;
    const high = this.#kernel.highAt() >>> 2;
    sets.add(
      this.#words.subarray(low, low + count),
      this.#words.subarray(high, high + count),
      count,
    );
  }

  /** Copies a text into the kernel's memory, in normal form where it is not ASCII. */
  #putNormal(text: TextBytes): void {
    this.#put(text);
    this.#characters = false;
    if (this.#kernel.isAscii(this.#length)) return;
    const normal = this.#normaliser.normalise(text);
    this.#put(normal);
    this.#characters = normal.characters;
  }

  #put({ bytes, start, end }: TextBytes): void {
    this.#length = end - start;
    const at = this.#kernel.input(this.#length) >>> 0;
    if (at === 0) {
      throw new EngineError(
        'too-large',
        t`A text of ${this.#length} bytes is too long to be compared: shorten it, or choose another column.`,
      );
    }
    if (this.#bytes.length === 0) {
      // Memory grew, and the views of before are empty.
      this.#bytes = new Uint8Array(this.#memory.buffer);
      this.#words = new Uint32Array(this.#memory.buffer);
    }
    this.#bytes.set(bytes.subarray(start, end), at);
  }
}
