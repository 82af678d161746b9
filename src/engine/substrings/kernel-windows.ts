import { compiled } from '../../kernels/compiled';
import { WASM_BASE64 } from '../../kernels/windows.wasm';
import { sieveSlots } from '../kernels/repeat-sieve';
import { EngineError } from '../problems';
import { BASE_GRAM, BASE_HIGH, BASE_LOW, gramOf, type Windows } from './windows';
import { t } from '../language';

/** What src/kernels/windows.as.ts exports. */
interface Kernel {
  setUp(
    length: number,
    gram: number,
    low: number,
    high: number,
    ofGram: number,
    slots: number,
  ): number;
  input(length: number): number;
  sift(length: number): void;
  likely(length: number): number;
  lowAt(): number;
  highAt(): number;
  spansAt(): number;
}

/** Windows by the WebAssembly kernel. */
export class KernelWindows implements Windows {
  readonly length: number;
  low = new Uint32Array(0);
  high = new Uint32Array(0);
  spans = new Uint32Array(0);
  readonly #kernel: Kernel;
  readonly #memory: WebAssembly.Memory;

  /** The windows, with a sieve for `grams`, or undefined where there is no WebAssembly. @throws EngineError too-large */
  static create(length: number, grams: number): KernelWindows | undefined {
    const module = compiled(WASM_BASE64);
    return module && new KernelWindows(module, length, grams);
  }

  private constructor(module: WebAssembly.Module, length: number, grams: number) {
    this.#memory = new WebAssembly.Memory({ initial: 1 });
    const { exports } = new WebAssembly.Instance(module, { env: { memory: this.#memory } });
    this.#kernel = exports as unknown as Kernel;
    this.length = length;
    const gram = [gramOf(length), BASE_LOW, BASE_HIGH, BASE_GRAM] as const;
    if (this.#kernel.setUp(length, ...gram, sieveSlots(grams)) === 0) throw withoutMemory();
  }

  sift(bytes: Uint8Array, start: number, end: number): void {
    this.#put(bytes, start, end);
    this.#kernel.sift(end - start);
  }

  likely(bytes: Uint8Array, start: number, end: number): number {
    this.#put(bytes, start, end);
    const spans = this.#kernel.likely(end - start);
    if (spans === 0) return 0;
    const { buffer } = this.#memory;
    const count = end - start - this.length + 1;
    this.low = new Uint32Array(buffer, this.#kernel.lowAt(), count);
    this.high = new Uint32Array(buffer, this.#kernel.highAt(), count);
    this.spans = new Uint32Array(buffer, this.#kernel.spansAt(), 2 * spans);
    return spans;
  }

  #put(bytes: Uint8Array, start: number, end: number): void {
    const at = this.#kernel.input(end - start) >>> 0;
    if (at === 0) throw withoutMemory();
    new Uint8Array(this.#memory.buffer, at, end - start).set(bytes.subarray(start, end));
  }
}

function withoutMemory(): EngineError {
  return new EngineError('too-large', t('There is not enough memory to search for passages.'));
}
