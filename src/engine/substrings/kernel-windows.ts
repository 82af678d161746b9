import { compiled } from '../../kernels/compiled';
import { WASM_BASE64 } from '../../kernels/windows.wasm';
import { EngineError } from '../problems';
import { BASE_GRAM, BASE_HIGH, BASE_LOW, gramOf, type Windows } from './windows';
import { t } from '../language';

/** What src/kernels/windows.as.ts exports. */
interface Kernel {
  setUp(length: number, gram: number, low: number, high: number, ofGram: number): void;
  input(length: number): number;
  scan(length: number): number;
  lowAt(): number;
  highAt(): number;
  leastAt(): number;
}

/** Windows by the WebAssembly kernel. */
export class KernelWindows implements Windows {
  readonly length: number;
  low = new Uint32Array(0);
  high = new Uint32Array(0);
  least = new Uint32Array(0);
  readonly #kernel: Kernel;
  readonly #memory: WebAssembly.Memory;

  /** The windows, or undefined where there is no WebAssembly. */
  static create(length: number): KernelWindows | undefined {
    const module = compiled(WASM_BASE64);
    return module && new KernelWindows(module, length);
  }

  private constructor(module: WebAssembly.Module, length: number) {
    this.#memory = new WebAssembly.Memory({ initial: 1 });
    const { exports } = new WebAssembly.Instance(module, { env: { memory: this.#memory } });
    this.#kernel = exports as unknown as Kernel;
    this.length = length;
    this.#kernel.setUp(length, gramOf(length), BASE_LOW, BASE_HIGH, BASE_GRAM);
  }

  scan(bytes: Uint8Array, start: number, end: number): number {
    if (end - start < this.length) return 0;
    const at = this.#kernel.input(end - start) >>> 0;
    if (at === 0) {
      throw new EngineError('too-large', t('There is not enough memory to search for passages.'));
    }
    const { buffer } = this.#memory;
    new Uint8Array(buffer).set(bytes.subarray(start, end), at);
    const count = this.#kernel.scan(end - start);
    this.low = new Uint32Array(buffer, this.#kernel.lowAt(), count);
    this.high = new Uint32Array(buffer, this.#kernel.highAt(), count);
    this.least = new Uint32Array(buffer, this.#kernel.leastAt(), count);
    return count;
  }
}
